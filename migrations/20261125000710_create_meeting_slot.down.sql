DROP TABLE meeting_slot;
