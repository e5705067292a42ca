DROP INDEX follow_up_settled_at_idx;
DROP INDEX message_sent_at_idx;
