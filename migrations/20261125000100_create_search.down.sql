DROP INDEX search_entry_title_idx;
DROP INDEX search_entry_words_idx;

-- The triggers that keep the entries, on whatever table they are.
DO $$
DECLARE
    name text;
    watched regclass;
BEGIN
    FOR name, watched IN SELECT tgname, tgrelid FROM pg_trigger
        WHERE tgfoid IN ('follow_rows()'::regprocedure, 'follow_column()'::regprocedure)
    LOOP
        EXECUTE format('DROP TRIGGER %I ON %s', name, watched);
    END LOOP;
    FOR name IN SELECT viewname FROM pg_views WHERE schemaname = current_schema() AND viewname LIKE 'searchable\_%' LOOP
        EXECUTE format('DROP VIEW %I', name);
    END LOOP;
END $$;

DROP FUNCTION listed(text[]);
DROP FUNCTION follow_column_in_search(regclass, text);
DROP FUNCTION follow_in_search(text, regclass, text);
DROP FUNCTION follow_column();
DROP FUNCTION follow_rows();
DROP FUNCTION refresh_search(text, uuid, uuid[]);
DROP TABLE search_entry;
DROP FUNCTION owned_query(uuid, tsquery);
DROP FUNCTION owned_trigrams(uuid, text);
DROP FUNCTION owned_words(uuid, tsvector);
DROP FUNCTION folded(text);
DROP FUNCTION divided(text);
DROP TEXT SEARCH CONFIGURATION accentless;
DROP EXTENSION unaccent;
DROP EXTENSION pg_trgm;
