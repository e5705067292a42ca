DROP TABLE preparation CASCADE;
DELETE FROM search_entry WHERE resource = 'preparation';
