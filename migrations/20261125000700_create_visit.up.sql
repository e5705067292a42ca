-- Days that a person spends in another city, and the outreach that asks for a conversation in them (F44, F45).

CREATE TABLE visit (
    owner_id   uuid             NOT NULL,
    id         uuid             NOT NULL,
    version    integer          NOT NULL DEFAULT 1,
    created_at timestamptz      NOT NULL,
    updated_at timestamptz      NOT NULL,
    city       text             NOT NULL,
    region     text,
    country    text             NOT NULL,
    -- Both days belong to it, as the calendar of its zone counts them.
    starts_on  date             NOT NULL,
    ends_on    date             NOT NULL,
    time_zone  text             NOT NULL,
    -- Degrees north of the equator and east of Greenwich (WGS 84).
    latitude   double precision,
    longitude  double precision,
    purpose    text,
    notes      text,
    state      text             NOT NULL,
    CONSTRAINT visit_pkey PRIMARY KEY (owner_id, id),
    CONSTRAINT visit_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES account (id) ON DELETE CASCADE,
    CONSTRAINT visit_version_check CHECK (version > 0),
    CONSTRAINT visit_city_check CHECK (char_length(city) BETWEEN 1 AND 200),
    CONSTRAINT visit_region_check CHECK (char_length(region) BETWEEN 1 AND 200),
    CONSTRAINT visit_country_check CHECK (country ~ '^[A-Z]{2}$'),
    -- At most 90 days, so that those that share a day with another begin within 90 days of it: a range of the index.
    CONSTRAINT visit_days_check CHECK (ends_on BETWEEN starts_on AND starts_on + 89),
    CONSTRAINT visit_time_zone_check CHECK (char_length(time_zone) BETWEEN 1 AND 64),
    CONSTRAINT visit_place_check CHECK ((latitude IS NULL) = (longitude IS NULL)),
    CONSTRAINT visit_latitude_check CHECK (latitude BETWEEN -90 AND 90),
    CONSTRAINT visit_longitude_check CHECK (longitude BETWEEN -180 AND 180),
    CONSTRAINT visit_purpose_check CHECK (char_length(purpose) BETWEEN 1 AND 200),
    CONSTRAINT visit_notes_check CHECK (char_length(notes) BETWEEN 1 AND 20000),
    CONSTRAINT visit_state_check CHECK (state IN ('planned', 'canceled'))
);
CREATE INDEX visit_created_at_idx ON visit (owner_id, created_at, id);
CREATE INDEX visit_updated_at_idx ON visit (owner_id, updated_at, id);
-- As the list orders by it: the number of the day.
CREATE INDEX visit_starts_on_idx ON visit (owner_id, (starts_on - '0001-01-01'::date), id);
CREATE INDEX visit_planned_starts_on_idx ON visit (owner_id, starts_on, id) WHERE state = 'planned';
CREATE INDEX visit_city_idx ON visit (owner_id, folded(city));
SELECT watch_workspace_table('visit');

-- The outreach that asks for a conversation during a visit.
CREATE TABLE visit_outreach (
    owner_id    uuid        NOT NULL,
    id          uuid        NOT NULL,
    version     integer     NOT NULL DEFAULT 1,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    visit_id    uuid        NOT NULL,
    outreach_id uuid        NOT NULL,
    CONSTRAINT visit_outreach_pkey PRIMARY KEY (owner_id, id),
    CONSTRAINT visit_outreach_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES account (id) ON DELETE CASCADE,
    CONSTRAINT visit_outreach_visit_id_fkey
        FOREIGN KEY (owner_id, visit_id) REFERENCES visit (owner_id, id) ON DELETE CASCADE,
    CONSTRAINT visit_outreach_outreach_id_fkey
        FOREIGN KEY (owner_id, outreach_id) REFERENCES outreach (owner_id, id) ON DELETE CASCADE,
    CONSTRAINT visit_outreach_visit_id_outreach_id_key UNIQUE (owner_id, visit_id, outreach_id),
    CONSTRAINT visit_outreach_version_check CHECK (version > 0)
);
CREATE INDEX visit_outreach_created_at_idx ON visit_outreach (owner_id, visit_id, created_at, id);
CREATE INDEX visit_outreach_outreach_id_idx ON visit_outreach (owner_id, outreach_id, visit_id);
SELECT watch_workspace_table('visit_outreach');

CREATE VIEW searchable_visit AS
SELECT owner_id, id AS resource_id, NULL::uuid AS parent_id, NULL::uuid AS contact_id, NULL::uuid AS organization_id,
    updated_at, city AS title, concat_ws(E'\n', region, purpose, notes) AS body
FROM visit;
SELECT follow_in_search('visit', 'visit');
