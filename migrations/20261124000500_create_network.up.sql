-- Asking the people one knows, several at once, and the events where people are met.

-- What is asked of the network (F36, F38, F174).
CREATE TABLE network_ask (
    owner_id   uuid        NOT NULL,
    id         uuid        NOT NULL,
    version    integer     NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    kind       text        NOT NULL,
    role       text        NOT NULL,
    -- The population or line of work.
    field      text,
    place      text,
    message    text,
    asked_on   date        NOT NULL,
    theme_id   uuid,
    state      text        NOT NULL,
    CONSTRAINT network_ask_pkey PRIMARY KEY (owner_id, id),
    CONSTRAINT network_ask_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES account (id) ON DELETE CASCADE,
    CONSTRAINT network_ask_theme_id_fkey
        FOREIGN KEY (owner_id, theme_id) REFERENCES theme (owner_id, id) ON DELETE SET NULL (theme_id),
    CONSTRAINT network_ask_version_check CHECK (version > 0),
    CONSTRAINT network_ask_kind_check CHECK (kind IN ('specific_ask', 'availability_announcement')),
    CONSTRAINT network_ask_role_check CHECK (char_length(role) BETWEEN 1 AND 200),
    CONSTRAINT network_ask_field_check CHECK (char_length(field) BETWEEN 1 AND 200),
    CONSTRAINT network_ask_place_check CHECK (char_length(place) BETWEEN 1 AND 200),
    CONSTRAINT network_ask_specific_check CHECK (kind <> 'specific_ask' OR (field IS NOT NULL AND place IS NOT NULL)),
    CONSTRAINT network_ask_message_check CHECK (char_length(message) BETWEEN 1 AND 5000),
    CONSTRAINT network_ask_state_check CHECK (state IN ('open', 'closed'))
);
CREATE INDEX network_ask_created_at_idx ON network_ask (owner_id, created_at, id);
CREATE INDEX network_ask_updated_at_idx ON network_ask (owner_id, updated_at, id);
CREATE INDEX network_ask_theme_id_idx ON network_ask (owner_id, theme_id, id);
SELECT watch_workspace_table('network_ask');

-- Who was asked, and what they said (F154, F177).
CREATE TABLE network_ask_recipient (
    owner_id       uuid        NOT NULL,
    id             uuid        NOT NULL,
    version        integer     NOT NULL DEFAULT 1,
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL,
    network_ask_id uuid        NOT NULL,
    contact_id     uuid        NOT NULL,
    channel        text        NOT NULL,
    asked_at       timestamptz NOT NULL,
    state          text        NOT NULL,
    replied_at     timestamptz,
    note           text,
    CONSTRAINT network_ask_recipient_pkey PRIMARY KEY (owner_id, id),
    CONSTRAINT network_ask_recipient_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES account (id) ON DELETE CASCADE,
    CONSTRAINT network_ask_recipient_network_ask_id_fkey
        FOREIGN KEY (owner_id, network_ask_id) REFERENCES network_ask (owner_id, id) ON DELETE CASCADE,
    CONSTRAINT network_ask_recipient_contact_id_fkey
        FOREIGN KEY (owner_id, contact_id) REFERENCES contact (owner_id, id),
    CONSTRAINT network_ask_recipient_network_ask_id_contact_id_key UNIQUE (owner_id, network_ask_id, contact_id),
    CONSTRAINT network_ask_recipient_version_check CHECK (version > 0),
    CONSTRAINT network_ask_recipient_channel_check CHECK (channel IN (
        'letter', 'email', 'phone', 'text_message', 'social_network', 'in_person', 'video', 'other')),
    CONSTRAINT network_ask_recipient_state_check
        CHECK (state IN ('waiting', 'replied', 'introduced', 'cannot_help', 'no_reply')),
    CONSTRAINT network_ask_recipient_replied_check
        CHECK ((state IN ('replied', 'introduced', 'cannot_help')) = (replied_at IS NOT NULL)),
    CONSTRAINT network_ask_recipient_note_check CHECK (char_length(note) BETWEEN 1 AND 5000)
);
CREATE INDEX network_ask_recipient_created_at_idx ON network_ask_recipient (owner_id, network_ask_id, created_at, id);
CREATE INDEX network_ask_recipient_contact_id_idx ON network_ask_recipient (owner_id, contact_id, id);
SELECT watch_workspace_table('network_ask_recipient');

