DROP TABLE visit_outreach;
DROP TABLE visit CASCADE;
DELETE FROM search_entry WHERE resource = 'visit';
