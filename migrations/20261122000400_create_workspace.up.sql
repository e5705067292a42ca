-- A person's workspace. Every table: primary key (owner_id, id); every reference inside it is composite, so that one
-- person's row cannot point into another's workspace.

CREATE TABLE theme (
    owner_id   uuid        NOT NULL,
    id         uuid        NOT NULL,
    version    integer     NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    name       text        NOT NULL,
    field      text,
    why        text,
    status     text        NOT NULL,
    CONSTRAINT theme_pkey PRIMARY KEY (owner_id, id),
    CONSTRAINT theme_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES account (id) ON DELETE CASCADE,
    CONSTRAINT theme_version_check CHECK (version > 0),
    CONSTRAINT theme_name_check CHECK (char_length(name) BETWEEN 1 AND 200),
    CONSTRAINT theme_field_check CHECK (char_length(field) BETWEEN 1 AND 200),
    CONSTRAINT theme_why_check CHECK (char_length(why) BETWEEN 1 AND 5000),
    CONSTRAINT theme_status_check CHECK (status IN ('idea', 'exploring', 'decided', 'ruled_out'))
);
CREATE INDEX theme_created_at_idx ON theme (owner_id, created_at, id);
CREATE INDEX theme_updated_at_idx ON theme (owner_id, updated_at, id);
CREATE INDEX theme_name_idx ON theme (owner_id, lower(name), id);
SELECT watch_workspace_table('theme');

CREATE TABLE organization (
    owner_id   uuid        NOT NULL,
    id         uuid        NOT NULL,
    version    integer     NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    name       text        NOT NULL,
    kind       text        NOT NULL,
    website    text,
    location   text,
    mission    text,
    notes      text,
    CONSTRAINT organization_pkey PRIMARY KEY (owner_id, id),
    CONSTRAINT organization_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES account (id) ON DELETE CASCADE,
    CONSTRAINT organization_version_check CHECK (version > 0),
    CONSTRAINT organization_name_check CHECK (char_length(name) BETWEEN 1 AND 200),
    CONSTRAINT organization_kind_check CHECK (kind IN ('employer', 'training_institution', 'association', 'other')),
    CONSTRAINT organization_website_check CHECK (char_length(website) BETWEEN 1 AND 2000),
    CONSTRAINT organization_location_check CHECK (char_length(location) BETWEEN 1 AND 200),
    CONSTRAINT organization_mission_check CHECK (char_length(mission) BETWEEN 1 AND 5000),
    CONSTRAINT organization_notes_check CHECK (char_length(notes) BETWEEN 1 AND 20000)
);
CREATE INDEX organization_created_at_idx ON organization (owner_id, created_at, id);
CREATE INDEX organization_updated_at_idx ON organization (owner_id, updated_at, id);
CREATE INDEX organization_name_idx ON organization (owner_id, lower(name), id);
SELECT watch_workspace_table('organization');

CREATE TABLE contact (
    owner_id          uuid        NOT NULL,
    id                uuid        NOT NULL,
    version           integer     NOT NULL DEFAULT 1,
    created_at        timestamptz NOT NULL,
    updated_at        timestamptz NOT NULL,
    name              text        NOT NULL,
    headline          text,
    organization_id   uuid,
    relationship      text        NOT NULL,
    warmth            text        NOT NULL,
    how_we_know       text,
    time_zone         text,
    tags              text[]      NOT NULL,
    notes             text,
    do_not_contact    boolean     NOT NULL,
    -- The last attempt in either direction that reached somebody, or the last conversation.
    last_contacted_at timestamptz,
    CONSTRAINT contact_pkey PRIMARY KEY (owner_id, id),
    CONSTRAINT contact_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES account (id) ON DELETE CASCADE,
    CONSTRAINT contact_organization_id_fkey FOREIGN KEY (owner_id, organization_id) REFERENCES organization (owner_id, id),
    CONSTRAINT contact_version_check CHECK (version > 0),
    CONSTRAINT contact_name_check CHECK (char_length(name) BETWEEN 1 AND 200),
    CONSTRAINT contact_headline_check CHECK (char_length(headline) BETWEEN 1 AND 200),
    CONSTRAINT contact_relationship_check CHECK (relationship IN (
        'family', 'friend', 'neighbor', 'coworker', 'former_peer', 'former_manager', 'vendor', 'volunteer_acquaintance',
        'networking_group', 'professional_organization', 'committee', 'teacher', 'alum', 'referred', 'stranger', 'other')),
    CONSTRAINT contact_warmth_check CHECK (warmth IN ('warm', 'lukewarm', 'cold')),
    CONSTRAINT contact_how_we_know_check CHECK (char_length(how_we_know) BETWEEN 1 AND 1000),
    CONSTRAINT contact_time_zone_check CHECK (char_length(time_zone) BETWEEN 1 AND 64),
    CONSTRAINT contact_tags_check CHECK (cardinality(tags) <= 50 AND array_position(tags, NULL) IS NULL),
    CONSTRAINT contact_notes_check CHECK (char_length(notes) BETWEEN 1 AND 20000)
);
CREATE INDEX contact_created_at_idx ON contact (owner_id, created_at, id);
CREATE INDEX contact_updated_at_idx ON contact (owner_id, updated_at, id);
CREATE INDEX contact_name_idx ON contact (owner_id, lower(name), id);
CREATE INDEX contact_organization_id_idx ON contact (owner_id, organization_id, id);
SELECT watch_workspace_table('contact');

