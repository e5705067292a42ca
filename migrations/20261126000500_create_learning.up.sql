-- What was learned from whom (F122, F123, F128, F134, F147), and which statements bear each other out.

CREATE TABLE learning (
    owner_id              uuid        NOT NULL,
    id                    uuid        NOT NULL,
    version               integer     NOT NULL DEFAULT 1,
    created_at            timestamptz NOT NULL,
    updated_at            timestamptz NOT NULL,
    statement             text        NOT NULL,
    kind                  text        NOT NULL,
    topic                 text        NOT NULL,
    -- Whole units of the currency.
    salary_low            integer,
    salary_high           integer,
    salary_currency       text,
    salary_period         text,
    salary_region         text,
    theme_id              uuid,
    organization_id       uuid,
    -- Who said it.
    contact_id            uuid,
    interview_id          uuid,
    -- The question whose answer it was made of.
    interview_question_id uuid,
    said_on               date,
    new_to_me             boolean     NOT NULL,
    -- Said in confidence: reports count it and do not show it.
    confidential          boolean     NOT NULL,
    CONSTRAINT learning_pkey PRIMARY KEY (owner_id, id),
    CONSTRAINT learning_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES account (id) ON DELETE CASCADE,
    -- What is known stays known when its source is gone.
    CONSTRAINT learning_theme_id_fkey
        FOREIGN KEY (owner_id, theme_id) REFERENCES theme (owner_id, id) ON DELETE SET NULL (theme_id),
    CONSTRAINT learning_organization_id_fkey
        FOREIGN KEY (owner_id, organization_id) REFERENCES organization (owner_id, id) ON DELETE SET NULL (organization_id),
    CONSTRAINT learning_contact_id_fkey
        FOREIGN KEY (owner_id, contact_id) REFERENCES contact (owner_id, id) ON DELETE SET NULL (contact_id),
    CONSTRAINT learning_interview_id_fkey
        FOREIGN KEY (owner_id, interview_id) REFERENCES interview (owner_id, id) ON DELETE SET NULL (interview_id),
    CONSTRAINT learning_interview_question_id_fkey
        FOREIGN KEY (owner_id, interview_question_id) REFERENCES interview_question (owner_id, id)
        ON DELETE SET NULL (interview_question_id),
    CONSTRAINT learning_version_check CHECK (version > 0),
    CONSTRAINT learning_statement_check CHECK (char_length(statement) BETWEEN 1 AND 2000),
    CONSTRAINT learning_kind_check CHECK (kind IN (
        'challenge', 'reward', 'hidden_demand', 'drawback', 'trend', 'qualification', 'salary_range', 'programme', 'strategy',
        'lead')),
    CONSTRAINT learning_topic_check CHECK (topic IN (
        'work_environment', 'industry_trends', 'lifestyle', 'skills_and_qualifications', 'challenges_and_rewards',
        'compensation', 'company_and_field', 'interviewee_path', 'your_chances', 'closing', 'opener', 'asked_of_you',
        'practice')),
    CONSTRAINT learning_salary_check CHECK (CASE kind
        WHEN 'salary_range' THEN num_nonnulls(salary_low, salary_high, salary_currency, salary_period) = 4
        ELSE num_nonnulls(salary_low, salary_high, salary_currency, salary_period, salary_region) = 0 END),
    CONSTRAINT learning_salary_range_check
        CHECK (salary_low >= 0 AND salary_low <= salary_high AND salary_high <= 1000000000),
    CONSTRAINT learning_salary_currency_check CHECK (salary_currency ~ '^[A-Z]{3}$'),
    CONSTRAINT learning_salary_period_check CHECK (salary_period IN ('hour', 'day', 'week', 'month', 'year')),
    CONSTRAINT learning_salary_region_check CHECK (char_length(salary_region) BETWEEN 1 AND 200)
);
CREATE INDEX learning_created_at_idx ON learning (owner_id, created_at, id);
CREATE INDEX learning_updated_at_idx ON learning (owner_id, updated_at, id);
CREATE INDEX learning_theme_id_idx ON learning (owner_id, theme_id, topic, kind, created_at, id);
CREATE INDEX learning_organization_id_idx ON learning (owner_id, organization_id, id);
CREATE INDEX learning_contact_id_idx ON learning (owner_id, contact_id, id);
CREATE INDEX learning_interview_id_idx ON learning (owner_id, interview_id, id);
CREATE INDEX learning_interview_question_id_idx ON learning (owner_id, interview_question_id);
SELECT watch_workspace_table('learning');

-- Two statements that support or contradict each other: a pair without a direction, kept once.
CREATE TABLE learning_link (
    owner_id   uuid        NOT NULL,
    id         uuid        NOT NULL,
    version    integer     NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    one_id     uuid        NOT NULL,
    other_id   uuid        NOT NULL,
    relation   text        NOT NULL,
    CONSTRAINT learning_link_pkey PRIMARY KEY (owner_id, id),
    CONSTRAINT learning_link_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES account (id) ON DELETE CASCADE,
    CONSTRAINT learning_link_one_id_fkey
        FOREIGN KEY (owner_id, one_id) REFERENCES learning (owner_id, id) ON DELETE CASCADE,
    CONSTRAINT learning_link_other_id_fkey
        FOREIGN KEY (owner_id, other_id) REFERENCES learning (owner_id, id) ON DELETE CASCADE,
    CONSTRAINT learning_link_one_id_other_id_key UNIQUE (owner_id, one_id, other_id),
    CONSTRAINT learning_link_version_check CHECK (version > 0),
    CONSTRAINT learning_link_pair_check CHECK (one_id < other_id),
    CONSTRAINT learning_link_relation_check CHECK (relation IN ('supports', 'contradicts'))
);
CREATE INDEX learning_link_created_at_idx ON learning_link (owner_id, created_at, id);
CREATE INDEX learning_link_updated_at_idx ON learning_link (owner_id, updated_at, id);
CREATE INDEX learning_link_other_id_idx ON learning_link (owner_id, other_id, id);
SELECT watch_workspace_table('learning_link');

CREATE VIEW searchable_learning AS
SELECT owner_id, id AS resource_id, NULL::uuid AS parent_id, contact_id, organization_id, updated_at,
    NULL AS title, concat_ws(E'\n', statement, salary_region) AS body
FROM learning;
SELECT follow_in_search('learning', 'learning');
