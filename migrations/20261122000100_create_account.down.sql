DROP TABLE idempotency_key;
DROP TABLE sign_in_throttle;
DROP TABLE refresh_token;
DROP TABLE session;
DROP TABLE account;
