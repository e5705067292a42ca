DROP INDEX attempt_at_idx;
DROP TABLE analytics_rule;
