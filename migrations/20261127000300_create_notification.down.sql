DROP TABLE sent_reminder;
DROP TABLE digest_schedule;
DROP TABLE notification_settings;
DROP TABLE email_proof;
UPDATE session SET ended_reason = 'password_changed' WHERE ended_reason = 'password_reset';
ALTER TABLE session
    DROP CONSTRAINT session_ended_reason_check,
    ADD CONSTRAINT session_ended_reason_check
        CHECK (ended_reason IN ('signed_out', 'ended_by_owner', 'password_changed', 'refresh_token_reused'));
ALTER TABLE account DROP COLUMN email_verified_at;
