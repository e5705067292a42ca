-- Contacts in depth: where they work and have worked, and the fields that a person declares for all of them.

CREATE TABLE employment (
    owner_id          uuid        NOT NULL,
    id                uuid        NOT NULL,
    version           integer     NOT NULL DEFAULT 1,
    created_at        timestamptz NOT NULL,
    updated_at        timestamptz NOT NULL,
    contact_id        uuid        NOT NULL,
    organization_id   uuid,
    organization_name text,
    title             text,
    department        text,
    seniority         text,
    location          text,
    started_on        date,
    ended_on          date,
    is_current        boolean     NOT NULL,
    note              text,
    CONSTRAINT employment_pkey PRIMARY KEY (owner_id, id),
    -- Of its own, so that deleting an account finds no employment left when it comes to the organizations.
    CONSTRAINT employment_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES account (id) ON DELETE CASCADE,
    CONSTRAINT employment_contact_id_fkey
        FOREIGN KEY (owner_id, contact_id) REFERENCES contact (owner_id, id) ON DELETE CASCADE,
    CONSTRAINT employment_organization_id_fkey
        FOREIGN KEY (owner_id, organization_id) REFERENCES organization (owner_id, id),
    CONSTRAINT employment_version_check CHECK (version > 0),
    CONSTRAINT employment_employer_check CHECK ((organization_id IS NULL) <> (organization_name IS NULL)),
    CONSTRAINT employment_organization_name_check CHECK (char_length(organization_name) BETWEEN 1 AND 200),
    CONSTRAINT employment_title_check CHECK (char_length(title) BETWEEN 1 AND 200),
    CONSTRAINT employment_department_check CHECK (char_length(department) BETWEEN 1 AND 200),
    CONSTRAINT employment_seniority_check CHECK (seniority IN (
        'student', 'entry', 'mid', 'senior', 'manager', 'director', 'executive')),
    CONSTRAINT employment_location_check CHECK (char_length(location) BETWEEN 1 AND 200),
    CONSTRAINT employment_period_check CHECK (started_on <= ended_on),
    CONSTRAINT employment_is_current_check CHECK (NOT (is_current AND ended_on IS NOT NULL)),
    CONSTRAINT employment_note_check CHECK (char_length(note) BETWEEN 1 AND 5000)
);
CREATE INDEX employment_contact_id_idx ON employment (owner_id, contact_id, created_at, id);
CREATE INDEX employment_organization_id_idx ON employment (owner_id, organization_id, contact_id);
SELECT watch_workspace_table('employment');

CREATE TABLE custom_field (
    owner_id   uuid        NOT NULL,
    id         uuid        NOT NULL,
    version    integer     NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    key        text        NOT NULL,
    label      text        NOT NULL,
    kind       text        NOT NULL,
    choices    text[]      NOT NULL,
    position   smallint    NOT NULL,
    CONSTRAINT custom_field_pkey PRIMARY KEY (owner_id, id),
    CONSTRAINT custom_field_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES account (id) ON DELETE CASCADE,
    CONSTRAINT custom_field_owner_id_key_key UNIQUE (owner_id, key),
    CONSTRAINT custom_field_version_check CHECK (version > 0),
    CONSTRAINT custom_field_key_check CHECK (key ~ '^[a-z][a-z0-9_]*$' AND char_length(key) <= 40),
    CONSTRAINT custom_field_label_check CHECK (char_length(label) BETWEEN 1 AND 200),
    CONSTRAINT custom_field_kind_check CHECK (kind IN ('text', 'number', 'date', 'boolean', 'choice', 'url')),
    CONSTRAINT custom_field_choices_check CHECK (
        cardinality(choices) <= 50 AND array_position(choices, NULL) IS NULL
        AND (kind = 'choice') = (cardinality(choices) > 0)),
    CONSTRAINT custom_field_position_check CHECK (position BETWEEN 0 AND 1000)
);
CREATE INDEX custom_field_created_at_idx ON custom_field (owner_id, created_at, id);
CREATE INDEX custom_field_updated_at_idx ON custom_field (owner_id, updated_at, id);
SELECT watch_workspace_table('custom_field');
