-- Introductions of oneself and how long they took (F91 to F95, F163).

CREATE TABLE pitch (
    owner_id        uuid        NOT NULL,
    id              uuid        NOT NULL,
    version         integer     NOT NULL DEFAULT 1,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    title           text,
    theme_id        uuid,
    organization_id uuid,
    -- The pitch it was made from.
    variant_of      uuid,
    reintroduction  text,
    where_i_am      text,
    work_wanted     text,
    why             text,
    mission_link    text,
    hopes_to_learn  text,
    CONSTRAINT pitch_pkey PRIMARY KEY (owner_id, id),
    CONSTRAINT pitch_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES account (id) ON DELETE CASCADE,
    -- What was written stays when what it was written for is gone.
    CONSTRAINT pitch_theme_id_fkey
        FOREIGN KEY (owner_id, theme_id) REFERENCES theme (owner_id, id) ON DELETE SET NULL (theme_id),
    CONSTRAINT pitch_organization_id_fkey
        FOREIGN KEY (owner_id, organization_id) REFERENCES organization (owner_id, id) ON DELETE SET NULL (organization_id),
    CONSTRAINT pitch_variant_of_fkey
        FOREIGN KEY (owner_id, variant_of) REFERENCES pitch (owner_id, id) ON DELETE SET NULL (variant_of),
    CONSTRAINT pitch_version_check CHECK (version > 0),
    CONSTRAINT pitch_title_check CHECK (char_length(title) BETWEEN 1 AND 200),
    CONSTRAINT pitch_variant_of_check CHECK (variant_of <> id),
    CONSTRAINT pitch_reintroduction_check CHECK (char_length(reintroduction) BETWEEN 1 AND 1000),
    CONSTRAINT pitch_where_i_am_check CHECK (char_length(where_i_am) BETWEEN 1 AND 1000),
    CONSTRAINT pitch_work_wanted_check CHECK (char_length(work_wanted) BETWEEN 1 AND 1000),
    CONSTRAINT pitch_why_check CHECK (char_length(why) BETWEEN 1 AND 1000),
    CONSTRAINT pitch_mission_link_check CHECK (char_length(mission_link) BETWEEN 1 AND 1000),
    CONSTRAINT pitch_hopes_to_learn_check CHECK (char_length(hopes_to_learn) BETWEEN 1 AND 1000)
);
CREATE INDEX pitch_created_at_idx ON pitch (owner_id, created_at, id);
CREATE INDEX pitch_updated_at_idx ON pitch (owner_id, updated_at, id);
CREATE INDEX pitch_theme_id_idx ON pitch (owner_id, theme_id, id);
CREATE INDEX pitch_organization_id_idx ON pitch (owner_id, organization_id, id);
CREATE INDEX pitch_variant_of_idx ON pitch (owner_id, variant_of);
SELECT watch_workspace_table('pitch');

CREATE VIEW searchable_pitch AS
SELECT owner_id, id AS resource_id, NULL::uuid AS parent_id, NULL::uuid AS contact_id, organization_id, updated_at, title,
    concat_ws(E'\n', reintroduction, where_i_am, work_wanted, why, mission_link, hopes_to_learn) AS body
FROM pitch;
SELECT follow_in_search('pitch', 'pitch');

CREATE TABLE pitch_rehearsal (
    owner_id   uuid        NOT NULL,
    id         uuid        NOT NULL,
    version    integer     NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    pitch_id   uuid        NOT NULL,
    seconds    smallint    NOT NULL,
    -- When it was said.
    at         timestamptz NOT NULL,
    note       text,
    CONSTRAINT pitch_rehearsal_pkey PRIMARY KEY (owner_id, id),
    CONSTRAINT pitch_rehearsal_pitch_id_fkey
        FOREIGN KEY (owner_id, pitch_id) REFERENCES pitch (owner_id, id) ON DELETE CASCADE,
    CONSTRAINT pitch_rehearsal_version_check CHECK (version > 0),
    CONSTRAINT pitch_rehearsal_seconds_check CHECK (seconds BETWEEN 1 AND 3600),
    CONSTRAINT pitch_rehearsal_note_check CHECK (char_length(note) BETWEEN 1 AND 5000)
);
CREATE INDEX pitch_rehearsal_pitch_id_idx ON pitch_rehearsal (owner_id, pitch_id, created_at, id);
SELECT watch_workspace_table('pitch_rehearsal');

CREATE VIEW searchable_pitch_rehearsal AS
SELECT owner_id, id AS resource_id, pitch_id AS parent_id, NULL::uuid AS contact_id, NULL::uuid AS organization_id,
    updated_at, NULL AS title, coalesce(note, '') AS body
FROM pitch_rehearsal;
SELECT follow_in_search('pitch_rehearsal', 'pitch_rehearsal');

ALTER TABLE preparation
    ADD COLUMN pitch_id uuid,
    ADD COLUMN questions_by_heart boolean NOT NULL DEFAULT false,
    ADD CONSTRAINT preparation_pitch_id_fkey
        FOREIGN KEY (owner_id, pitch_id) REFERENCES pitch (owner_id, id) ON DELETE SET NULL (pitch_id);
CREATE INDEX preparation_pitch_id_idx ON preparation (owner_id, pitch_id);
