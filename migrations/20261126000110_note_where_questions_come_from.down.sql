ALTER TABLE question DROP COLUMN interview_id;
