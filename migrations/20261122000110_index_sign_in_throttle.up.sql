-- Failures are forgotten after a day; each new one sweeps a few of the old by this index.
CREATE INDEX sign_in_throttle_last_failed_at_idx ON sign_in_throttle (last_failed_at);
