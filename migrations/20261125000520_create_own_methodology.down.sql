ALTER TABLE profile
    DROP COLUMN methodology_id,
    DROP COLUMN own_methodology_id;
-- Who followed a version of their own goes on by the one that it was copied from.
ALTER TABLE outreach DISABLE TRIGGER USER;
ALTER TABLE outreach DROP CONSTRAINT outreach_methodology_check;
UPDATE outreach SET methodology_id = (
    SELECT built_in_id FROM own_methodology
    WHERE own_methodology.owner_id = outreach.owner_id AND own_methodology.id = own_methodology_id)
WHERE own_methodology_id IS NOT NULL;
ALTER TABLE outreach ENABLE TRIGGER USER;
ALTER TABLE outreach
    DROP COLUMN own_methodology_id,
    ALTER COLUMN methodology_id SET NOT NULL;
DROP TABLE own_methodology;
