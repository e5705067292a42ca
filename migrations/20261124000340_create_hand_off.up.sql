-- To whom a document was given to pass on, and what became of it (F178).
CREATE TABLE hand_off (
    owner_id      uuid        NOT NULL,
    id            uuid        NOT NULL,
    version       integer     NOT NULL DEFAULT 1,
    created_at    timestamptz NOT NULL,
    updated_at    timestamptz NOT NULL,
    document_id   uuid        NOT NULL,
    contact_id    uuid        NOT NULL,
    format        text        NOT NULL,
    handed_at     timestamptz NOT NULL,
    note          text,
    -- Which version of the document it was: these stay when the document changes.
    version_label text,
    sha256        bytea,
    -- Follows from the forwardings; kept for the filter of the list.
    state         text        NOT NULL,
    CONSTRAINT hand_off_pkey PRIMARY KEY (owner_id, id),
    CONSTRAINT hand_off_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES account (id) ON DELETE CASCADE,
    CONSTRAINT hand_off_document_id_fkey FOREIGN KEY (owner_id, document_id) REFERENCES document (owner_id, id),
    CONSTRAINT hand_off_contact_id_fkey FOREIGN KEY (owner_id, contact_id) REFERENCES contact (owner_id, id),
    CONSTRAINT hand_off_version_check CHECK (version > 0),
    CONSTRAINT hand_off_format_check CHECK (format IN ('paper', 'electronic')),
    CONSTRAINT hand_off_note_check CHECK (char_length(note) BETWEEN 1 AND 5000),
    CONSTRAINT hand_off_version_label_check CHECK (char_length(version_label) BETWEEN 1 AND 50),
    CONSTRAINT hand_off_sha256_check CHECK (octet_length(sha256) = 32),
    CONSTRAINT hand_off_state_check CHECK (state IN ('handed', 'forwarded', 'delivered'))
);
CREATE INDEX hand_off_created_at_idx ON hand_off (owner_id, created_at, id);
CREATE INDEX hand_off_updated_at_idx ON hand_off (owner_id, updated_at, id);
CREATE INDEX hand_off_document_id_idx ON hand_off (owner_id, document_id, id);
CREATE INDEX hand_off_contact_id_idx ON hand_off (owner_id, contact_id, id);
SELECT watch_workspace_table('hand_off');

CREATE TABLE forwarding (
    owner_id        uuid        NOT NULL,
    id              uuid        NOT NULL,
    version         integer     NOT NULL DEFAULT 1,
    hand_off_id     uuid        NOT NULL,
    position        smallint    NOT NULL,
    contact_id      uuid,
    recipient       text,
    organization_id uuid,
    how             text        NOT NULL,
    forwarded_at    timestamptz NOT NULL,
    delivered_at    timestamptz,
    CONSTRAINT forwarding_pkey PRIMARY KEY (owner_id, id),
    CONSTRAINT forwarding_hand_off_id_fkey
        FOREIGN KEY (owner_id, hand_off_id) REFERENCES hand_off (owner_id, id) ON DELETE CASCADE,
    CONSTRAINT forwarding_contact_id_fkey FOREIGN KEY (owner_id, contact_id) REFERENCES contact (owner_id, id),
    CONSTRAINT forwarding_organization_id_fkey
        FOREIGN KEY (owner_id, organization_id) REFERENCES organization (owner_id, id),
    CONSTRAINT forwarding_hand_off_id_position_key UNIQUE (owner_id, hand_off_id, position),
    CONSTRAINT forwarding_version_check CHECK (version > 0),
    CONSTRAINT forwarding_position_check CHECK (position BETWEEN 0 AND 19),
    CONSTRAINT forwarding_to_check CHECK (num_nonnulls(contact_id, recipient) = 1),
    CONSTRAINT forwarding_recipient_check CHECK (char_length(recipient) BETWEEN 1 AND 200),
    CONSTRAINT forwarding_how_check CHECK (how IN ('hand_delivered', 'email', 'post', 'upload', 'other')),
    CONSTRAINT forwarding_delivered_at_check CHECK (delivered_at >= forwarded_at)
);
CREATE INDEX forwarding_contact_id_idx ON forwarding (owner_id, contact_id, id);
CREATE INDEX forwarding_organization_id_idx ON forwarding (owner_id, organization_id, id);
SELECT watch_workspace_table('forwarding');
