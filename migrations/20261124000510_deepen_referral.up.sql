-- Where a referral arose, what came of it, and whether the referrer knows (F4, F47, F59, F118).
ALTER TABLE referral
    ADD COLUMN attempt_id uuid,
    ADD COLUMN network_ask_id uuid,
    ADD COLUMN event_id uuid,
    ADD COLUMN permission_changed_on date,
    ADD COLUMN outcome text NOT NULL DEFAULT 'open',
    ADD COLUMN loop_closed_at timestamptz,
    ADD COLUMN loop_note text,
    ADD CONSTRAINT referral_attempt_id_fkey
        FOREIGN KEY (owner_id, attempt_id) REFERENCES attempt (owner_id, id) ON DELETE SET NULL (attempt_id),
    ADD CONSTRAINT referral_network_ask_id_fkey
        FOREIGN KEY (owner_id, network_ask_id) REFERENCES network_ask (owner_id, id) ON DELETE SET NULL (network_ask_id),
    ADD CONSTRAINT referral_event_id_fkey
        FOREIGN KEY (owner_id, event_id) REFERENCES event (owner_id, id) ON DELETE SET NULL (event_id),
    ADD CONSTRAINT referral_origin_check CHECK (num_nonnulls(attempt_id, interview_id, network_ask_id, event_id) <= 1),
    ADD CONSTRAINT referral_outcome_check CHECK (outcome IN ('open', 'contacted', 'talked', 'no_reply', 'declined')),
    ADD CONSTRAINT referral_loop_note_check CHECK (char_length(loop_note) BETWEEN 1 AND 5000),
    ADD CONSTRAINT referral_loop_closed_check CHECK (loop_note IS NULL OR loop_closed_at IS NOT NULL);
CREATE INDEX referral_attempt_id_idx ON referral (owner_id, attempt_id, id);
CREATE INDEX referral_network_ask_id_idx ON referral (owner_id, network_ask_id, id);
CREATE INDEX referral_event_id_idx ON referral (owner_id, event_id, id);
