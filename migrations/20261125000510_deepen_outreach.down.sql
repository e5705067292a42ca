ALTER TABLE outreach
    DROP COLUMN next_action_channels,
    DROP COLUMN contact_type,
    DROP COLUMN judged_contact_type,
    DROP COLUMN asks_only_them,
    DROP COLUMN helps_since;