-- An occasion to meet people of a field (F157).
CREATE TABLE event (
    owner_id        uuid        NOT NULL,
    id              uuid        NOT NULL,
    version         integer     NOT NULL DEFAULT 1,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    name            text        NOT NULL,
    organization_id uuid,
    starts_at       timestamptz NOT NULL,
    ends_at         timestamptz,
    time_zone       text        NOT NULL,
    place           text,
    attended_as     text        NOT NULL,
    -- In the smallest unit of the currency.
    cost_minor      integer,
    cost_currency   text,
    note            text,
    CONSTRAINT event_pkey PRIMARY KEY (owner_id, id),
    CONSTRAINT event_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES account (id) ON DELETE CASCADE,
    CONSTRAINT event_organization_id_fkey FOREIGN KEY (owner_id, organization_id)
        REFERENCES organization (owner_id, id) ON DELETE SET NULL (organization_id),
    CONSTRAINT event_version_check CHECK (version > 0),
    CONSTRAINT event_name_check CHECK (char_length(name) BETWEEN 1 AND 200),
    CONSTRAINT event_ends_check CHECK (ends_at > starts_at),
    CONSTRAINT event_time_zone_check CHECK (char_length(time_zone) BETWEEN 1 AND 64),
    CONSTRAINT event_place_check CHECK (char_length(place) BETWEEN 1 AND 200),
    CONSTRAINT event_attended_as_check CHECK (attended_as IN ('guest', 'member', 'speaker')),
    CONSTRAINT event_cost_minor_check CHECK (cost_minor BETWEEN 0 AND 100000000),
    CONSTRAINT event_cost_currency_check CHECK (cost_currency ~ '^[A-Z]{3}$'),
    CONSTRAINT event_cost_check CHECK ((cost_minor IS NULL) = (cost_currency IS NULL)),
    CONSTRAINT event_note_check CHECK (char_length(note) BETWEEN 1 AND 5000)
);
CREATE INDEX event_created_at_idx ON event (owner_id, created_at, id);
CREATE INDEX event_updated_at_idx ON event (owner_id, updated_at, id);
CREATE INDEX event_starts_at_idx ON event (owner_id, starts_at, id);
CREATE INDEX event_organization_id_idx ON event (owner_id, organization_id, id);
SELECT watch_workspace_table('event');

-- Whom the person met there.
CREATE TABLE event_meeting (
    owner_id   uuid        NOT NULL,
    id         uuid        NOT NULL,
    version    integer     NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    event_id   uuid        NOT NULL,
    contact_id uuid        NOT NULL,
    note       text,
    CONSTRAINT event_meeting_pkey PRIMARY KEY (owner_id, id),
    CONSTRAINT event_meeting_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES account (id) ON DELETE CASCADE,
    CONSTRAINT event_meeting_event_id_fkey
        FOREIGN KEY (owner_id, event_id) REFERENCES event (owner_id, id) ON DELETE CASCADE,
    CONSTRAINT event_meeting_contact_id_fkey FOREIGN KEY (owner_id, contact_id) REFERENCES contact (owner_id, id),
    CONSTRAINT event_meeting_event_id_contact_id_key UNIQUE (owner_id, event_id, contact_id),
    CONSTRAINT event_meeting_version_check CHECK (version > 0),
    CONSTRAINT event_meeting_note_check CHECK (char_length(note) BETWEEN 1 AND 5000)
);
CREATE INDEX event_meeting_created_at_idx ON event_meeting (owner_id, event_id, created_at, id);
CREATE INDEX event_meeting_contact_id_idx ON event_meeting (owner_id, contact_id, id);
SELECT watch_workspace_table('event_meeting');
