-- What the former release does not know becomes what comes nearest: a withdrawn follow-up one that was skipped.
UPDATE follow_up SET rule = NULL WHERE referral_id IS NOT NULL;
ALTER TABLE follow_up
    DROP CONSTRAINT follow_up_withdrawn_check,
    DROP CONSTRAINT follow_up_loop_check,
    DROP CONSTRAINT follow_up_learning_check,
    DROP CONSTRAINT follow_up_state_check,
    DROP CONSTRAINT follow_up_kind_check;
UPDATE follow_up SET state = 'skipped', skip_reason = withdrawal_reason WHERE state = 'withdrawn';
UPDATE follow_up SET kind = 'other' WHERE kind NOT IN ('thank_you', 'deferred_questions', 'update', 'other');
ALTER TABLE follow_up
    ADD CONSTRAINT follow_up_state_check CHECK (state IN ('pending', 'done', 'skipped')),
    ADD CONSTRAINT follow_up_kind_check CHECK (kind IN ('thank_you', 'deferred_questions', 'update', 'other')),
    DROP COLUMN withdrawal_reason,
    DROP COLUMN learning_id,
    DROP COLUMN message_id;
DROP INDEX follow_up_interview_id_rule_key;
ALTER TABLE follow_up DROP COLUMN referral_id;
CREATE UNIQUE INDEX follow_up_interview_id_rule_key ON follow_up (owner_id, interview_id, rule) WHERE rule IS NOT NULL;
ALTER TABLE interview
    DROP COLUMN notes_transcribed_at,
    DROP COLUMN resume_requested_at;
