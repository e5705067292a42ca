DROP FUNCTION restore_row(regclass, jsonb);
DROP TABLE duplicate_dismissal;
DROP TABLE merge_snapshot;
DROP TABLE merge;
