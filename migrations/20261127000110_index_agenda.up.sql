-- What the agenda waits for, who goes cold (F127), and the conversations of some weeks (F129), each along an index of its own.
-- Built in place: beside a concurrent build, a second instance that starts meanwhile waits for the lock of the migrator inside
-- a statement, and each would wait for the other.

-- squawk-ignore require-concurrent-index-creation
CREATE INDEX hand_off_waiting_idx ON hand_off (owner_id, handed_at, id) WHERE state <> 'delivered';
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX promise_waiting_idx ON promise (owner_id, id) WHERE state = 'open' AND direction = 'theirs';
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX contact_going_cold_idx ON contact (owner_id, last_contacted_at, id)
    WHERE last_contacted_at IS NOT NULL AND NOT do_not_contact;
-- squawk-ignore require-concurrent-index-creation
CREATE INDEX interview_completed_at_idx ON interview (owner_id, completed_at) WHERE state = 'completed';
