-- What happened in a conversation and when, as it was noted there (F108 to F115, F167). Only added to: the marks of the
-- questions and the minutes offered follow from it, in whatever order it arrives.

CREATE TABLE session_event (
    owner_id              uuid        NOT NULL,
    -- Made where it was noted, so that sending it again adds nothing.
    id                    uuid        NOT NULL,
    version               integer     NOT NULL DEFAULT 1,
    created_at            timestamptz NOT NULL,
    updated_at            timestamptz NOT NULL,
    interview_id          uuid        NOT NULL,
    kind                  text        NOT NULL,
    interview_question_id uuid,
    -- What was answered or noted.
    text                  text,
    minutes               smallint,
    happened_at           timestamptz NOT NULL,
    CONSTRAINT session_event_pkey PRIMARY KEY (owner_id, id),
    CONSTRAINT session_event_interview_id_fkey
        FOREIGN KEY (owner_id, interview_id) REFERENCES interview (owner_id, id) ON DELETE CASCADE,
    CONSTRAINT session_event_interview_question_id_fkey
        FOREIGN KEY (owner_id, interview_question_id) REFERENCES interview_question (owner_id, id) ON DELETE CASCADE,
    CONSTRAINT session_event_version_check CHECK (version > 0),
    CONSTRAINT session_event_kind_check CHECK (kind IN (
        'asked', 'answered', 'answered_unprompted', 'already_known', 'skipped', 'deferred', 'taken_back',
        'extension_offered', 'note')),
    CONSTRAINT session_event_question_check
        CHECK ((kind IN ('extension_offered', 'note')) = (interview_question_id IS NULL)),
    CONSTRAINT session_event_text_check CHECK (char_length(text) BETWEEN 1 AND 10000),
    CONSTRAINT session_event_told_check
        CHECK (kind IN ('asked', 'answered', 'answered_unprompted') OR (kind = 'note') = (text IS NOT NULL)),
    CONSTRAINT session_event_minutes_check CHECK (minutes BETWEEN 1 AND 120),
    CONSTRAINT session_event_offered_check CHECK ((kind = 'extension_offered') = (minutes IS NOT NULL))
);
CREATE INDEX session_event_interview_id_idx ON session_event (owner_id, interview_id, created_at, id);
CREATE INDEX session_event_interview_question_id_idx ON session_event (owner_id, interview_question_id);

-- What is known of the marks that are older than the log. Before the table is watched: nothing happened now.
INSERT INTO session_event (owner_id, id, created_at, updated_at, interview_id, kind, interview_question_id, text, happened_at)
SELECT owner_id, gen_random_uuid(), marked_at, marked_at, interview_id, state, id, answer, marked_at
FROM interview_question WHERE state <> 'planned';

SELECT watch_workspace_table('session_event');

CREATE VIEW searchable_session_event AS
SELECT owner_id, id AS resource_id, interview_id AS parent_id, NULL::uuid AS contact_id, NULL::uuid AS organization_id,
    updated_at, NULL AS title, text AS body
-- An answer is found in its question.
FROM session_event WHERE kind = 'note';
SELECT follow_in_search('session_event', 'session_event');

ALTER TABLE interview_question DROP CONSTRAINT interview_question_state_check;
ALTER TABLE interview_question ADD CONSTRAINT interview_question_state_check
    CHECK (state IN ('planned', 'asked', 'answered_unprompted', 'already_known', 'skipped', 'deferred'));

-- How it went, in the person's own words and numbers.
ALTER TABLE interview
    ADD COLUMN extended_minutes smallint NOT NULL DEFAULT 0,
    ADD COLUMN stay_in_touch text,
    ADD COLUMN confidence_before smallint,
    ADD COLUMN confidence_after smallint,
    ADD COLUMN talk_share_percent smallint,
    ADD CONSTRAINT interview_extended_minutes_check CHECK (extended_minutes BETWEEN 0 AND 540),
    ADD CONSTRAINT interview_stay_in_touch_check CHECK (char_length(stay_in_touch) BETWEEN 1 AND 500),
    ADD CONSTRAINT interview_confidence_before_check CHECK (confidence_before BETWEEN 1 AND 5),
    ADD CONSTRAINT interview_confidence_after_check CHECK (confidence_after BETWEEN 1 AND 5),
    ADD CONSTRAINT interview_talk_share_percent_check CHECK (talk_share_percent BETWEEN 0 AND 100),
    ADD CONSTRAINT interview_debrief_check CHECK (
        state = 'completed'
        OR num_nonnulls(stay_in_touch, confidence_before, confidence_after, talk_share_percent) = 0);
CREATE OR REPLACE VIEW searchable_interview AS
SELECT owner_id, id AS resource_id, NULL::uuid AS parent_id, contact_id, NULL::uuid AS organization_id, updated_at,
    NULL AS title, concat_ws(E'\n', place, link, notes, end_reason, stay_in_touch) AS body
FROM interview;
