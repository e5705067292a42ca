-- Every move of a theme from one status to another, and every decision with its reasons (F2, F19). Never changed.

CREATE TABLE theme_move (
    owner_id    uuid        NOT NULL,
    id          uuid        NOT NULL,
    version     integer     NOT NULL DEFAULT 1,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    theme_id    uuid        NOT NULL,
    -- Null in the first move of a theme: it was created so.
    from_status text,
    to_status   text        NOT NULL,
    -- A move with a reason is a decision.
    reason      text,
    evidence    text[]      NOT NULL DEFAULT '{}',
    CONSTRAINT theme_move_pkey PRIMARY KEY (owner_id, id),
    CONSTRAINT theme_move_theme_id_fkey
        FOREIGN KEY (owner_id, theme_id) REFERENCES theme (owner_id, id) ON DELETE CASCADE,
    CONSTRAINT theme_move_version_check CHECK (version > 0),
    CONSTRAINT theme_move_from_status_check CHECK (from_status IN ('idea', 'exploring', 'decided', 'ruled_out')),
    CONSTRAINT theme_move_to_status_check CHECK (to_status IN ('idea', 'exploring', 'decided', 'ruled_out')),
    CONSTRAINT theme_move_reason_check CHECK (char_length(reason) BETWEEN 1 AND 5000),
    CONSTRAINT theme_move_evidence_check
        CHECK (cardinality(evidence) <= 20 AND array_position(evidence, NULL) IS NULL),
    CONSTRAINT theme_move_decision_check CHECK (reason IS NOT NULL OR cardinality(evidence) = 0)
);
CREATE INDEX theme_move_theme_id_idx ON theme_move (owner_id, theme_id, created_at, id);

-- What is known of the themes that are older than this table. Before the table is watched: nothing happened now.
INSERT INTO theme_move (owner_id, id, created_at, updated_at, theme_id, to_status)
SELECT owner_id, id, created_at, created_at, id, status FROM theme;

SELECT watch_workspace_table('theme_move');
