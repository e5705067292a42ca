ALTER TABLE follow_up DROP CONSTRAINT follow_up_kind_check;
-- What the former release does not know becomes what comes nearest.
UPDATE follow_up SET kind = 'other' WHERE kind = 'announcement';
ALTER TABLE follow_up
    ADD CONSTRAINT follow_up_kind_check CHECK (kind IN (
        'confirm_interview', 'thank_you', 'transcribe_notes', 'deferred_questions', 'resume_requested', 'close_the_loop',
        'update', 'other'));
ALTER TABLE contact DROP COLUMN update_every_days;
