-- The change log, written once for each statement instead of once for each row. A row's trigger updated the counter, and
-- every update in one transaction has to pass all versions of the counter row that the transaction left before it: the
-- cost of a bulk import grew with the square of its rows.

CREATE FUNCTION record_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- `changed` holds the statement's rows, whatever workspace table they are of; without a counter its owner is being
    -- deleted, and nobody is left to tell.
    WITH counted AS (
        SELECT owner_id, count(*) AS rows FROM changed GROUP BY owner_id
    ), raised AS (
        UPDATE change_counter SET last_seq = last_seq + counted.rows FROM counted
        WHERE change_counter.owner_id = counted.owner_id
        RETURNING change_counter.owner_id, last_seq - counted.rows AS before
    )
    INSERT INTO change (owner_id, seq, resource, resource_id, operation)
    SELECT owner_id, before + row_number() OVER (PARTITION BY owner_id), TG_TABLE_NAME, id, lower(TG_OP)
    FROM changed JOIN raised USING (owner_id);
    RETURN NULL;
END $$;

CREATE FUNCTION log_changes_of(watched regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE TRIGGER %I AFTER INSERT ON %s REFERENCING NEW TABLE AS changed '
                   'FOR EACH STATEMENT EXECUTE FUNCTION record_changes()', watched || '_record_inserts', watched);
    EXECUTE format('CREATE TRIGGER %I AFTER UPDATE ON %s REFERENCING NEW TABLE AS changed '
                   'FOR EACH STATEMENT EXECUTE FUNCTION record_changes()', watched || '_record_updates', watched);
    EXECUTE format('CREATE TRIGGER %I AFTER DELETE ON %s REFERENCING OLD TABLE AS changed '
                   'FOR EACH STATEMENT EXECUTE FUNCTION record_changes()', watched || '_record_deletes', watched);
END $$;

-- Gives a workspace table its triggers.
CREATE OR REPLACE FUNCTION watch_workspace_table(watched regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE ON %s FOR EACH ROW EXECUTE FUNCTION raise_version()',
                   watched || '_raise_version', watched);
    PERFORM log_changes_of(watched);
END $$;

DO $$
DECLARE
    watched regclass;
BEGIN
    FOR watched IN SELECT tgrelid FROM pg_trigger WHERE tgfoid = 'record_change()'::regprocedure LOOP
        EXECUTE format('DROP TRIGGER %I ON %s', watched || '_record_change', watched);
        PERFORM log_changes_of(watched);
    END LOOP;
END $$;
DROP FUNCTION record_change();
