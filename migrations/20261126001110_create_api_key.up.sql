-- Keys that integrations send in place of an access token. Like a session, one belongs to the account.

CREATE TABLE api_key (
    account_id   uuid        NOT NULL,
    id           uuid        NOT NULL,
    version      integer     NOT NULL DEFAULT 1,
    created_at   timestamptz NOT NULL,
    updated_at   timestamptz NOT NULL,
    name         text        NOT NULL,
    -- What its owner recognizes it by.
    prefix       text        NOT NULL,
    -- SHA-256 of 256 random bits.
    secret_hash  bytea       NOT NULL,
    scope        text        NOT NULL,
    expires_at   timestamptz NOT NULL,
    last_used_at timestamptz,
    CONSTRAINT api_key_pkey PRIMARY KEY (account_id, id),
    CONSTRAINT api_key_account_id_fkey FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE,
    CONSTRAINT api_key_secret_hash_key UNIQUE (secret_hash),
    CONSTRAINT api_key_version_check CHECK (version > 0),
    CONSTRAINT api_key_name_check CHECK (char_length(name) BETWEEN 1 AND 200),
    CONSTRAINT api_key_prefix_check CHECK (prefix ~ '^[0-9a-f]{8}$'),
    CONSTRAINT api_key_secret_hash_check CHECK (octet_length(secret_hash) = 32),
    CONSTRAINT api_key_scope_check CHECK (char_length(scope) BETWEEN 1 AND 1000),
    CONSTRAINT api_key_expires_at_check CHECK (expires_at > created_at)
);
CREATE INDEX api_key_created_at_idx ON api_key (account_id, created_at, id);
CREATE TRIGGER api_key_raise_version BEFORE UPDATE ON api_key
    FOR EACH ROW EXECUTE FUNCTION raise_version();
