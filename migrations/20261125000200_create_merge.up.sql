-- Two contacts that are one person: what was merged, so that it can be undone, and which pairs are two people after all.

CREATE TABLE merge (
    owner_id   uuid        NOT NULL,
    id         uuid        NOT NULL,
    version    integer     NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    keep_id    uuid        NOT NULL,
    -- No contact any more, until it is undone.
    merge_id   uuid        NOT NULL,
    merge_name text        NOT NULL,
    -- [{"resource", "rows"}, ...]
    moved      jsonb       NOT NULL,
    folded     jsonb       NOT NULL,
    undone_at  timestamptz,
    CONSTRAINT merge_pkey PRIMARY KEY (owner_id, id),
    CONSTRAINT merge_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES account (id) ON DELETE CASCADE,
    -- Whoever deletes the contact deletes what is kept of the other too.
    CONSTRAINT merge_keep_id_fkey
        FOREIGN KEY (owner_id, keep_id) REFERENCES contact (owner_id, id) ON DELETE CASCADE,
    CONSTRAINT merge_version_check CHECK (version > 0),
    CONSTRAINT merge_merge_id_check CHECK (merge_id <> keep_id),
    CONSTRAINT merge_merge_name_check CHECK (char_length(merge_name) BETWEEN 1 AND 200),
    CONSTRAINT merge_moved_check CHECK (jsonb_typeof(moved) = 'array' AND octet_length(moved::text) <= 10000),
    CONSTRAINT merge_folded_check CHECK (jsonb_typeof(folded) = 'array' AND octet_length(folded::text) <= 10000)
);
CREATE INDEX merge_created_at_idx ON merge (owner_id, created_at, id);
CREATE INDEX merge_keep_id_idx ON merge (owner_id, keep_id);
CREATE INDEX merge_merge_id_idx ON merge (owner_id, merge_id);
SELECT watch_workspace_table('merge');

-- What undoing needs: the rows as they were. A migration that adds a column to such a table adds it to these rows too.
-- Contacts with their methods: {"contact": {...}, "methods": [...]}.
CREATE TABLE merge_snapshot (
    owner_id    uuid  NOT NULL,
    merge       uuid  NOT NULL,
    keep_before jsonb NOT NULL,
    keep_after  jsonb NOT NULL,
    merged      jsonb NOT NULL,
    -- {"table.column": [id, ...], ...}
    moved       jsonb NOT NULL,
    -- {"table": [row, ...], ...}
    folded      jsonb NOT NULL,
    CONSTRAINT merge_snapshot_pkey PRIMARY KEY (owner_id, merge),
    CONSTRAINT merge_snapshot_merge_fkey
        FOREIGN KEY (owner_id, merge) REFERENCES merge (owner_id, id) ON DELETE CASCADE
);

CREATE TABLE duplicate_dismissal (
    owner_id   uuid        NOT NULL,
    id         uuid        NOT NULL,
    version    integer     NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    one_id     uuid        NOT NULL,
    other_id   uuid        NOT NULL,
    CONSTRAINT duplicate_dismissal_pkey PRIMARY KEY (owner_id, id),
    CONSTRAINT duplicate_dismissal_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES account (id) ON DELETE CASCADE,
    CONSTRAINT duplicate_dismissal_one_id_fkey
        FOREIGN KEY (owner_id, one_id) REFERENCES contact (owner_id, id) ON DELETE CASCADE,
    CONSTRAINT duplicate_dismissal_other_id_fkey
        FOREIGN KEY (owner_id, other_id) REFERENCES contact (owner_id, id) ON DELETE CASCADE,
    CONSTRAINT duplicate_dismissal_version_check CHECK (version > 0),
    CONSTRAINT duplicate_dismissal_pair_check CHECK (one_id < other_id),
    CONSTRAINT duplicate_dismissal_one_id_other_id_key UNIQUE (owner_id, one_id, other_id)
);
CREATE INDEX duplicate_dismissal_created_at_idx ON duplicate_dismissal (owner_id, created_at, id);
CREATE INDEX duplicate_dismissal_other_id_idx ON duplicate_dismissal (owner_id, other_id);
SELECT watch_workspace_table('duplicate_dismissal');

-- Puts a row back that was taken out. What it refers to may be gone, and something else may have its place: then it stays out.
CREATE FUNCTION restore_row(home regclass, saved jsonb) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('INSERT INTO %s SELECT (jsonb_populate_record(NULL::%1$s, $1)).*', home) USING saved;
    RETURN true;
EXCEPTION WHEN foreign_key_violation OR unique_violation THEN
    RETURN false;
END $$;
