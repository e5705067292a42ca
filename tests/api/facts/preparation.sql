
INSERT INTO question_set (owner_id, id, created_at, updated_at, name, description, kind)
VALUES (owner, (stem || 'f0')::uuid, now, now, 'For therapists', 'What they told me to ask.', 'exploratory');
INSERT INTO question_set_item (owner_id, id, question_set_id, position, question_id, priority)
VALUES (owner, (stem || 'f1')::uuid, (stem || 'f0')::uuid, 0, (stem || '26')::uuid, 'must');
INSERT INTO preparation (owner_id, id, created_at, updated_at, objectives, venue, travel_minutes, note)
VALUES (owner, (stem || '32')::uuid, now, now, ARRAY['Two more names'], 'cafe', 25, 'She likes maps.');
INSERT INTO pitch (owner_id, id, created_at, updated_at, title, theme_id, organization_id, reintroduction, hopes_to_learn)
VALUES (owner, (stem || 'e8')::uuid, now, now, 'For the clinic', (stem || '20')::uuid, (stem || '21')::uuid, 'I am here.',
        'I hope to learn what you do.');
INSERT INTO pitch_rehearsal (owner_id, id, created_at, updated_at, pitch_id, seconds, at, note)
VALUES (owner, (stem || 'e9')::uuid, now, now, (stem || 'e8')::uuid, 40, now, 'Slower at the end.');
INSERT INTO prepared_answer (owner_id, id, created_at, updated_at, question_id, theme_id, answer, by_heart)
VALUES (owner, (stem || 'ea')::uuid, now, now, (stem || '26')::uuid, (stem || '20')::uuid, 'Linguistics.', true);
