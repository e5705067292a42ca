
INSERT INTO question_set (owner_id, id, created_at, updated_at, name, description, kind)
VALUES (owner, (stem || 'f0')::uuid, now, now, 'For therapists', 'What they told me to ask.', 'exploratory');
INSERT INTO question_set_item (owner_id, id, question_set_id, position, question_id, priority)
VALUES (owner, (stem || 'f1')::uuid, (stem || 'f0')::uuid, 0, (stem || '26')::uuid, 'must');
INSERT INTO preparation (owner_id, id, created_at, updated_at, objectives, venue, travel_minutes, note)
VALUES (owner, (stem || '32')::uuid, now, now, ARRAY['Two more names'], 'cafe', 25, 'She likes maps.');
