-- One index over everything a person wrote down (user ask 9), kept by triggers in the transaction of every change.

-- To write what is there already into it may take longer than a request may.
SET LOCAL statement_timeout = 0;

CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;

-- Words of any language: in lower case and without accents, none left out, none cut to a stem.
CREATE TEXT SEARCH CONFIGURATION accentless (COPY = simple);
ALTER TEXT SEARCH CONFIGURATION accentless
    ALTER MAPPING FOR asciiword, asciihword, hword_asciipart, word, hword, hword_part, numword, numhword, hword_numpart
    WITH unaccent, simple;

-- The parser would take "speech/language" for the name of a file and "ada@example.org" for one word. A U+0001 behind every
-- mark of punctuation keeps words apart; U+0001 to U+0004 are for this and for highlights alone, so they are taken out first.
CREATE FUNCTION divided(content text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN regexp_replace(translate(normalize(content, NFC), E'\x01\x02\x03\x04', ''), '([!-/:-@[-`{-~])', E'\\1\x01', 'g');

-- For comparing letter by letter.
CREATE FUNCTION folded(content text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN lower(unaccent('unaccent', normalize(content, NFC)));

-- An index of words alone would have one list of rows for a word, whoever wrote it, and a search by the beginning of a word
-- would read what everybody wrote. With the owner in front of each word it reads the owner's words.
CREATE FUNCTION owned_words(owner uuid, words tsvector) RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT COST 1000
    RETURN array_to_tsvector(ARRAY(SELECT owner || ' ' || lexeme FROM unnest(words)));
CREATE FUNCTION owned_trigrams(owner uuid, content text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT COST 1000
    RETURN ARRAY(SELECT owner || trigram FROM unnest(show_trgm(folded(content))) AS trigram);

-- The same words to look for; without their order, which such an index does not know.
CREATE FUNCTION owned_query(owner uuid, query tsquery) RETURNS tsquery LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN regexp_replace(
        regexp_replace(query::text, '''((?:[^'']|'''')*)''', '''' || owner || ' \1''', 'g'), '<(-|\d+)>', '&', 'g')::tsquery;

-- What can be found, one row for each resource. Derived: no part of the workspace itself, and not in the change log.
CREATE TABLE search_entry (
    owner_id        uuid        NOT NULL,
    -- The table of the resource, and the view that says what can be found of it: `searchable_` and this.
    resource        text        NOT NULL,
    resource_id     uuid        NOT NULL,
    -- What it belongs to; part of its address where it has one below that.
    parent_id       uuid,
    contact_id      uuid,
    organization_id uuid,
    updated_at      timestamptz NOT NULL,
    title           text,
    body            text        NOT NULL,
    -- The names of the contacts and of the organization it is about.
    people          text,
    organization    text,
    -- Of the title (A), the body (B), the people (C) and the organization (D).
    words           tsvector    NOT NULL,
    CONSTRAINT search_entry_pkey PRIMARY KEY (owner_id, resource, resource_id),
    CONSTRAINT search_entry_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES account (id) ON DELETE CASCADE,
    CONSTRAINT search_entry_resource_check CHECK (char_length(resource) BETWEEN 1 AND 63),
    CONSTRAINT search_entry_title_check CHECK (char_length(title) BETWEEN 1 AND 500),
    CONSTRAINT search_entry_body_check CHECK (char_length(body) <= 30000),
    CONSTRAINT search_entry_people_check CHECK (char_length(people) BETWEEN 1 AND 500),
    CONSTRAINT search_entry_organization_check CHECK (char_length(organization) BETWEEN 1 AND 200)
);

-- Makes the entries of some resources say what the resources say.
CREATE FUNCTION refresh_search(resource text, owner uuid, ids uuid[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format($statement$
        WITH fresh AS (
            SELECT one.*, nullif(concat_ws(', ', about.name, parent.name), '') AS people, employer.name AS organization
            FROM %1$I AS one
            LEFT JOIN contact AS about ON about.owner_id = $1 AND about.id = one.contact_id
            LEFT JOIN contact AS parent ON parent.owner_id = $1 AND parent.id = one.parent_id AND parent.id <> one.contact_id
            LEFT JOIN organization AS employer ON employer.owner_id = $1 AND employer.id = one.organization_id
            WHERE one.owner_id = $1 AND one.resource_id = ANY ($2)
        ), gone AS (
            DELETE FROM search_entry AS entry WHERE owner_id = $1 AND resource = %2$L AND resource_id = ANY ($2)
            AND resource_id <> ALL (ARRAY(SELECT fresh.resource_id FROM fresh))
        )
        INSERT INTO search_entry AS entry (owner_id, resource, resource_id, parent_id, contact_id, organization_id, updated_at,
            title, body, people, organization, words)
        SELECT $1, %2$L, resource_id, parent_id, contact_id, organization_id, updated_at,
            title, short.body, people, organization,
            setweight(to_tsvector('accentless', divided(coalesce(title, ''))), 'A')
                || setweight(to_tsvector('accentless', divided(short.body)), 'B')
                || setweight(to_tsvector('accentless', divided(coalesce(people, ''))), 'C')
                || setweight(to_tsvector('accentless', divided(coalesce(organization, ''))), 'D')
        FROM fresh, LATERAL (SELECT left(fresh.body, 30000) AS body) AS short
        ON CONFLICT ON CONSTRAINT search_entry_pkey DO UPDATE SET
            parent_id = excluded.parent_id, contact_id = excluded.contact_id, organization_id = excluded.organization_id,
            updated_at = excluded.updated_at, title = excluded.title, body = excluded.body, people = excluded.people,
            organization = excluded.organization, words = excluded.words
        $statement$, 'searchable_' || resource, resource)
    USING owner, ids;
END $$;

-- After each statement on a table: the entries of the resources whose rows, or whose children's rows, it touched. Without a
-- change counter the owner is being deleted, and the entries go with the account.
CREATE FUNCTION follow_rows() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    resource text := TG_ARGV[0];
    key text := TG_ARGV[1];
    owner uuid;
    ids uuid[];
BEGIN
    FOR owner, ids IN EXECUTE format(
        'SELECT owner_id, array_agg(DISTINCT key) FROM (SELECT owner_id, %1$I FROM changed %2$s) AS touched (owner_id, key) '
        'JOIN change_counter USING (owner_id) GROUP BY owner_id',
        key, CASE TG_OP WHEN 'UPDATE' THEN format('UNION ALL SELECT owner_id, %I FROM before', key) END)
    LOOP
        PERFORM refresh_search(resource, owner, ids);
    END LOOP;
    RETURN NULL;
END $$;

-- After an update that changes a column which other entries show: those entries.
CREATE FUNCTION follow_column() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    owner uuid;
    ids uuid[];
BEGIN
    FOR owner, ids IN EXECUTE format(
        'SELECT owner_id, array_agg(id) FROM changed JOIN before USING (owner_id, id) '
        'WHERE changed.%1$I IS DISTINCT FROM before.%1$I GROUP BY owner_id', TG_ARGV[0])
    LOOP
        PERFORM refresh_search(resource, owner_id, array_agg(resource_id)) FROM search_entry
        WHERE owner_id = owner AND (contact_id = ANY (ids) OR organization_id = ANY (ids) OR parent_id = ANY (ids))
        GROUP BY owner_id, resource;
    END LOOP;
    RETURN NULL;
END $$;

-- Has the rows of a table followed: they are the resource's own, or its children's when their key is another column.
CREATE FUNCTION follow_in_search(resource text, watched regclass, key text DEFAULT 'id') RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    event text;
BEGIN
    FOREACH event IN ARRAY ARRAY['INSERT', 'UPDATE', 'DELETE'] LOOP
        EXECUTE format('CREATE TRIGGER %I AFTER %s ON %s REFERENCING %s FOR EACH STATEMENT EXECUTE FUNCTION follow_rows(%L, %L)',
            format('%s_search_%ss', watched, lower(event)), event, watched,
            CASE event WHEN 'INSERT' THEN 'NEW TABLE AS changed' WHEN 'DELETE' THEN 'OLD TABLE AS changed'
                ELSE 'NEW TABLE AS changed OLD TABLE AS before' END,
            resource, key);
    END LOOP;
END $$;

-- Has the entries refreshed that show this column of a row they belong to.
CREATE FUNCTION follow_column_in_search(watched regclass, shown text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE TRIGGER %I AFTER UPDATE ON %s REFERENCING NEW TABLE AS changed OLD TABLE AS before '
        'FOR EACH STATEMENT EXECUTE FUNCTION follow_column(%L)', format('%s_search_%s', watched, shown), watched, shown);
END $$;

CREATE FUNCTION listed(phrases text[]) RETURNS text LANGUAGE sql STABLE STRICT PARALLEL SAFE
    RETURN nullif(array_to_string(phrases, ', '), '');

-- What can be found of each resource, by the name of its table. A row that has an address of its own is found as itself, one
-- that has none as what it belongs to.

CREATE VIEW searchable_contact AS
SELECT owner_id, id AS resource_id, NULL::uuid AS parent_id, NULL::uuid AS contact_id, organization_id, updated_at,
    name AS title,
    concat_ws(E'\n', headline, city, listed(tags), how_we_know, met_where, listed(schools),
        listed(cities), listed(interests),
        (SELECT string_agg(concat_ws(' ', label, value, extension), E'\n' ORDER BY position) FROM contact_method
         WHERE contact_method.owner_id = contact.owner_id AND contact_id = contact.id),
        notes,
        (SELECT string_agg(value #>> '{}', E'\n' ORDER BY key) FROM jsonb_each(custom)
         WHERE jsonb_typeof(value) = 'string')) AS body
FROM contact;

CREATE VIEW searchable_employment AS
SELECT owner_id, id AS resource_id, contact_id AS parent_id, contact_id, organization_id, updated_at,
    title, concat_ws(E'\n', organization_name, department, location, note) AS body
FROM employment;

CREATE VIEW searchable_organization AS
SELECT owner_id, id AS resource_id, NULL::uuid AS parent_id, NULL::uuid AS contact_id, NULL::uuid AS organization_id,
    updated_at, name AS title, concat_ws(E'\n', industry, location, website, mission, notes) AS body
FROM organization;

CREATE VIEW searchable_site AS
SELECT owner_id, id AS resource_id, organization_id AS parent_id, NULL::uuid AS contact_id, organization_id, updated_at,
    name AS title, concat_ws(E'\n', address, city, phone) AS body
FROM site;

CREATE VIEW searchable_theme AS
SELECT owner_id, id AS resource_id, NULL::uuid AS parent_id, NULL::uuid AS contact_id, NULL::uuid AS organization_id,
    updated_at, name AS title,
    concat_ws(E'\n', field, specialty, why, listed(target_roles), listed(employer_types),
        (SELECT string_agg(place ->> 'place', ', ') FROM jsonb_array_elements(locations) AS place),
        time_horizon, advancement, investment,
        (SELECT string_agg(concat_ws(E'\n', reason, listed(evidence)), E'\n' ORDER BY created_at DESC, id)
         FROM theme_move WHERE theme_move.owner_id = theme.owner_id AND theme_id = theme.id)) AS body
FROM theme;

CREATE VIEW searchable_fit_rating AS
SELECT owner_id, fit_rating.id AS resource_id, theme_id AS parent_id, NULL::uuid AS contact_id, NULL::uuid AS organization_id,
    fit_rating.updated_at, theme.name AS title, coalesce(evidence, '') AS body
FROM fit_rating JOIN theme USING (owner_id) WHERE theme.id = theme_id;

CREATE VIEW searchable_research_item AS
SELECT owner_id, id AS resource_id, NULL::uuid AS parent_id, contact_id, organization_id, updated_at,
    title, concat_ws(E'\n', note, url) AS body
FROM research_item;

CREATE VIEW searchable_research_gap AS
SELECT owner_id, id AS resource_id, NULL::uuid AS parent_id, contact_id, organization_id, updated_at,
    statement AS title, coalesce(answer, '') AS body
FROM research_gap;

CREATE VIEW searchable_question AS
SELECT owner_id, id AS resource_id, NULL::uuid AS parent_id, NULL::uuid AS contact_id, NULL::uuid AS organization_id,
    updated_at, body AS title, '' AS body
FROM question;

CREATE VIEW searchable_outreach AS
SELECT owner_id, id AS resource_id, NULL::uuid AS parent_id, contact_id, NULL::uuid AS organization_id, updated_at,
    NULL AS title, coalesce(notes, '') AS body
FROM outreach;

CREATE VIEW searchable_attempt AS
SELECT owner_id, attempt.id AS resource_id, outreach_id AS parent_id, contact_id, NULL::uuid AS organization_id,
    attempt.created_at AS updated_at, NULL AS title, concat_ws(E'\n', note, with_whom, override_reason) AS body
FROM attempt JOIN outreach USING (owner_id) WHERE outreach.id = outreach_id;

CREATE VIEW searchable_interview AS
SELECT owner_id, id AS resource_id, NULL::uuid AS parent_id, contact_id, NULL::uuid AS organization_id, updated_at,
    NULL AS title, concat_ws(E'\n', place, link, notes, end_reason) AS body
FROM interview;

CREATE VIEW searchable_interview_question AS
SELECT owner_id, asked.id AS resource_id, interview_id AS parent_id, contact_id, NULL::uuid AS organization_id,
    asked.updated_at, asked.body AS title, coalesce(answer, '') AS body
FROM interview_question AS asked JOIN interview USING (owner_id) WHERE interview.id = interview_id
-- One from the bank that waits for its answer is in our words.
AND (bank_question_id IS NULL OR answer IS NOT NULL);

CREATE VIEW searchable_follow_up AS
SELECT owner_id, id AS resource_id, NULL::uuid AS parent_id, contact_id, NULL::uuid AS organization_id, updated_at,
    -- The reason of a rule is in our words.
    NULL AS title, concat_ws(E'\n', CASE WHEN rule IS NULL THEN reason END, note, skip_reason) AS body
FROM follow_up;

CREATE VIEW searchable_referral AS
SELECT owner_id, id AS resource_id, referrer_id AS parent_id, contact_id, NULL::uuid AS organization_id, updated_at,
    NULL AS title, concat_ws(E'\n', note, loop_note) AS body
FROM referral;

CREATE VIEW searchable_network_ask AS
SELECT owner_id, id AS resource_id, NULL::uuid AS parent_id, NULL::uuid AS contact_id, NULL::uuid AS organization_id,
    updated_at, role AS title, concat_ws(E'\n', field, place, message) AS body
FROM network_ask;

CREATE VIEW searchable_network_ask_recipient AS
SELECT owner_id, id AS resource_id, network_ask_id AS parent_id, contact_id, NULL::uuid AS organization_id, updated_at,
    NULL AS title, coalesce(note, '') AS body
FROM network_ask_recipient;

CREATE VIEW searchable_event AS
SELECT owner_id, id AS resource_id, NULL::uuid AS parent_id, NULL::uuid AS contact_id, organization_id, updated_at,
    name AS title, concat_ws(E'\n', place, note) AS body
FROM event;

CREATE VIEW searchable_event_meeting AS
SELECT owner_id, id AS resource_id, event_id AS parent_id, contact_id, NULL::uuid AS organization_id, updated_at,
    NULL AS title, coalesce(note, '') AS body
FROM event_meeting;

CREATE VIEW searchable_document AS
SELECT owner_id, id AS resource_id, NULL::uuid AS parent_id, NULL::uuid AS contact_id, NULL::uuid AS organization_id,
    updated_at, name AS title, concat_ws(E'\n', version_label, file_name, note) AS body
FROM document;

CREATE VIEW searchable_hand_off AS
SELECT owner_id, hand_off.id AS resource_id, document_id AS parent_id, contact_id, NULL::uuid AS organization_id,
    hand_off.updated_at, document.name AS title,
    concat_ws(E'\n', hand_off.version_label, hand_off.note,
        (SELECT string_agg(recipient, ', ' ORDER BY position) FROM forwarding
         WHERE forwarding.owner_id = hand_off.owner_id AND hand_off_id = hand_off.id)) AS body
FROM hand_off JOIN document USING (owner_id) WHERE document.id = document_id;

CREATE VIEW searchable_story AS
SELECT owner_id, id AS resource_id, NULL::uuid AS parent_id, NULL::uuid AS contact_id, NULL::uuid AS organization_id,
    updated_at, title, concat_ws(E'\n', situation, action, result, listed(skills)) AS body
FROM story;

CREATE VIEW searchable_reflection_answer AS
SELECT owner_id, id AS resource_id, NULL::uuid AS parent_id, NULL::uuid AS contact_id, NULL::uuid AS organization_id,
    updated_at, reflection_question.body AS title, answer AS body
FROM reflection_answer JOIN reflection_question USING (id);

CREATE VIEW searchable_profile AS
SELECT owner_id, id AS resource_id, NULL::uuid AS parent_id, NULL::uuid AS contact_id, NULL::uuid AS organization_id,
    updated_at, headline AS title,
    concat_ws(E'\n', listed(strengths), listed("values"), listed(interests),
        listed(cities),
        (SELECT string_agg(part #>> '{}', ', ') FROM jsonb_path_query(education || experience, '$[*].*') AS part
         WHERE jsonb_typeof(part) = 'string')) AS body
FROM profile;

SELECT follow_in_search(resource, resource::regclass) FROM unnest(ARRAY[
    'contact', 'employment', 'organization', 'site', 'theme', 'fit_rating', 'research_item', 'research_gap', 'question',
    'outreach', 'attempt', 'interview', 'interview_question', 'follow_up', 'referral', 'network_ask', 'network_ask_recipient',
    'event', 'event_meeting', 'document', 'hand_off', 'story', 'reflection_answer', 'profile']) AS resource;
SELECT follow_in_search('contact', 'contact_method', 'contact_id');
SELECT follow_in_search('theme', 'theme_move', 'theme_id');
SELECT follow_in_search('hand_off', 'forwarding', 'hand_off_id');
SELECT follow_column_in_search(watched::regclass, 'name')
FROM unnest(ARRAY['contact', 'organization', 'theme', 'document']) AS watched;
SELECT follow_column_in_search(watched::regclass, 'contact_id') FROM unnest(ARRAY['outreach', 'interview']) AS watched;

-- What is there already.
DO $$
DECLARE
    resource text;
BEGIN
    FOR resource IN SELECT substr(viewname, char_length('searchable_') + 1) FROM pg_views WHERE viewname LIKE 'searchable\_%' LOOP
        EXECUTE format('SELECT refresh_search(%L, owner_id, array_agg(resource_id)) FROM %I GROUP BY owner_id',
            resource, 'searchable_' || resource);
    END LOOP;
END $$;

CREATE INDEX search_entry_words_idx ON search_entry USING gin (owned_words(owner_id, words));
CREATE INDEX search_entry_title_idx ON search_entry USING gin (owned_trigrams(owner_id, title));
