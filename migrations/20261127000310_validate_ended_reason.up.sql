ALTER TABLE session VALIDATE CONSTRAINT session_ended_reason_check;
