-- What a person found out before asking, and what they still lack (F73 to F79, F179).

CREATE TABLE research_item (
    owner_id        uuid        NOT NULL,
    id              uuid        NOT NULL,
    version         integer     NOT NULL DEFAULT 1,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    organization_id uuid,
    contact_id      uuid,
    kind            text        NOT NULL,
    title           text        NOT NULL,
    url             text,
    published_on    date,
    note            text,
    CONSTRAINT research_item_pkey PRIMARY KEY (owner_id, id),
    CONSTRAINT research_item_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES account (id) ON DELETE CASCADE,
    -- It says nothing without what it is about.
    CONSTRAINT research_item_organization_id_fkey
        FOREIGN KEY (owner_id, organization_id) REFERENCES organization (owner_id, id) ON DELETE CASCADE,
    CONSTRAINT research_item_contact_id_fkey
        FOREIGN KEY (owner_id, contact_id) REFERENCES contact (owner_id, id) ON DELETE CASCADE,
    CONSTRAINT research_item_version_check CHECK (version > 0),
    CONSTRAINT research_item_about_check CHECK (num_nonnulls(organization_id, contact_id) = 1),
    CONSTRAINT research_item_kind_check CHECK (kind IN (
        'website', 'literature', 'annual_report', 'brochure', 'news', 'mention', 'product', 'merger', 'reorganization',
        'achievement', 'library', 'social_network', 'other')),
    CONSTRAINT research_item_title_check CHECK (char_length(title) BETWEEN 1 AND 200),
    CONSTRAINT research_item_url_check CHECK (char_length(url) BETWEEN 1 AND 2000),
    CONSTRAINT research_item_note_check CHECK (char_length(note) BETWEEN 1 AND 5000)
);
CREATE INDEX research_item_created_at_idx ON research_item (owner_id, created_at, id);
CREATE INDEX research_item_updated_at_idx ON research_item (owner_id, updated_at, id);
CREATE INDEX research_item_organization_id_idx ON research_item (owner_id, organization_id, kind, id);
CREATE INDEX research_item_contact_id_idx ON research_item (owner_id, contact_id, kind, id);
SELECT watch_workspace_table('research_item');

CREATE TABLE research_gap (
    owner_id          uuid        NOT NULL,
    id                uuid        NOT NULL,
    version           integer     NOT NULL DEFAULT 1,
    created_at        timestamptz NOT NULL,
    updated_at        timestamptz NOT NULL,
    organization_id   uuid,
    contact_id        uuid,
    theme_id          uuid,
    statement         text        NOT NULL,
    topic             text        NOT NULL,
    subject           text        NOT NULL,
    -- A search would tell, so nobody's time is to be spent on it (F161).
    answerable_online boolean     NOT NULL,
    state             text        NOT NULL,
    answer            text,
    -- Where the answer was found.
    research_item_id  uuid,
    -- The question of one's own that it was turned into.
    question_id       uuid,
    CONSTRAINT research_gap_pkey PRIMARY KEY (owner_id, id),
    CONSTRAINT research_gap_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES account (id) ON DELETE CASCADE,
    CONSTRAINT research_gap_organization_id_fkey
        FOREIGN KEY (owner_id, organization_id) REFERENCES organization (owner_id, id) ON DELETE CASCADE,
    CONSTRAINT research_gap_contact_id_fkey
        FOREIGN KEY (owner_id, contact_id) REFERENCES contact (owner_id, id) ON DELETE CASCADE,
    CONSTRAINT research_gap_theme_id_fkey
        FOREIGN KEY (owner_id, theme_id) REFERENCES theme (owner_id, id) ON DELETE CASCADE,
    CONSTRAINT research_gap_research_item_id_fkey
        FOREIGN KEY (owner_id, research_item_id) REFERENCES research_item (owner_id, id)
        ON DELETE SET NULL (research_item_id),
    CONSTRAINT research_gap_question_id_fkey
        FOREIGN KEY (owner_id, question_id) REFERENCES question (owner_id, id) ON DELETE SET NULL (question_id),
    CONSTRAINT research_gap_version_check CHECK (version > 0),
    CONSTRAINT research_gap_about_check CHECK (num_nonnulls(organization_id, contact_id, theme_id) >= 1),
    CONSTRAINT research_gap_statement_check CHECK (char_length(statement) BETWEEN 1 AND 500),
    CONSTRAINT research_gap_topic_check CHECK (topic IN (
        'work_environment', 'industry_trends', 'lifestyle', 'skills_and_qualifications', 'challenges_and_rewards',
        'compensation', 'company_and_field', 'interviewee_path', 'your_chances', 'closing', 'opener', 'asked_of_you',
        'practice')),
    CONSTRAINT research_gap_subject_check CHECK (subject IN ('company_or_field', 'interviewee', 'your_chances')),
    CONSTRAINT research_gap_state_check CHECK (state IN ('open', 'answered', 'dropped')),
    CONSTRAINT research_gap_answer_check CHECK (char_length(answer) BETWEEN 1 AND 5000),
    CONSTRAINT research_gap_answered_check CHECK ((state = 'answered') = (answer IS NOT NULL)),
    CONSTRAINT research_gap_found_check CHECK (research_item_id IS NULL OR state = 'answered')
);
CREATE INDEX research_gap_created_at_idx ON research_gap (owner_id, created_at, id);
CREATE INDEX research_gap_updated_at_idx ON research_gap (owner_id, updated_at, id);
CREATE INDEX research_gap_organization_id_idx ON research_gap (owner_id, organization_id, state, id);
CREATE INDEX research_gap_contact_id_idx ON research_gap (owner_id, contact_id, state, id);
CREATE INDEX research_gap_theme_id_idx ON research_gap (owner_id, theme_id, state, id);
CREATE INDEX research_gap_research_item_id_idx ON research_gap (owner_id, research_item_id);
CREATE INDEX research_gap_question_id_idx ON research_gap (owner_id, question_id);
SELECT watch_workspace_table('research_gap');
