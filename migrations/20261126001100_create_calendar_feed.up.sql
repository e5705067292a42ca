-- Calendars that other programs subscribe to. Whoever knows the secret of one reads it, so a feed belongs to the account, as a
-- session does, and is no part of the workspace: nobody mirrors it, and that it was fetched is no change of anything.

CREATE TABLE calendar_feed (
    account_id      uuid        NOT NULL,
    id              uuid        NOT NULL,
    version         integer     NOT NULL DEFAULT 1,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    name            text        NOT NULL,
    holds           text[]      NOT NULL,
    -- SHA-256 of 256 random bits.
    secret_hash     bytea       NOT NULL,
    last_fetched_at timestamptz,
    CONSTRAINT calendar_feed_pkey PRIMARY KEY (account_id, id),
    CONSTRAINT calendar_feed_account_id_fkey FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE,
    CONSTRAINT calendar_feed_secret_hash_key UNIQUE (secret_hash),
    CONSTRAINT calendar_feed_version_check CHECK (version > 0),
    CONSTRAINT calendar_feed_name_check CHECK (char_length(name) BETWEEN 1 AND 200),
    CONSTRAINT calendar_feed_holds_check CHECK (
        cardinality(holds) BETWEEN 1 AND 3 AND holds <@ ARRAY ['interviews', 'visits', 'follow_ups']),
    CONSTRAINT calendar_feed_secret_hash_check CHECK (octet_length(secret_hash) = 32)
);
CREATE INDEX calendar_feed_created_at_idx ON calendar_feed (account_id, created_at, id);
CREATE TRIGGER calendar_feed_raise_version BEFORE UPDATE ON calendar_feed
    FOR EACH ROW EXECUTE FUNCTION raise_version();
