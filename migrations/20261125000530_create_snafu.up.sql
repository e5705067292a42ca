-- What went wrong in reaching somebody, and what to do better next time (F68, F69). Open until it is resolved: until then
-- the check before sending tells it.

CREATE TABLE snafu (
    owner_id        uuid        NOT NULL,
    id              uuid        NOT NULL,
    version         integer     NOT NULL DEFAULT 1,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    contact_id      uuid,
    organization_id uuid,
    -- The attempt that it happened to.
    attempt_id      uuid,
    cause           text        NOT NULL,
    lesson          text        NOT NULL,
    happened_at     timestamptz NOT NULL,
    resolved_at     timestamptz,
    resolution      text,
    CONSTRAINT snafu_pkey PRIMARY KEY (owner_id, id),
    CONSTRAINT snafu_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES account (id) ON DELETE CASCADE,
    CONSTRAINT snafu_contact_id_fkey
        FOREIGN KEY (owner_id, contact_id) REFERENCES contact (owner_id, id) ON DELETE CASCADE,
    CONSTRAINT snafu_organization_id_fkey
        FOREIGN KEY (owner_id, organization_id) REFERENCES organization (owner_id, id) ON DELETE CASCADE,
    CONSTRAINT snafu_attempt_id_fkey
        FOREIGN KEY (owner_id, attempt_id) REFERENCES attempt (owner_id, id) ON DELETE SET NULL (attempt_id),
    CONSTRAINT snafu_version_check CHECK (version > 0),
    CONSTRAINT snafu_about_check CHECK (num_nonnulls(contact_id, organization_id) >= 1),
    CONSTRAINT snafu_cause_check CHECK (cause IN (
        'sender_not_recognized', 'bounced', 'wrong_number', 'caught_as_spam', 'attachment_unreadable', 'misspelled_name',
        'wrong_person', 'bad_moment', 'time_zone_mistaken', 'message_not_passed_on', 'unclear_request', 'too_long',
        'missed_appointment', 'other')),
    CONSTRAINT snafu_lesson_check CHECK (char_length(lesson) BETWEEN 1 AND 5000),
    CONSTRAINT snafu_resolution_check CHECK (char_length(resolution) BETWEEN 1 AND 5000),
    CONSTRAINT snafu_resolved_check CHECK (resolution IS NULL OR resolved_at IS NOT NULL)
);
CREATE INDEX snafu_created_at_idx ON snafu (owner_id, created_at, id);
CREATE INDEX snafu_updated_at_idx ON snafu (owner_id, updated_at, id);
CREATE INDEX snafu_contact_id_idx ON snafu (owner_id, contact_id, id);
CREATE INDEX snafu_organization_id_idx ON snafu (owner_id, organization_id, id);
CREATE INDEX snafu_attempt_id_idx ON snafu (owner_id, attempt_id);
SELECT watch_workspace_table('snafu');

CREATE VIEW searchable_snafu AS
SELECT owner_id, id AS resource_id, NULL::uuid AS parent_id, contact_id, organization_id, updated_at, NULL AS title,
    concat_ws(E'\n', lesson, resolution) AS body
FROM snafu;
SELECT follow_in_search('snafu', 'snafu');
