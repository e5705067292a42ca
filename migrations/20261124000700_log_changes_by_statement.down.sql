CREATE FUNCTION record_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    -- OLD and NEW are records of any workspace table; each has owner_id and id.
    row_ record;
    next_seq bigint;
BEGIN
    IF TG_OP = 'DELETE' THEN row_ := OLD; ELSE row_ := NEW; END IF;
    UPDATE change_counter SET last_seq = last_seq + 1 WHERE owner_id = row_.owner_id RETURNING last_seq INTO next_seq;
    IF FOUND THEN
        INSERT INTO change (owner_id, seq, resource, resource_id, operation)
        VALUES (row_.owner_id, next_seq, TG_TABLE_NAME, row_.id, lower(TG_OP));
    END IF;
    RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION watch_workspace_table(watched regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE ON %s FOR EACH ROW EXECUTE FUNCTION raise_version()',
                   watched || '_raise_version', watched);
    EXECUTE format('CREATE TRIGGER %I AFTER INSERT OR UPDATE OR DELETE ON %s FOR EACH ROW EXECUTE FUNCTION record_change()',
                   watched || '_record_change', watched);
END $$;

DO $$
DECLARE
    watched regclass;
BEGIN
    FOR watched IN SELECT DISTINCT tgrelid FROM pg_trigger WHERE tgfoid = 'record_changes()'::regprocedure LOOP
        EXECUTE format('DROP TRIGGER %I ON %s', watched || '_record_inserts', watched);
        EXECUTE format('DROP TRIGGER %I ON %s', watched || '_record_updates', watched);
        EXECUTE format('DROP TRIGGER %I ON %s', watched || '_record_deletes', watched);
        EXECUTE format('CREATE TRIGGER %I AFTER INSERT OR UPDATE OR DELETE ON %s FOR EACH ROW EXECUTE FUNCTION record_change()',
                       watched || '_record_change', watched);
    END LOOP;
END $$;
DROP FUNCTION log_changes_of(regclass);
DROP FUNCTION record_changes();
