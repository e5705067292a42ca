DROP TRIGGER account_raise_version ON account;
DROP TRIGGER account_open_change_log ON account;
DROP FUNCTION watch_workspace_table(regclass);
DROP FUNCTION raise_version();
DROP FUNCTION record_change();
DROP FUNCTION open_change_log();
DROP TABLE change;
DROP TABLE change_counter;
