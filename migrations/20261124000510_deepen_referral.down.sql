ALTER TABLE referral
    DROP COLUMN loop_note,
    DROP COLUMN loop_closed_at,
    DROP COLUMN outcome,
    DROP COLUMN permission_changed_on,
    DROP COLUMN event_id,
    DROP COLUMN network_ask_id,
    DROP COLUMN attempt_id;
