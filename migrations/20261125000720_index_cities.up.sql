-- Who is in a city, however it is spelled, and which organization has a site there.
CREATE INDEX contact_folded_city_idx ON contact (owner_id, folded(city)) WHERE city IS NOT NULL;
CREATE INDEX site_folded_city_idx ON site (owner_id, folded(city)) WHERE city IS NOT NULL;
