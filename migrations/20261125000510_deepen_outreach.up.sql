-- What kind of helper a contact is, by what the next action is done, and since when somebody helps: kept on the outreach
-- like its state, so that lists stay one indexed statement.

ALTER TABLE outreach
    ADD COLUMN next_action_channels text[],
    ADD COLUMN contact_type         text    NOT NULL DEFAULT 'unknown',
    -- What the person takes the contact for, whatever the attempts show.
    ADD COLUMN judged_contact_type  text,
    -- Whether steps towards somebody else at the organization are left out.
    ADD COLUMN asks_only_them       boolean NOT NULL DEFAULT false,
    ADD COLUMN helps_since          timestamptz,
    ADD CONSTRAINT outreach_next_action_channels_check CHECK (
        next_action_channels <@ ARRAY['letter', 'email', 'phone', 'text_message', 'social_network', 'in_person', 'video',
            'other']
        AND cardinality(next_action_channels) BETWEEN 1 AND 20),
    ADD CONSTRAINT outreach_contact_type_check CHECK (contact_type IN ('unknown', 'booster', 'obligate', 'curmudgeon')),
    ADD CONSTRAINT outreach_judged_contact_type_check CHECK (
        judged_contact_type IN ('unknown', 'booster', 'obligate', 'curmudgeon'));

-- As the only methodology so far says it. No revision of an outreach changes by this.
ALTER TABLE outreach DISABLE TRIGGER USER;
UPDATE outreach SET next_action_channels = CASE
    WHEN next_action IN ('write_first_message', 'recontact') THEN ARRAY['letter', 'email']
    WHEN next_action IN ('call_to_follow_up', 'try_on_return') THEN ARRAY['phone']
    ELSE coalesce(
        (SELECT ARRAY[channel] FROM attempt WHERE attempt.owner_id = outreach.owner_id AND outreach_id = outreach.id
         ORDER BY number DESC LIMIT 1),
        ARRAY['phone'])
END
WHERE next_action IS NOT NULL;
UPDATE outreach SET helps_since = (
    SELECT max(at) FROM attempt
    WHERE attempt.owner_id = outreach.owner_id AND outreach_id = outreach.id AND outcome = 'meeting_agreed')
WHERE state = 'meeting_agreed';
ALTER TABLE outreach ENABLE TRIGGER USER;
