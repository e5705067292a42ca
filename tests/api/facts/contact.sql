-- Contacts in depth: employments, common ground, custom fields.
INSERT INTO employment (owner_id, id, created_at, updated_at, contact_id, organization_id, is_current)
VALUES (owner, (stem || '70')::uuid, now, now, (stem || '22')::uuid, (stem || '21')::uuid, true);
INSERT INTO common_ground (owner_id, id, created_at, updated_at, contact_id, kind, label, person_id)
VALUES (owner, (stem || '72')::uuid, now, now, (stem || '22')::uuid, 'person', 'Somebody else', (stem || '23')::uuid);
INSERT INTO custom_field (owner_id, id, created_at, updated_at, key, label, kind, choices, position)
VALUES (owner, (stem || '71')::uuid, now, now, 'nickname', 'Nickname', 'choice', '{Gracie}', 0);
UPDATE contact SET tags = ARRAY[stem || '22'] WHERE owner_id = owner AND id = (stem || '22')::uuid;
