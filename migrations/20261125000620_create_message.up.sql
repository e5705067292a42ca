-- What a person sends to somebody: the draft, what it said before, what goes along, and how it went out.

CREATE TABLE message (
    owner_id            uuid        NOT NULL,
    id                  uuid        NOT NULL,
    version             integer     NOT NULL DEFAULT 1,
    created_at          timestamptz NOT NULL,
    updated_at          timestamptz NOT NULL,
    contact_id          uuid,
    outreach_id         uuid,
    -- What it was written from.
    system_template_id  uuid,
    message_template_id uuid,
    kind                text        NOT NULL,
    channel             text,
    subject             text,
    body                text        NOT NULL,
    language            text,
    requested_minutes   smallint,
    window_from         date,
    window_to           date,
    window_place        text,
    learnings           text[]      NOT NULL,
    is_resume_asked_for boolean     NOT NULL,
    state               text        NOT NULL,
    sent_at             timestamptz,
    attempt_id          uuid,
    override_reason     text,
    CONSTRAINT message_pkey PRIMARY KEY (owner_id, id),
    CONSTRAINT message_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES account (id) ON DELETE CASCADE,
    CONSTRAINT message_contact_id_fkey FOREIGN KEY (owner_id, contact_id) REFERENCES contact (owner_id, id),
    -- What was sent is kept when the pursuit is deleted.
    CONSTRAINT message_outreach_id_fkey
        FOREIGN KEY (owner_id, outreach_id) REFERENCES outreach (owner_id, id) ON DELETE SET NULL (outreach_id),
    CONSTRAINT message_system_template_id_fkey FOREIGN KEY (system_template_id) REFERENCES system_template (id),
    CONSTRAINT message_message_template_id_fkey
        FOREIGN KEY (owner_id, message_template_id) REFERENCES message_template (owner_id, id)
        ON DELETE SET NULL (message_template_id),
    CONSTRAINT message_attempt_id_fkey
        FOREIGN KEY (owner_id, attempt_id) REFERENCES attempt (owner_id, id) ON DELETE SET NULL (attempt_id),
    CONSTRAINT message_version_check CHECK (version > 0),
    CONSTRAINT message_template_check CHECK (num_nonnulls(system_template_id, message_template_id) <= 1),
    CONSTRAINT message_kind_check CHECK (kind IN (
        'letter', 'email', 'call_script', 'voicemail', 'connection_note', 'thank_you', 'update', 'network_ask',
        'availability_announcement', 'decline_courtesy', 'resume_hand_off')),
    CONSTRAINT message_channel_check CHECK (channel IN (
        'letter', 'email', 'phone', 'text_message', 'social_network', 'in_person', 'video', 'other')),
    CONSTRAINT message_subject_check CHECK (char_length(subject) BETWEEN 1 AND 200),
    CONSTRAINT message_body_check CHECK (char_length(body) BETWEEN 1 AND 20000),
    CONSTRAINT message_language_check CHECK (char_length(language) BETWEEN 2 AND 35),
    CONSTRAINT message_requested_minutes_check CHECK (requested_minutes BETWEEN 5 AND 60),
    CONSTRAINT message_window_check CHECK (window_from <= window_to),
    CONSTRAINT message_window_whole_check CHECK (
        (window_from IS NULL) = (window_to IS NULL) AND (window_place IS NULL OR window_from IS NOT NULL)),
    CONSTRAINT message_window_place_check CHECK (char_length(window_place) BETWEEN 1 AND 200),
    CONSTRAINT message_learnings_check
        CHECK (cardinality(learnings) <= 10 AND array_position(learnings, NULL) IS NULL),
    CONSTRAINT message_state_check CHECK (state IN ('draft', 'sent')),
    CONSTRAINT message_sent_check CHECK (
        (state = 'sent') = (sent_at IS NOT NULL) AND (state = 'draft' OR channel IS NOT NULL)
        AND (state = 'sent' OR num_nonnulls(attempt_id, override_reason) = 0)),
    CONSTRAINT message_override_reason_check CHECK (char_length(override_reason) BETWEEN 1 AND 1000)
);
CREATE INDEX message_created_at_idx ON message (owner_id, created_at, id);
CREATE INDEX message_updated_at_idx ON message (owner_id, updated_at, id);
CREATE INDEX message_contact_id_idx ON message (owner_id, contact_id, id);
CREATE INDEX message_outreach_id_idx ON message (owner_id, outreach_id, id);
CREATE INDEX message_system_template_id_idx ON message (system_template_id);
CREATE INDEX message_message_template_id_idx ON message (owner_id, message_template_id);
-- An attempt is one message.
CREATE UNIQUE INDEX message_attempt_id_key ON message (owner_id, attempt_id);
SELECT watch_workspace_table('message');

CREATE TABLE message_attachment (
    owner_id    uuid     NOT NULL,
    id          uuid     NOT NULL,
    version     integer  NOT NULL DEFAULT 1,
    message_id  uuid     NOT NULL,
    position    smallint NOT NULL,
    document_id uuid     NOT NULL,
    CONSTRAINT message_attachment_pkey PRIMARY KEY (owner_id, id),
    -- Of its own, so that deleting an account finds none left when it comes to the documents.
    CONSTRAINT message_attachment_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES account (id) ON DELETE CASCADE,
    CONSTRAINT message_attachment_message_id_fkey
        FOREIGN KEY (owner_id, message_id) REFERENCES message (owner_id, id) ON DELETE CASCADE,
    CONSTRAINT message_attachment_document_id_fkey
        FOREIGN KEY (owner_id, document_id) REFERENCES document (owner_id, id),
    CONSTRAINT message_attachment_message_id_position_key UNIQUE (owner_id, message_id, position),
    CONSTRAINT message_attachment_version_check CHECK (version > 0),
    CONSTRAINT message_attachment_position_check CHECK (position BETWEEN 0 AND 9)
);
CREATE INDEX message_attachment_document_id_idx ON message_attachment (owner_id, document_id);
SELECT watch_workspace_table('message_attachment');

-- What a draft said before it was changed.
CREATE TABLE message_version (
    owner_id   uuid        NOT NULL,
    id         uuid        NOT NULL,
    version    integer     NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    message_id uuid        NOT NULL,
    -- The version of the message that had this text.
    revision   integer     NOT NULL,
    subject    text,
    body       text        NOT NULL,
    CONSTRAINT message_version_pkey PRIMARY KEY (owner_id, id),
    CONSTRAINT message_version_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES account (id) ON DELETE CASCADE,
    CONSTRAINT message_version_message_id_fkey
        FOREIGN KEY (owner_id, message_id) REFERENCES message (owner_id, id) ON DELETE CASCADE,
    CONSTRAINT message_version_message_id_revision_key UNIQUE (owner_id, message_id, revision),
    CONSTRAINT message_version_version_check CHECK (version > 0),
    CONSTRAINT message_version_revision_check CHECK (revision > 0),
    CONSTRAINT message_version_subject_check CHECK (char_length(subject) BETWEEN 1 AND 200),
    CONSTRAINT message_version_body_check CHECK (char_length(body) BETWEEN 1 AND 20000)
);
CREATE INDEX message_version_created_at_idx ON message_version (owner_id, message_id, created_at, id);
SELECT watch_workspace_table('message_version');

CREATE VIEW searchable_message AS
SELECT owner_id, id AS resource_id, NULL::uuid AS parent_id, contact_id, NULL::uuid AS organization_id, updated_at,
    subject AS title, concat_ws(E'\n', body, listed(learnings), window_place, override_reason) AS body
FROM message;
SELECT follow_in_search('message', 'message');
