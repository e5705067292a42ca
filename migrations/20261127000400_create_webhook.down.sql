DROP TABLE webhook_attempt;
DROP TABLE webhook_message;
DROP TABLE webhook_progress;
DROP TABLE webhook_endpoint;
