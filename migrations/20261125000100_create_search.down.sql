-- With the triggers of every table.
DROP FUNCTION follow_rows() CASCADE;
DROP FUNCTION follow_column() CASCADE;
DROP FUNCTION follow_in_search(text, regclass, text);
DROP FUNCTION follow_column_in_search(regclass, text);
DROP FUNCTION refresh_search(text, uuid, uuid[]);
DO $$
DECLARE
    searchable regclass;
BEGIN
    FOR searchable IN SELECT viewname FROM pg_views WHERE viewname LIKE 'searchable\_%' LOOP
        EXECUTE format('DROP VIEW %s', searchable);
    END LOOP;
END $$;
DROP FUNCTION listed(text[]);
DROP TABLE search_entry;
DROP FUNCTION owned_query(uuid, tsquery);
DROP FUNCTION owned_trigrams(uuid, text);
DROP FUNCTION owned_words(uuid, tsvector);
DROP FUNCTION folded(text);
DROP FUNCTION divided(text);
DROP TEXT SEARCH CONFIGURATION accentless;
DROP EXTENSION unaccent;
DROP EXTENSION pg_trgm;
