-- What ships with Rapport, is read by everybody and is never edited in place.

-- A methodology profile: versioned numbers, each rule with its rationale, source and confidence.
CREATE TABLE methodology (
    id         uuid        NOT NULL,
    key        text        NOT NULL,
    version    integer     NOT NULL,
    name       text        NOT NULL,
    summary    text        NOT NULL,
    is_default boolean     NOT NULL,
    rules      jsonb       NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT methodology_pkey PRIMARY KEY (id),
    CONSTRAINT methodology_key_version_key UNIQUE (key, version),
    CONSTRAINT methodology_version_check CHECK (version > 0),
    CONSTRAINT methodology_rules_check CHECK (jsonb_typeof(rules) = 'array')
);
CREATE UNIQUE INDEX methodology_is_default_key ON methodology (is_default) WHERE is_default;

CREATE TABLE bank_question (
    id                  uuid        NOT NULL,
    number              integer     NOT NULL,
    topic               text        NOT NULL,
    subject             text        NOT NULL,
    body                text        NOT NULL,
    minutes             smallint    NOT NULL,
    is_sensitive        boolean     NOT NULL DEFAULT false,
    answerable_online   boolean     NOT NULL DEFAULT false,
    near_the_close      boolean     NOT NULL DEFAULT false,
    needs_profile       boolean     NOT NULL DEFAULT false,
    mutual_fit_only     boolean     NOT NULL DEFAULT false,
    needs_research_item boolean     NOT NULL DEFAULT false,
    CONSTRAINT bank_question_pkey PRIMARY KEY (id),
    CONSTRAINT bank_question_number_key UNIQUE (number),
    CONSTRAINT bank_question_number_check CHECK (number > 0),
    CONSTRAINT bank_question_topic_check CHECK (topic IN (
        'work_environment', 'industry_trends', 'lifestyle', 'skills_and_qualifications', 'challenges_and_rewards',
        'compensation', 'company_and_field', 'interviewee_path', 'your_chances', 'closing', 'opener', 'asked_of_you',
        'practice')),
    CONSTRAINT bank_question_subject_check CHECK (subject IN ('company_or_field', 'interviewee', 'your_chances')),
    CONSTRAINT bank_question_body_check CHECK (char_length(body) BETWEEN 1 AND 500),
    CONSTRAINT bank_question_minutes_check CHECK (minutes BETWEEN 1 AND 60)
);