CREATE TABLE contact_method (
    owner_id   uuid        NOT NULL,
    id         uuid        NOT NULL,
    version    integer     NOT NULL DEFAULT 1,
    contact_id uuid        NOT NULL,
    position   smallint    NOT NULL,
    kind       text        NOT NULL,
    label      text,
    value      text        NOT NULL,
    extension  text,
    is_primary boolean     NOT NULL,
    CONSTRAINT contact_method_pkey PRIMARY KEY (owner_id, id),
    CONSTRAINT contact_method_contact_id_fkey
        FOREIGN KEY (owner_id, contact_id) REFERENCES contact (owner_id, id) ON DELETE CASCADE,
    CONSTRAINT contact_method_contact_id_position_key UNIQUE (owner_id, contact_id, position),
    CONSTRAINT contact_method_version_check CHECK (version > 0),
    CONSTRAINT contact_method_position_check CHECK (position BETWEEN 0 AND 19),
    CONSTRAINT contact_method_kind_check CHECK (kind IN ('email', 'phone', 'postal_address', 'profile_url', 'other')),
    CONSTRAINT contact_method_label_check CHECK (char_length(label) BETWEEN 1 AND 50),
    CONSTRAINT contact_method_value_check CHECK (char_length(value) BETWEEN 1 AND 500),
    CONSTRAINT contact_method_extension_check
        CHECK (extension IS NULL OR (kind = 'phone' AND char_length(extension) BETWEEN 1 AND 20))
);
CREATE UNIQUE INDEX contact_method_is_primary_key ON contact_method (owner_id, contact_id, kind) WHERE is_primary;
SELECT watch_workspace_table('contact_method');

CREATE TABLE question (
    owner_id         uuid        NOT NULL,
    id               uuid        NOT NULL,
    version          integer     NOT NULL DEFAULT 1,
    created_at       timestamptz NOT NULL,
    updated_at       timestamptz NOT NULL,
    body             text        NOT NULL,
    topic            text        NOT NULL,
    subject          text        NOT NULL,
    minutes          smallint    NOT NULL,
    priority         text        NOT NULL,
    bank_question_id uuid,
    CONSTRAINT question_pkey PRIMARY KEY (owner_id, id),
    CONSTRAINT question_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES account (id) ON DELETE CASCADE,
    CONSTRAINT question_bank_question_id_fkey FOREIGN KEY (bank_question_id) REFERENCES bank_question (id),
    CONSTRAINT question_version_check CHECK (version > 0),
    CONSTRAINT question_body_check CHECK (char_length(body) BETWEEN 1 AND 500),
    CONSTRAINT question_topic_check CHECK (topic IN (
        'work_environment', 'industry_trends', 'lifestyle', 'skills_and_qualifications', 'challenges_and_rewards',
        'compensation', 'company_and_field', 'interviewee_path', 'your_chances', 'closing', 'opener', 'asked_of_you',
        'practice')),
    CONSTRAINT question_subject_check CHECK (subject IN ('company_or_field', 'interviewee', 'your_chances')),
    CONSTRAINT question_minutes_check CHECK (minutes BETWEEN 1 AND 60),
    CONSTRAINT question_priority_check CHECK (priority IN ('must', 'should', 'could'))
);
CREATE INDEX question_created_at_idx ON question (owner_id, created_at, id);
CREATE INDEX question_updated_at_idx ON question (owner_id, updated_at, id);
CREATE INDEX question_bank_question_id_idx ON question (bank_question_id);
SELECT watch_workspace_table('question');
