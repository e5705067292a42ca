-- Who may call: accounts, their sessions, and what slows down a guesser of passwords.

CREATE TABLE account (
    id            uuid        NOT NULL,
    version       integer     NOT NULL DEFAULT 1,
    created_at    timestamptz NOT NULL,
    updated_at    timestamptz NOT NULL,
    email         text        NOT NULL,
    -- What two spellings of one address have in common; the domain computes it.
    email_key     text        NOT NULL,
    password_hash text        NOT NULL,
    display_name  text        NOT NULL,
    time_zone     text        NOT NULL,
    CONSTRAINT account_pkey PRIMARY KEY (id),
    CONSTRAINT account_email_key_key UNIQUE (email_key),
    CONSTRAINT account_version_check CHECK (version > 0),
    CONSTRAINT account_email_check CHECK (char_length(email) BETWEEN 3 AND 254),
    CONSTRAINT account_email_key_check CHECK (char_length(email_key) BETWEEN 3 AND 254),
    CONSTRAINT account_password_hash_check CHECK (char_length(password_hash) <= 512),
    CONSTRAINT account_display_name_check CHECK (char_length(display_name) BETWEEN 1 AND 200),
    CONSTRAINT account_time_zone_check CHECK (char_length(time_zone) BETWEEN 1 AND 64)
);

-- One sign-in on one device. It ends at the latest when `expires_at` comes, however often it is refreshed.
CREATE TABLE session (
    id           uuid        NOT NULL,
    account_id   uuid        NOT NULL,
    created_at   timestamptz NOT NULL,
    last_used_at timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    ended_at     timestamptz,
    ended_reason text,
    device       text        NOT NULL,
    scope        text        NOT NULL,
    CONSTRAINT session_pkey PRIMARY KEY (id),
    CONSTRAINT session_account_id_fkey FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE,
    CONSTRAINT session_expires_at_check CHECK (expires_at > created_at),
    CONSTRAINT session_ended_check CHECK ((ended_at IS NULL) = (ended_reason IS NULL)),
    CONSTRAINT session_ended_reason_check
        CHECK (ended_reason IN ('signed_out', 'ended_by_owner', 'password_changed', 'refresh_token_reused')),
    CONSTRAINT session_device_check CHECK (char_length(device) <= 200),
    CONSTRAINT session_scope_check CHECK (char_length(scope) <= 1000)
);
CREATE INDEX session_account_id_idx ON session (account_id, created_at, id);

-- A refresh token is kept only as its hash. Its successor is derived from it with a server key, so the short grace for a
-- lost answer can return the very same successor without storing it.
CREATE TABLE refresh_token (
    token_hash bytea       NOT NULL,
    session_id uuid        NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at    timestamptz,
    CONSTRAINT refresh_token_pkey PRIMARY KEY (token_hash),
    CONSTRAINT refresh_token_session_id_fkey FOREIGN KEY (session_id) REFERENCES session (id) ON DELETE CASCADE,
    CONSTRAINT refresh_token_token_hash_check CHECK (octet_length(token_hash) = 32),
    CONSTRAINT refresh_token_expires_at_check CHECK (expires_at > created_at)
);
CREATE INDEX refresh_token_session_id_idx ON refresh_token (session_id);

-- Failed sign-ins by the hash of the e-mail address, known or not, so that both are slowed down alike.
CREATE TABLE sign_in_throttle (
    email_hash     bytea       NOT NULL,
    failures       integer     NOT NULL,
    last_failed_at timestamptz NOT NULL,
    blocked_until  timestamptz,
    CONSTRAINT sign_in_throttle_pkey PRIMARY KEY (email_hash),
    CONSTRAINT sign_in_throttle_email_hash_check CHECK (octet_length(email_hash) = 32),
    CONSTRAINT sign_in_throttle_failures_check CHECK (failures > 0)
);

-- The answer to a request with an Idempotency-Key, written in the transaction of the effect.
CREATE TABLE idempotency_key (
    owner_id    uuid        NOT NULL,
    key         text        NOT NULL,
    fingerprint bytea       NOT NULL,
    status      smallint    NOT NULL,
    etag        text,
    location    text,
    body        bytea       NOT NULL,
    created_at  timestamptz NOT NULL,
    expires_at  timestamptz NOT NULL,
    CONSTRAINT idempotency_key_pkey PRIMARY KEY (owner_id, key),
    CONSTRAINT idempotency_key_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES account (id) ON DELETE CASCADE,
    CONSTRAINT idempotency_key_key_check CHECK (char_length(key) BETWEEN 8 AND 255),
    CONSTRAINT idempotency_key_fingerprint_check CHECK (octet_length(fingerprint) = 32),
    CONSTRAINT idempotency_key_status_check CHECK (status BETWEEN 200 AND 299),
    CONSTRAINT idempotency_key_expires_at_check CHECK (expires_at > created_at)
);
CREATE INDEX idempotency_key_expires_at_idx ON idempotency_key (owner_id, expires_at);
