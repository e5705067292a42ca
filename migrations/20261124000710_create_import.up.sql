-- Files of contacts that were imported or tried, and what became of each of their rows.

CREATE TABLE import (
    owner_id   uuid        NOT NULL,
    id         uuid        NOT NULL,
    version    integer     NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    format     text        NOT NULL,
    match_by   text        NOT NULL,
    dry_run    boolean     NOT NULL,
    created    integer     NOT NULL,
    updated    integer     NOT NULL,
    unchanged  integer     NOT NULL,
    refused    integer     NOT NULL,
    -- Columns that no field was found for.
    ignored    text[]      NOT NULL,
    CONSTRAINT import_pkey PRIMARY KEY (owner_id, id),
    CONSTRAINT import_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES account (id) ON DELETE CASCADE,
    CONSTRAINT import_version_check CHECK (version > 0),
    CONSTRAINT import_format_check CHECK (format IN ('csv', 'vcard', 'jsonl')),
    CONSTRAINT import_match_by_check CHECK (match_by IN ('email', 'phone', 'id', 'name_and_organization', 'none')),
    CONSTRAINT import_created_check CHECK (created >= 0),
    CONSTRAINT import_updated_check CHECK (updated >= 0),
    CONSTRAINT import_unchanged_check CHECK (unchanged >= 0),
    CONSTRAINT import_refused_check CHECK (refused >= 0),
    CONSTRAINT import_ignored_check CHECK (cardinality(ignored) <= 200 AND array_position(ignored, NULL) IS NULL)
);
CREATE INDEX import_created_at_idx ON import (owner_id, created_at, id);
SELECT watch_workspace_table('import');

CREATE TABLE import_row (
    owner_id   uuid        NOT NULL,
    id         uuid        NOT NULL,
    version    integer     NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    import_id  uuid        NOT NULL,
    position   integer     NOT NULL,
    line       integer     NOT NULL,
    outcome    text        NOT NULL,
    contact_id uuid,
    -- [{"column", "code", "detail"}, ...]
    errors     jsonb       NOT NULL,
    CONSTRAINT import_row_pkey PRIMARY KEY (owner_id, id),
    CONSTRAINT import_row_import_id_fkey
        FOREIGN KEY (owner_id, import_id) REFERENCES import (owner_id, id) ON DELETE CASCADE,
    -- The report outlives the contact.
    CONSTRAINT import_row_contact_id_fkey
        FOREIGN KEY (owner_id, contact_id) REFERENCES contact (owner_id, id) ON DELETE SET NULL (contact_id),
    CONSTRAINT import_row_import_id_position_key UNIQUE (owner_id, import_id, position),
    CONSTRAINT import_row_version_check CHECK (version > 0),
    CONSTRAINT import_row_position_check CHECK (position BETWEEN 1 AND 20000),
    CONSTRAINT import_row_line_check CHECK (line > 0),
    CONSTRAINT import_row_outcome_check CHECK (outcome IN ('created', 'updated', 'unchanged', 'refused')),
    CONSTRAINT import_row_errors_check
        CHECK (jsonb_typeof(errors) = 'array' AND char_length(errors::text) <= 50000
               AND (outcome = 'refused') = (errors <> '[]'))
);
CREATE INDEX import_row_contact_id_idx ON import_row (owner_id, contact_id);
SELECT watch_workspace_table('import_row');
