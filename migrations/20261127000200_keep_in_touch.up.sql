-- How often a contact hears how their advice works out, where it is not as often as the methodology has it (F127), and word to
-- everybody who helped that one has landed (F125).

ALTER TABLE contact
    ADD COLUMN update_every_days smallint,
    ADD CONSTRAINT contact_update_every_days_check CHECK (update_every_days BETWEEN 7 AND 730) NOT VALID;

-- A new kind: the constraint that takes the place of the old one allows all that it did. Validated by a migration of its own.
-- squawk-ignore ban-drop-constraint
ALTER TABLE follow_up DROP CONSTRAINT follow_up_kind_check;
ALTER TABLE follow_up
    ADD CONSTRAINT follow_up_kind_check CHECK (kind IN (
        'confirm_interview', 'thank_you', 'transcribe_notes', 'deferred_questions', 'resume_requested', 'close_the_loop',
        'update', 'announcement', 'other')) NOT VALID;
