-- Endpoints of other programs that want to be told of changes. What follows the change log is not in it: these tables are
-- watched by nobody, and belong to a workspace like any other.

CREATE TABLE webhook_endpoint (
    owner_id        uuid        NOT NULL,
    id              uuid        NOT NULL,
    version         integer     NOT NULL DEFAULT 1,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    url             text        NOT NULL,
    description     text,
    -- NULL: whatever happens.
    event_types     text[],
    -- NULL while it is enabled.
    disabled_reason text,
    -- What signs is derived of it by a key that the database does not know: whoever reads it cannot sign.
    seed            bytea       NOT NULL,
    previous_seed   bytea,
    previous_until  timestamptz,
    CONSTRAINT webhook_endpoint_pkey PRIMARY KEY (owner_id, id),
    CONSTRAINT webhook_endpoint_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES account (id) ON DELETE CASCADE,
    CONSTRAINT webhook_endpoint_version_check CHECK (version > 0),
    CONSTRAINT webhook_endpoint_url_check CHECK (char_length(url) BETWEEN 1 AND 2000),
    CONSTRAINT webhook_endpoint_description_check CHECK (char_length(description) BETWEEN 1 AND 500),
    CONSTRAINT webhook_endpoint_event_types_check CHECK (cardinality(event_types) BETWEEN 1 AND 500),
    CONSTRAINT webhook_endpoint_disabled_reason_check CHECK (disabled_reason IN ('owner', 'gone', 'failing')),
    CONSTRAINT webhook_endpoint_seed_check CHECK (octet_length(seed) = 32),
    CONSTRAINT webhook_endpoint_previous_seed_check CHECK (octet_length(previous_seed) = 32),
    CONSTRAINT webhook_endpoint_previous_check CHECK ((previous_seed IS NULL) = (previous_until IS NULL))
);
CREATE INDEX webhook_endpoint_created_at_idx ON webhook_endpoint (owner_id, created_at, id);
CREATE TRIGGER webhook_endpoint_raise_version BEFORE UPDATE ON webhook_endpoint
    FOR EACH ROW EXECUTE FUNCTION raise_version();

-- How far the telling of an endpoint has come. Apart from it, because it changes with every message.
CREATE TABLE webhook_progress (
    owner_id      uuid   NOT NULL,
    endpoint_id   uuid   NOT NULL,
    -- Messages are made of all changes up to this one.
    told_seq      bigint NOT NULL,
    -- When there is something to do; NULL when there is not, as far as is known.
    due_at        timestamptz,
    -- Until when it is a worker's, unless that gives it back.
    leased_until  timestamptz,
    -- Until when the endpoint asked to be left alone.
    rest_until    timestamptz,
    failing_since timestamptz,
    CONSTRAINT webhook_progress_pkey PRIMARY KEY (owner_id, endpoint_id),
    CONSTRAINT webhook_progress_endpoint_id_fkey FOREIGN KEY (owner_id, endpoint_id)
        REFERENCES webhook_endpoint (owner_id, id) ON DELETE CASCADE,
    CONSTRAINT webhook_progress_told_seq_check CHECK (told_seq >= 0)
);
-- Workers look for what is due once a second.
CREATE INDEX webhook_progress_due_at_idx ON webhook_progress (due_at);

CREATE TABLE webhook_message (
    owner_id        uuid        NOT NULL,
    id              uuid        NOT NULL,
    version         integer     NOT NULL DEFAULT 1,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    endpoint_id     uuid        NOT NULL,
    -- The change that it tells of; NULL for a test.
    seq             bigint,
    event_type      text        NOT NULL,
    resource_id     uuid,
    occurred_at     timestamptz NOT NULL,
    state           text        NOT NULL,
    tries           smallint    NOT NULL,
    next_attempt_at timestamptz,
    CONSTRAINT webhook_message_pkey PRIMARY KEY (owner_id, id),
    CONSTRAINT webhook_message_endpoint_id_fkey FOREIGN KEY (owner_id, endpoint_id)
        REFERENCES webhook_endpoint (owner_id, id) ON DELETE CASCADE,
    -- However often the log is read, a change becomes one message.
    CONSTRAINT webhook_message_seq_key UNIQUE (owner_id, endpoint_id, seq),
    CONSTRAINT webhook_message_version_check CHECK (version > 0),
    CONSTRAINT webhook_message_seq_check CHECK (seq > 0),
    CONSTRAINT webhook_message_event_type_check CHECK (char_length(event_type) BETWEEN 1 AND 100),
    CONSTRAINT webhook_message_change_check CHECK ((seq IS NULL) = (resource_id IS NULL)),
    CONSTRAINT webhook_message_state_check CHECK (state IN ('pending', 'delivered', 'failed')),
    CONSTRAINT webhook_message_tries_check CHECK (tries >= 0),
    CONSTRAINT webhook_message_pending_check CHECK ((state = 'pending') = (next_attempt_at IS NOT NULL))
);
CREATE INDEX webhook_message_created_at_idx ON webhook_message (owner_id, endpoint_id, created_at, id);
CREATE INDEX webhook_message_next_attempt_at_idx ON webhook_message (owner_id, endpoint_id, next_attempt_at, seq)
    WHERE state = 'pending';
CREATE TRIGGER webhook_message_raise_version BEFORE UPDATE ON webhook_message
    FOR EACH ROW EXECUTE FUNCTION raise_version();

-- Written once, never changed, gone with its message.
CREATE TABLE webhook_attempt (
    owner_id    uuid        NOT NULL,
    id          uuid        NOT NULL,
    version     integer     NOT NULL DEFAULT 1,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    endpoint_id uuid        NOT NULL,
    message_id  uuid        NOT NULL,
    outcome     text        NOT NULL,
    status      smallint,
    detail      text,
    took_ms     integer     NOT NULL,
    CONSTRAINT webhook_attempt_pkey PRIMARY KEY (owner_id, id),
    CONSTRAINT webhook_attempt_endpoint_id_fkey FOREIGN KEY (owner_id, endpoint_id)
        REFERENCES webhook_endpoint (owner_id, id) ON DELETE CASCADE,
    CONSTRAINT webhook_attempt_message_id_fkey FOREIGN KEY (owner_id, message_id)
        REFERENCES webhook_message (owner_id, id) ON DELETE CASCADE,
    CONSTRAINT webhook_attempt_version_check CHECK (version > 0),
    CONSTRAINT webhook_attempt_outcome_check
        CHECK (outcome IN ('succeeded', 'refused', 'timed_out', 'unreachable', 'forbidden')),
    CONSTRAINT webhook_attempt_status_check CHECK (status BETWEEN 100 AND 999),
    CONSTRAINT webhook_attempt_detail_check CHECK (char_length(detail) BETWEEN 1 AND 1000),
    CONSTRAINT webhook_attempt_took_ms_check CHECK (took_ms >= 0)
);
CREATE INDEX webhook_attempt_created_at_idx ON webhook_attempt (owner_id, endpoint_id, created_at, id);
CREATE INDEX webhook_attempt_message_id_idx ON webhook_attempt (owner_id, message_id);
CREATE TRIGGER webhook_attempt_raise_version BEFORE UPDATE ON webhook_attempt
    FOR EACH ROW EXECUTE FUNCTION raise_version();
