-- Organizations in depth: ranking, sites.
UPDATE organization SET is_target = true WHERE owner_id = owner AND id = (stem || '21')::uuid;
INSERT INTO site (owner_id, id, created_at, updated_at, organization_id, name, latitude, longitude, is_headquarters)
VALUES (owner, (stem || '60')::uuid, now, now, (stem || '21')::uuid, 'Harbor office', 52.5, 13.4, true);
