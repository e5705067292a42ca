DROP TABLE common_ground CASCADE;
DELETE FROM search_entry WHERE resource = 'common_ground';
