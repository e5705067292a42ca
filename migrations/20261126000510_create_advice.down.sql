DROP TABLE promise CASCADE;
DROP TABLE advice CASCADE;
DELETE FROM search_entry WHERE resource IN ('advice', 'promise');
