-- What the timeline reads its page along, where no index by time was there yet. Built in place: beside a concurrent build,
-- a second instance that starts meanwhile waits for the lock of the migrator inside a statement, and each would wait for the
-- other.

-- squawk-ignore require-concurrent-index-creation
CREATE INDEX message_sent_at_idx ON message (owner_id, sent_at) WHERE sent_at IS NOT NULL AND attempt_id IS NULL;
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX interview_completed_at_idx ON interview (owner_id, completed_at) WHERE state = 'completed';
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX follow_up_settled_at_idx ON follow_up (owner_id, settled_at) WHERE state = 'done';
