-- What people want to be told by mail, and what proves that an address is theirs. Like sessions, it belongs to the account.

ALTER TABLE account ADD COLUMN email_verified_at timestamptz;

-- A new reason to end a session: the constraint that takes the place of the old one allows all that it did. Validated by a
-- migration of its own, so that nobody waits for the look at every row.
-- squawk-ignore ban-drop-constraint
ALTER TABLE session DROP CONSTRAINT session_ended_reason_check;
ALTER TABLE session
    ADD CONSTRAINT session_ended_reason_check CHECK (ended_reason IN (
        'signed_out', 'ended_by_owner', 'password_changed', 'password_reset', 'refresh_token_reused')) NOT VALID;

-- The mail asked for last, for each purpose. Its token is made when it is sent, and only the hash of it is kept.
CREATE TABLE email_proof (
    account_id   uuid        NOT NULL,
    purpose      text        NOT NULL,
    requested_at timestamptz NOT NULL,
    token_hash   bytea,
    expires_at   timestamptz,
    CONSTRAINT email_proof_pkey PRIMARY KEY (account_id, purpose),
    CONSTRAINT email_proof_account_id_fkey FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE,
    CONSTRAINT email_proof_token_hash_key UNIQUE (token_hash),
    CONSTRAINT email_proof_purpose_check CHECK (purpose IN ('verify_email', 'reset_password')),
    CONSTRAINT email_proof_token_hash_check CHECK (octet_length(token_hash) = 32),
    CONSTRAINT email_proof_sent_check CHECK ((token_hash IS NULL) = (expires_at IS NULL))
);

-- Who has no row wants nothing.
CREATE TABLE notification_settings (
    account_id             uuid        NOT NULL,
    version                integer     NOT NULL DEFAULT 1,
    created_at             timestamptz NOT NULL,
    updated_at             timestamptz NOT NULL,
    digest                 text        NOT NULL,
    digest_hour            smallint    NOT NULL,
    interview_lead_minutes integer,
    follow_up_lead_minutes integer,
    CONSTRAINT notification_settings_pkey PRIMARY KEY (account_id),
    CONSTRAINT notification_settings_account_id_fkey FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE,
    CONSTRAINT notification_settings_version_check CHECK (version > 0),
    CONSTRAINT notification_settings_digest_check CHECK (digest IN ('off', 'weekdays', 'daily')),
    CONSTRAINT notification_settings_digest_hour_check CHECK (digest_hour BETWEEN 0 AND 23),
    CONSTRAINT notification_settings_interview_lead_minutes_check CHECK (interview_lead_minutes BETWEEN 1 AND 10080),
    CONSTRAINT notification_settings_follow_up_lead_minutes_check CHECK (follow_up_lead_minutes BETWEEN 1 AND 10080)
);
-- The sweep for reminders looks at those who want any.
CREATE INDEX notification_settings_reminders_idx ON notification_settings (account_id)
    WHERE interview_lead_minutes IS NOT NULL OR follow_up_lead_minutes IS NOT NULL;
CREATE TRIGGER notification_settings_raise_version BEFORE UPDATE ON notification_settings
    FOR EACH ROW EXECUTE FUNCTION raise_version();

-- When the next digest is due, of those to whom one is sent.
CREATE TABLE digest_schedule (
    account_id uuid        NOT NULL,
    next_at    timestamptz NOT NULL,
    CONSTRAINT digest_schedule_pkey PRIMARY KEY (account_id),
    CONSTRAINT digest_schedule_account_id_fkey FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE
);
CREATE INDEX digest_schedule_next_at_idx ON digest_schedule (next_at);

-- What somebody was reminded of already: once for each moment, and again when that moves.
CREATE TABLE sent_reminder (
    account_id uuid        NOT NULL,
    subject    text        NOT NULL,
    subject_id uuid        NOT NULL,
    due_at     timestamptz NOT NULL,
    CONSTRAINT sent_reminder_pkey PRIMARY KEY (account_id, subject, subject_id, due_at),
    CONSTRAINT sent_reminder_account_id_fkey FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE,
    CONSTRAINT sent_reminder_subject_check CHECK (subject IN ('interview', 'follow_up'))
);
CREATE INDEX sent_reminder_due_at_idx ON sent_reminder (account_id, due_at);
