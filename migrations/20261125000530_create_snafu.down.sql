DROP TABLE snafu CASCADE;
DELETE FROM search_entry WHERE resource = 'snafu';
