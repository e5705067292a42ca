DROP TABLE prepared_answer CASCADE;
DELETE FROM search_entry WHERE resource = 'prepared_answer';
