-- What a person puts down before an interview (F102, F103, F158). It has the id of the interview, and is gone with it.
CREATE TABLE preparation (
    owner_id       uuid        NOT NULL,
    id             uuid        NOT NULL,
    version        integer     NOT NULL DEFAULT 1,
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL,
    objectives     text[]      NOT NULL,
    venue          text,
    travel_minutes smallint,
    note           text,
    CONSTRAINT preparation_pkey PRIMARY KEY (owner_id, id),
    CONSTRAINT preparation_id_fkey FOREIGN KEY (owner_id, id) REFERENCES interview (owner_id, id) ON DELETE CASCADE,
    CONSTRAINT preparation_version_check CHECK (version > 0),
    CONSTRAINT preparation_objectives_check CHECK (cardinality(objectives) <= 10),
    CONSTRAINT preparation_venue_check CHECK (venue IN (
        'workplace', 'cafe', 'restaurant', 'bar', 'campus', 'outdoors', 'other')),
    CONSTRAINT preparation_travel_minutes_check CHECK (travel_minutes BETWEEN 0 AND 1440),
    CONSTRAINT preparation_note_check CHECK (char_length(note) BETWEEN 1 AND 5000)
);
SELECT watch_workspace_table('preparation');

CREATE VIEW searchable_preparation AS
SELECT owner_id, id AS resource_id, NULL::uuid AS parent_id, NULL::uuid AS contact_id, NULL::uuid AS organization_id,
    updated_at, NULL AS title, concat_ws(E'\n', listed(objectives), note) AS body
FROM preparation;
SELECT follow_in_search('preparation', 'preparation');
