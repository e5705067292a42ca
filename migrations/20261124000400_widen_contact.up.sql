-- What a contact is to the search, where the two met, what they may have in common, and what is known of each address.

ALTER TABLE contact
    ADD COLUMN roles     text[] NOT NULL DEFAULT '{}',
    ADD COLUMN seniority text,
    ADD COLUMN met_in    text,
    ADD COLUMN met_where text,
    ADD COLUMN met_on    date,
    ADD COLUMN source    text   NOT NULL DEFAULT 'other',
    ADD COLUMN city      text,
    ADD COLUMN country   text,
    ADD COLUMN schools   text[] NOT NULL DEFAULT '{}',
    ADD COLUMN cities    text[] NOT NULL DEFAULT '{}',
    ADD COLUMN interests text[] NOT NULL DEFAULT '{}',
    -- Values by the keys of the custom fields that the person has declared.
    ADD COLUMN custom    jsonb  NOT NULL DEFAULT '{}',
    ADD CONSTRAINT contact_roles_check CHECK (
        roles <@ ARRAY['prospect', 'connector', 'advocate'] AND cardinality(roles) <= 3),
    ADD CONSTRAINT contact_seniority_check CHECK (seniority IN (
        'student', 'entry', 'mid', 'senior', 'manager', 'director', 'executive')),
    ADD CONSTRAINT contact_met_in_check CHECK (met_in IN (
        'school', 'work', 'event', 'conference', 'training', 'volunteering', 'online', 'introduction', 'neighborhood',
        'other')),
    ADD CONSTRAINT contact_met_where_check CHECK (char_length(met_where) BETWEEN 1 AND 200),
    ADD CONSTRAINT contact_source_check CHECK (source IN (
        'own_network', 'referral', 'company_site', 'web_search', 'social_network', 'directory', 'event', 'network_ask',
        'import', 'other')),
    ADD CONSTRAINT contact_city_check CHECK (char_length(city) BETWEEN 1 AND 200),
    ADD CONSTRAINT contact_country_check CHECK (char_length(country) = 2),
    ADD CONSTRAINT contact_schools_check CHECK (cardinality(schools) <= 20 AND array_position(schools, NULL) IS NULL),
    ADD CONSTRAINT contact_cities_check CHECK (cardinality(cities) <= 20 AND array_position(cities, NULL) IS NULL),
    ADD CONSTRAINT contact_interests_check
        CHECK (cardinality(interests) <= 50 AND array_position(interests, NULL) IS NULL),
    ADD CONSTRAINT contact_custom_check CHECK (jsonb_typeof(custom) = 'object' AND octet_length(custom::text) <= 1000000);

-- `lookup_key` is what two spellings of one address have in common. It is null where nothing can be looked up.
ALTER TABLE contact_method
    ADD COLUMN validity   text NOT NULL DEFAULT 'unverified',
    ADD COLUMN lookup_key text,
    ADD CONSTRAINT contact_method_validity_check CHECK (validity IN ('unverified', 'valid', 'bounced', 'wrong_number')),
    ADD CONSTRAINT contact_method_wrong_number_check CHECK (validity <> 'wrong_number' OR kind = 'phone'),
    ADD CONSTRAINT contact_method_lookup_key_check CHECK (char_length(lookup_key) BETWEEN 1 AND 1000);

-- Near enough for the rows that are there: the program, which knows every country's numbers, writes the key anew
-- whenever the methods of a contact change. Nothing that a client sees changes, so no version is raised and nothing logged.
ALTER TABLE contact_method DISABLE TRIGGER USER;
UPDATE contact_method SET lookup_key = CASE kind
    WHEN 'email' THEN lower(btrim(value))
    WHEN 'phone' THEN CASE
        WHEN value ~ '^\s*\+.*[0-9]' THEN '+' || regexp_replace(replace(value, '(0)', ''), '[^0-9]', '', 'g')
        WHEN value ~ '[0-9]' THEN 'n' || regexp_replace(value, '[^0-9]', '', 'g')
    END
    WHEN 'profile_url' THEN regexp_replace(regexp_replace(value, '^\s*https?://(www\.)?', '', 'i'), '/+\s*$', '')
END;
ALTER TABLE contact_method ENABLE TRIGGER USER;
CREATE INDEX contact_method_lookup_key_idx ON contact_method (owner_id, kind, lookup_key);
