-- A person's own methodologies: copies that they changed. Each row is one version and is never changed; a change makes the
-- next one. `rules` is as in methodology.

CREATE TABLE own_methodology (
    owner_id    uuid        NOT NULL,
    id          uuid        NOT NULL,
    version     integer     NOT NULL DEFAULT 1,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    -- The same for all versions of a profile.
    key         text        NOT NULL,
    number      integer     NOT NULL,
    name        text        NOT NULL,
    summary     text        NOT NULL,
    -- The built-in version that it was copied from, if over others.
    built_in_id uuid        NOT NULL,
    rules       jsonb       NOT NULL,
    CONSTRAINT own_methodology_pkey PRIMARY KEY (owner_id, id),
    CONSTRAINT own_methodology_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES account (id) ON DELETE CASCADE,
    CONSTRAINT own_methodology_built_in_id_fkey FOREIGN KEY (built_in_id) REFERENCES methodology (id),
    CONSTRAINT own_methodology_owner_id_key_number_key UNIQUE (owner_id, key, number),
    CONSTRAINT own_methodology_version_check CHECK (version > 0),
    CONSTRAINT own_methodology_key_check CHECK (key ~ '^[a-z][a-z0-9_]*$' AND char_length(key) <= 60),
    CONSTRAINT own_methodology_number_check CHECK (number > 0),
    CONSTRAINT own_methodology_name_check CHECK (char_length(name) BETWEEN 1 AND 200),
    CONSTRAINT own_methodology_summary_check CHECK (char_length(summary) BETWEEN 1 AND 5000),
    CONSTRAINT own_methodology_rules_check
        CHECK (jsonb_typeof(rules) = 'array' AND octet_length(rules::text) <= 524288)
);
CREATE INDEX own_methodology_built_in_id_idx ON own_methodology (built_in_id);
CREATE INDEX own_methodology_created_at_idx ON own_methodology (owner_id, created_at, id);
SELECT watch_workspace_table('own_methodology');

-- An outreach follows a version of the one kind or of the other.
ALTER TABLE outreach
    ALTER COLUMN methodology_id DROP NOT NULL,
    ADD COLUMN own_methodology_id uuid,
    ADD CONSTRAINT outreach_own_methodology_id_fkey
        FOREIGN KEY (owner_id, own_methodology_id) REFERENCES own_methodology (owner_id, id),
    ADD CONSTRAINT outreach_methodology_check CHECK (num_nonnulls(methodology_id, own_methodology_id) = 1);
CREATE INDEX outreach_own_methodology_id_idx ON outreach (owner_id, own_methodology_id);

-- What new outreaches follow; nothing chosen, the default of the service.
ALTER TABLE profile
    ADD COLUMN methodology_id     uuid,
    ADD COLUMN own_methodology_id uuid,
    ADD CONSTRAINT profile_methodology_id_fkey FOREIGN KEY (methodology_id) REFERENCES methodology (id),
    ADD CONSTRAINT profile_own_methodology_id_fkey
        FOREIGN KEY (owner_id, own_methodology_id) REFERENCES own_methodology (owner_id, id),
    ADD CONSTRAINT profile_methodology_check CHECK (num_nonnulls(methodology_id, own_methodology_id) <= 1);
CREATE INDEX profile_methodology_id_idx ON profile (methodology_id);
CREATE INDEX profile_own_methodology_id_idx ON profile (owner_id, own_methodology_id);
