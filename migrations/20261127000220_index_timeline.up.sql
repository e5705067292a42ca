-- What the timeline reads its page along, where no index by time was there yet. Built in place, as those of
-- the agenda are.

-- squawk-ignore require-concurrent-index-creation
CREATE INDEX message_sent_at_idx ON message (owner_id, sent_at) WHERE sent_at IS NOT NULL AND attempt_id IS NULL;
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX follow_up_settled_at_idx ON follow_up (owner_id, settled_at) WHERE state = 'done';
