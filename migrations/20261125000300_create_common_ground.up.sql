-- What a person and a contact have in common (F34, F46, F78).

CREATE TABLE common_ground (
    owner_id   uuid        NOT NULL,
    id         uuid        NOT NULL,
    version    integer     NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    contact_id uuid        NOT NULL,
    kind       text        NOT NULL,
    label      text        NOT NULL,
    person_id  uuid,
    note       text,
    CONSTRAINT common_ground_pkey PRIMARY KEY (owner_id, id),
    CONSTRAINT common_ground_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES account (id) ON DELETE CASCADE,
    CONSTRAINT common_ground_contact_id_fkey
        FOREIGN KEY (owner_id, contact_id) REFERENCES contact (owner_id, id) ON DELETE CASCADE,
    -- What they are called is in the label.
    CONSTRAINT common_ground_person_id_fkey
        FOREIGN KEY (owner_id, person_id) REFERENCES contact (owner_id, id) ON DELETE SET NULL (person_id),
    CONSTRAINT common_ground_version_check CHECK (version > 0),
    CONSTRAINT common_ground_kind_check CHECK (kind IN (
        'school', 'city', 'employer', 'interest', 'person', 'experience')),
    CONSTRAINT common_ground_label_check CHECK (char_length(label) BETWEEN 1 AND 200),
    CONSTRAINT common_ground_person_check CHECK (person_id IS NULL OR (kind = 'person' AND person_id <> contact_id)),
    CONSTRAINT common_ground_note_check CHECK (char_length(note) BETWEEN 1 AND 5000)
);
CREATE UNIQUE INDEX common_ground_contact_id_kind_label_key ON common_ground (owner_id, contact_id, kind, lower(label));
CREATE INDEX common_ground_contact_id_idx ON common_ground (owner_id, contact_id, created_at, id);
CREATE INDEX common_ground_person_id_idx ON common_ground (owner_id, person_id);
SELECT watch_workspace_table('common_ground');

CREATE VIEW searchable_common_ground AS
SELECT owner_id, id AS resource_id, contact_id AS parent_id, contact_id, NULL::uuid AS organization_id, updated_at,
    label AS title, coalesce(note, '') AS body
FROM common_ground;
SELECT follow_in_search('common_ground', 'common_ground');
