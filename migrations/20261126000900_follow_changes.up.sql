-- The change log as clients follow it: an offline mirror, a live stream, webhooks.

-- The last deletion that the log no longer tells of: who knew the workspace before it has to read everything anew.
ALTER TABLE change_counter
    ADD COLUMN forgotten_seq bigint NOT NULL DEFAULT 0,
    ADD CONSTRAINT change_counter_forgotten_seq_check CHECK (forgotten_seq >= 0);
