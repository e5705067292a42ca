-- How well a theme fits the person in one respect, as it looked at one time (F132, F133, F136).

CREATE TABLE fit_rating (
    owner_id     uuid        NOT NULL,
    id           uuid        NOT NULL,
    version      integer     NOT NULL DEFAULT 1,
    created_at   timestamptz NOT NULL,
    updated_at   timestamptz NOT NULL,
    theme_id     uuid        NOT NULL,
    dimension    text        NOT NULL,
    score        smallint    NOT NULL,
    evidence     text,
    interview_id uuid,
    CONSTRAINT fit_rating_pkey PRIMARY KEY (owner_id, id),
    CONSTRAINT fit_rating_theme_id_fkey
        FOREIGN KEY (owner_id, theme_id) REFERENCES theme (owner_id, id) ON DELETE CASCADE,
    CONSTRAINT fit_rating_interview_id_fkey
        FOREIGN KEY (owner_id, interview_id) REFERENCES interview (owner_id, id) ON DELETE SET NULL (interview_id),
    CONSTRAINT fit_rating_version_check CHECK (version > 0),
    CONSTRAINT fit_rating_dimension_check CHECK (dimension IN (
        'skills', 'knowledge', 'experience', 'interests', 'values', 'abilities', 'lifestyle')),
    CONSTRAINT fit_rating_score_check CHECK (score BETWEEN 1 AND 5),
    CONSTRAINT fit_rating_evidence_check CHECK (char_length(evidence) BETWEEN 1 AND 2000)
);
CREATE INDEX fit_rating_theme_id_idx ON fit_rating (owner_id, theme_id, created_at, id);
CREATE INDEX fit_rating_interview_id_idx ON fit_rating (owner_id, interview_id, id);
SELECT watch_workspace_table('fit_rating');
