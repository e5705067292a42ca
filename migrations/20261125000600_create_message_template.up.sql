-- Templates of messages: those that ship with Rapport, the same for everybody, and each person's own.

CREATE TABLE system_template (
    id         uuid        NOT NULL,
    created_at timestamptz NOT NULL,
    number     integer     NOT NULL,
    kind       text        NOT NULL,
    name       text        NOT NULL,
    subject    text,
    body       text        NOT NULL,
    locale     text        NOT NULL,
    CONSTRAINT system_template_pkey PRIMARY KEY (id),
    CONSTRAINT system_template_number_key UNIQUE (number),
    CONSTRAINT system_template_number_check CHECK (number > 0),
    CONSTRAINT system_template_kind_check CHECK (kind IN (
        'letter', 'email', 'call_script', 'voicemail', 'connection_note', 'thank_you', 'update', 'network_ask',
        'availability_announcement', 'decline_courtesy', 'resume_hand_off')),
    CONSTRAINT system_template_name_check CHECK (char_length(name) BETWEEN 1 AND 200),
    CONSTRAINT system_template_subject_check CHECK (char_length(subject) BETWEEN 1 AND 500),
    CONSTRAINT system_template_body_check CHECK (char_length(body) BETWEEN 1 AND 10000),
    CONSTRAINT system_template_locale_check CHECK (char_length(locale) BETWEEN 2 AND 35)
);

CREATE TABLE message_template (
    owner_id   uuid        NOT NULL,
    id         uuid        NOT NULL,
    version    integer     NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    kind       text        NOT NULL,
    name       text        NOT NULL,
    subject    text,
    body       text        NOT NULL,
    locale     text        NOT NULL,
    CONSTRAINT message_template_pkey PRIMARY KEY (owner_id, id),
    CONSTRAINT message_template_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES account (id) ON DELETE CASCADE,
    CONSTRAINT message_template_version_check CHECK (version > 0),
    CONSTRAINT message_template_kind_check CHECK (kind IN (
        'letter', 'email', 'call_script', 'voicemail', 'connection_note', 'thank_you', 'update', 'network_ask',
        'availability_announcement', 'decline_courtesy', 'resume_hand_off')),
    CONSTRAINT message_template_name_check CHECK (char_length(name) BETWEEN 1 AND 200),
    CONSTRAINT message_template_subject_check CHECK (char_length(subject) BETWEEN 1 AND 500),
    CONSTRAINT message_template_body_check CHECK (char_length(body) BETWEEN 1 AND 10000),
    CONSTRAINT message_template_locale_check CHECK (char_length(locale) BETWEEN 2 AND 35)
);
CREATE INDEX message_template_created_at_idx ON message_template (owner_id, created_at, id);
SELECT watch_workspace_table('message_template');

CREATE VIEW searchable_message_template AS
SELECT owner_id, id AS resource_id, NULL::uuid AS parent_id, NULL::uuid AS contact_id, NULL::uuid AS organization_id,
    updated_at, name AS title, concat_ws(E'\n', subject, body) AS body
FROM message_template;
SELECT follow_in_search('message_template', 'message_template');
