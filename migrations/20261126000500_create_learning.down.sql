DROP TABLE learning_link;
DROP TABLE learning CASCADE;
DELETE FROM search_entry WHERE resource = 'learning';
