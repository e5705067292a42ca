-- One log of what changed in a workspace, written by trigger in the transaction of the change (design.md, section 3).

-- The counter row is locked until commit, so `seq` is gap-free and in commit order for each owner.
-- Its foreign key is the first one on account: deleting an account removes the counter before any workspace row,
-- and record_change() then knows that there is nobody left to tell.
CREATE TABLE change_counter (
    owner_id uuid   NOT NULL,
    last_seq bigint NOT NULL DEFAULT 0,
    CONSTRAINT change_counter_pkey PRIMARY KEY (owner_id),
    CONSTRAINT change_counter_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES account (id) ON DELETE CASCADE,
    CONSTRAINT change_counter_last_seq_check CHECK (last_seq >= 0)
);

CREATE TABLE change (
    owner_id    uuid        NOT NULL,
    seq         bigint      NOT NULL,
    resource    text        NOT NULL,
    resource_id uuid        NOT NULL,
    operation   text        NOT NULL,
    at          timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT change_pkey PRIMARY KEY (owner_id, seq),
    CONSTRAINT change_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES change_counter (owner_id) ON DELETE CASCADE,
    CONSTRAINT change_operation_check CHECK (operation IN ('insert', 'update', 'delete'))
);

CREATE FUNCTION open_change_log() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO change_counter (owner_id) VALUES (NEW.id);
    RETURN NULL;
END $$;
CREATE TRIGGER account_open_change_log AFTER INSERT ON account
    FOR EACH ROW EXECUTE FUNCTION open_change_log();

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

-- `version` is the row's ETag, so no statement may forget to raise it.
CREATE FUNCTION raise_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.version := OLD.version + 1;
    RETURN NEW;
END $$;

CREATE TRIGGER account_raise_version BEFORE UPDATE ON account
    FOR EACH ROW EXECUTE FUNCTION raise_version();

-- Gives a workspace table its two triggers.
CREATE FUNCTION watch_workspace_table(watched regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE ON %s FOR EACH ROW EXECUTE FUNCTION raise_version()',
                   watched || '_raise_version', watched);
    EXECUTE format('CREATE TRIGGER %I AFTER INSERT OR UPDATE OR DELETE ON %s FOR EACH ROW EXECUTE FUNCTION record_change()',
                   watched || '_record_change', watched);
END $$;
