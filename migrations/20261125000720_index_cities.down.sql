DROP INDEX site_folded_city_idx;
DROP INDEX contact_folded_city_idx;
