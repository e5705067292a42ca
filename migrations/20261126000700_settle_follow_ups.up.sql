-- Follow-ups that a rule makes, moves, withdraws and settles by itself; what a thank-you goes out with; when the notes of a
-- conversation were transcribed (F122), and when the interviewee asked for the resume (F18).

ALTER TABLE interview
    ADD COLUMN resume_requested_at timestamptz,
    ADD COLUMN notes_transcribed_at timestamptz,
    ADD CONSTRAINT interview_notes_transcribed_at_check CHECK (state = 'completed' OR notes_transcribed_at IS NULL);

ALTER TABLE follow_up
    -- The referral that led to the conversation, when its referrer is to be told.
    ADD COLUMN referral_id uuid,
    -- The message that settles it once it is sent.
    ADD COLUMN message_id uuid,
    -- What was new to the person and is named in the thanks (F121).
    ADD COLUMN learning_id uuid,
    ADD COLUMN withdrawal_reason text,
    ADD CONSTRAINT follow_up_referral_id_fkey
        FOREIGN KEY (owner_id, referral_id) REFERENCES referral (owner_id, id) ON DELETE CASCADE,
    ADD CONSTRAINT follow_up_message_id_fkey
        FOREIGN KEY (owner_id, message_id) REFERENCES message (owner_id, id) ON DELETE SET NULL (message_id),
    ADD CONSTRAINT follow_up_learning_id_fkey
        FOREIGN KEY (owner_id, learning_id) REFERENCES learning (owner_id, id) ON DELETE SET NULL (learning_id),
    DROP CONSTRAINT follow_up_kind_check,
    ADD CONSTRAINT follow_up_kind_check CHECK (kind IN (
        'confirm_interview', 'thank_you', 'transcribe_notes', 'deferred_questions', 'resume_requested', 'close_the_loop',
        'update', 'other')),
    DROP CONSTRAINT follow_up_state_check,
    ADD CONSTRAINT follow_up_state_check CHECK (state IN ('pending', 'done', 'skipped', 'withdrawn')),
    ADD CONSTRAINT follow_up_withdrawn_check CHECK ((state = 'withdrawn') = (withdrawal_reason IS NOT NULL)),
    ADD CONSTRAINT follow_up_withdrawal_reason_check CHECK (char_length(withdrawal_reason) BETWEEN 1 AND 1000),
    ADD CONSTRAINT follow_up_loop_check CHECK (referral_id IS NULL OR kind = 'close_the_loop'),
    ADD CONSTRAINT follow_up_learning_check CHECK (learning_id IS NULL OR kind = 'thank_you');

-- A rule makes its follow-up once for an interview; what is owed to referrers, once for a referral.
DROP INDEX follow_up_interview_id_rule_key;
CREATE UNIQUE INDEX follow_up_interview_id_rule_key ON follow_up (owner_id, interview_id, rule)
    WHERE rule IS NOT NULL AND referral_id IS NULL;
CREATE UNIQUE INDEX follow_up_referral_id_rule_key ON follow_up (owner_id, referral_id, rule);
CREATE INDEX follow_up_message_id_idx ON follow_up (owner_id, message_id);
CREATE INDEX follow_up_learning_id_idx ON follow_up (owner_id, learning_id);
