-- What the service asks of each connection that it opens itself (crates/persistence/src/connection.rs and the section [database] of
-- default.toml), for those that PgBouncer opens.
ALTER ROLE rapport SET statement_timeout = '5s';
ALTER ROLE rapport SET lock_timeout = '2s';
ALTER ROLE rapport SET idle_in_transaction_session_timeout = '10s';
ALTER ROLE rapport SET timezone = 'UTC';
ALTER ROLE rapport SET jit = off;
ALTER ROLE rapport SET client_min_messages = warning;
