-- What a person said about an item of the agenda: not now, or not at all (user ask 22). Follow-ups keep that themselves.

-- Under the id of what the item is about. No key refers to that, because it is in one of several tables; a trigger takes
-- the mark away with it.
CREATE TABLE agenda_mark (
    owner_id         uuid        NOT NULL,
    id               uuid        NOT NULL,
    version          integer     NOT NULL DEFAULT 1,
    created_at       timestamptz NOT NULL,
    updated_at       timestamptz NOT NULL,
    kind             text        NOT NULL,
    -- What the item said. When it says something else, the mark has lapsed.
    about            text        NOT NULL,
    snoozed_until    timestamptz,
    dismissed_at     timestamptz,
    dismissal_reason text,
    CONSTRAINT agenda_mark_pkey PRIMARY KEY (owner_id, id),
    CONSTRAINT agenda_mark_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES account (id) ON DELETE CASCADE,
    CONSTRAINT agenda_mark_version_check CHECK (version > 0),
    CONSTRAINT agenda_mark_kind_check CHECK (kind IN ('outreach', 'interview', 'promise', 'hand_off', 'contact')),
    CONSTRAINT agenda_mark_about_check CHECK (char_length(about) BETWEEN 1 AND 200),
    CONSTRAINT agenda_mark_fate_check CHECK ((snoozed_until IS NULL) <> (dismissed_at IS NULL)),
    CONSTRAINT agenda_mark_dismissed_check CHECK ((dismissed_at IS NULL) = (dismissal_reason IS NULL)),
    CONSTRAINT agenda_mark_dismissal_reason_check CHECK (char_length(dismissal_reason) BETWEEN 1 AND 1000)
);
SELECT watch_workspace_table('agenda_mark');

CREATE FUNCTION forget_agenda_mark() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM agenda_mark WHERE owner_id = OLD.owner_id AND id = OLD.id;
    RETURN NULL;
END $$;
CREATE TRIGGER outreach_forget_agenda_mark AFTER DELETE ON outreach FOR EACH ROW EXECUTE FUNCTION forget_agenda_mark();
CREATE TRIGGER interview_forget_agenda_mark AFTER DELETE ON interview FOR EACH ROW EXECUTE FUNCTION forget_agenda_mark();
CREATE TRIGGER promise_forget_agenda_mark AFTER DELETE ON promise FOR EACH ROW EXECUTE FUNCTION forget_agenda_mark();
CREATE TRIGGER hand_off_forget_agenda_mark AFTER DELETE ON hand_off FOR EACH ROW EXECUTE FUNCTION forget_agenda_mark();
CREATE TRIGGER contact_forget_agenda_mark AFTER DELETE ON contact FOR EACH ROW EXECUTE FUNCTION forget_agenda_mark();
