DROP TABLE event_meeting;
DROP TABLE event;
DROP TABLE network_ask_recipient;
DROP TABLE network_ask;
