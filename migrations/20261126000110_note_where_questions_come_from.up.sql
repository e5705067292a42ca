-- The interview at whose end it was named as what should have been asked (F116); null also when that is deleted.
ALTER TABLE question
    ADD COLUMN interview_id uuid,
    ADD CONSTRAINT question_interview_id_fkey
        FOREIGN KEY (owner_id, interview_id) REFERENCES interview (owner_id, id) ON DELETE SET NULL (interview_id);
CREATE INDEX question_interview_id_idx ON question (owner_id, interview_id);
