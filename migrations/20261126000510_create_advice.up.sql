-- Advice from its giving to the word back about it (F124, F125), and promises both ways.

CREATE TABLE advice (
    owner_id        uuid        NOT NULL,
    id              uuid        NOT NULL,
    version         integer     NOT NULL DEFAULT 1,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    -- Who gave it.
    contact_id      uuid        NOT NULL,
    theme_id        uuid,
    interview_id    uuid,
    what            text        NOT NULL,
    given_on        date,
    state           text        NOT NULL,
    decided_at      timestamptz,
    decision_reason text,
    applied_at      timestamptz,
    result          text,
    reported_at     timestamptz,
    -- The message that told them.
    message_id      uuid,
    report_note     text,
    CONSTRAINT advice_pkey PRIMARY KEY (owner_id, id),
    CONSTRAINT advice_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES account (id) ON DELETE CASCADE,
    CONSTRAINT advice_contact_id_fkey
        FOREIGN KEY (owner_id, contact_id) REFERENCES contact (owner_id, id) ON DELETE CASCADE,
    CONSTRAINT advice_theme_id_fkey
        FOREIGN KEY (owner_id, theme_id) REFERENCES theme (owner_id, id) ON DELETE SET NULL (theme_id),
    CONSTRAINT advice_interview_id_fkey
        FOREIGN KEY (owner_id, interview_id) REFERENCES interview (owner_id, id) ON DELETE SET NULL (interview_id),
    CONSTRAINT advice_message_id_fkey
        FOREIGN KEY (owner_id, message_id) REFERENCES message (owner_id, id) ON DELETE SET NULL (message_id),
    CONSTRAINT advice_version_check CHECK (version > 0),
    CONSTRAINT advice_what_check CHECK (char_length(what) BETWEEN 1 AND 2000),
    CONSTRAINT advice_state_check
        CHECK (state IN ('given', 'will_follow', 'will_not_follow', 'applied', 'reported_back')),
    CONSTRAINT advice_decided_check
        CHECK ((state = 'given') = (decided_at IS NULL) AND (decision_reason IS NULL OR decided_at IS NOT NULL)),
    -- Whoever does not follow it says why.
    CONSTRAINT advice_refusal_check CHECK (decision_reason IS NOT NULL OR applied_at IS NOT NULL
        OR state NOT IN ('will_not_follow', 'reported_back')),
    CONSTRAINT advice_decision_reason_check CHECK (char_length(decision_reason) BETWEEN 1 AND 1000),
    CONSTRAINT advice_applied_check CHECK ((applied_at IS NULL) = (result IS NULL) AND CASE state
        WHEN 'applied' THEN applied_at IS NOT NULL WHEN 'reported_back' THEN true ELSE applied_at IS NULL END),
    CONSTRAINT advice_result_check CHECK (char_length(result) BETWEEN 1 AND 2000),
    CONSTRAINT advice_reported_check CHECK ((state = 'reported_back') = (reported_at IS NOT NULL)
        AND (reported_at IS NOT NULL OR num_nonnulls(message_id, report_note) = 0)),
    CONSTRAINT advice_report_note_check CHECK (char_length(report_note) BETWEEN 1 AND 5000)
);
CREATE INDEX advice_created_at_idx ON advice (owner_id, created_at, id);
CREATE INDEX advice_updated_at_idx ON advice (owner_id, updated_at, id);
CREATE INDEX advice_contact_id_idx ON advice (owner_id, contact_id, state, id);
CREATE INDEX advice_theme_id_idx ON advice (owner_id, theme_id, state, id);
CREATE INDEX advice_interview_id_idx ON advice (owner_id, interview_id, id);
CREATE INDEX advice_message_id_idx ON advice (owner_id, message_id);
SELECT watch_workspace_table('advice');

CREATE TABLE promise (
    owner_id     uuid        NOT NULL,
    id           uuid        NOT NULL,
    version      integer     NOT NULL DEFAULT 1,
    created_at   timestamptz NOT NULL,
    updated_at   timestamptz NOT NULL,
    contact_id   uuid        NOT NULL,
    interview_id uuid,
    -- Whose promise it is.
    direction    text        NOT NULL,
    what         text        NOT NULL,
    due_on       date,
    state        text        NOT NULL,
    settled_at   timestamptz,
    note         text,
    CONSTRAINT promise_pkey PRIMARY KEY (owner_id, id),
    CONSTRAINT promise_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES account (id) ON DELETE CASCADE,
    CONSTRAINT promise_contact_id_fkey
        FOREIGN KEY (owner_id, contact_id) REFERENCES contact (owner_id, id) ON DELETE CASCADE,
    CONSTRAINT promise_interview_id_fkey
        FOREIGN KEY (owner_id, interview_id) REFERENCES interview (owner_id, id) ON DELETE SET NULL (interview_id),
    CONSTRAINT promise_version_check CHECK (version > 0),
    CONSTRAINT promise_direction_check CHECK (direction IN ('mine', 'theirs')),
    CONSTRAINT promise_what_check CHECK (char_length(what) BETWEEN 1 AND 500),
    CONSTRAINT promise_state_check CHECK (state IN ('open', 'kept', 'broken', 'withdrawn')),
    CONSTRAINT promise_settled_check CHECK ((state = 'open') = (settled_at IS NULL)),
    CONSTRAINT promise_note_check CHECK (char_length(note) BETWEEN 1 AND 5000)
);
CREATE INDEX promise_created_at_idx ON promise (owner_id, created_at, id);
CREATE INDEX promise_updated_at_idx ON promise (owner_id, updated_at, id);
CREATE INDEX promise_contact_id_idx ON promise (owner_id, contact_id, state, id);
CREATE INDEX promise_interview_id_idx ON promise (owner_id, interview_id, id);
-- The person's own open promises, for the agenda.
CREATE INDEX promise_agenda_idx ON promise (owner_id, due_on, id)
    WHERE state = 'open' AND direction = 'mine' AND due_on IS NOT NULL;
SELECT watch_workspace_table('promise');

CREATE VIEW searchable_advice AS
SELECT owner_id, id AS resource_id, NULL::uuid AS parent_id, contact_id, NULL::uuid AS organization_id, updated_at,
    NULL AS title, concat_ws(E'\n', what, decision_reason, result, report_note) AS body
FROM advice;
SELECT follow_in_search('advice', 'advice');

CREATE VIEW searchable_promise AS
SELECT owner_id, id AS resource_id, NULL::uuid AS parent_id, contact_id, NULL::uuid AS organization_id, updated_at,
    what AS title, coalesce(note, '') AS body
FROM promise;
SELECT follow_in_search('promise', 'promise');
