-- Where an organization is to be found (F32): one of its sites may be near when its home is not.
CREATE TABLE site (
    owner_id        uuid             NOT NULL,
    id              uuid             NOT NULL,
    version         integer          NOT NULL DEFAULT 1,
    created_at      timestamptz      NOT NULL,
    updated_at      timestamptz      NOT NULL,
    organization_id uuid             NOT NULL,
    name            text             NOT NULL,
    address         text,
    city            text,
    country         text,
    phone           text,
    -- Degrees north of the equator and east of Greenwich (WGS 84).
    latitude        double precision,
    longitude       double precision,
    is_headquarters boolean          NOT NULL,
    CONSTRAINT site_pkey PRIMARY KEY (owner_id, id),
    CONSTRAINT site_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES account (id) ON DELETE CASCADE,
    CONSTRAINT site_organization_id_fkey
        FOREIGN KEY (owner_id, organization_id) REFERENCES organization (owner_id, id) ON DELETE CASCADE,
    CONSTRAINT site_version_check CHECK (version > 0),
    CONSTRAINT site_name_check CHECK (char_length(name) BETWEEN 1 AND 200),
    CONSTRAINT site_address_check CHECK (char_length(address) BETWEEN 1 AND 500),
    CONSTRAINT site_city_check CHECK (char_length(city) BETWEEN 1 AND 200),
    CONSTRAINT site_country_check CHECK (country ~ '^[A-Z]{2}$'),
    CONSTRAINT site_phone_check CHECK (char_length(phone) BETWEEN 1 AND 50),
    CONSTRAINT site_place_check CHECK ((latitude IS NULL) = (longitude IS NULL)),
    CONSTRAINT site_latitude_check CHECK (latitude BETWEEN -90 AND 90),
    CONSTRAINT site_longitude_check CHECK (longitude BETWEEN -180 AND 180)
);
CREATE UNIQUE INDEX site_is_headquarters_key ON site (owner_id, organization_id) WHERE is_headquarters;
CREATE INDEX site_created_at_idx ON site (owner_id, created_at, id);
CREATE INDEX site_updated_at_idx ON site (owner_id, updated_at, id);
CREATE INDEX site_name_idx ON site (owner_id, lower(name), id);
CREATE INDEX site_organization_id_idx ON site (owner_id, organization_id, id);
CREATE INDEX site_place_idx ON site (owner_id, latitude, longitude) WHERE latitude IS NOT NULL;
SELECT watch_workspace_table('site');
