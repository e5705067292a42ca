
INSERT INTO own_methodology (owner_id, id, created_at, updated_at, key, number, name, summary, built_in_id, rules)
SELECT owner, (stem || 'c0')::uuid, now, now, 'mine', 1, 'Mine', 'As I do it.', id, rules FROM methodology WHERE is_default;
INSERT INTO contact (owner_id, id, created_at, updated_at, name, relationship, warmth, tags, do_not_contact)
VALUES (owner, (stem || 'c2')::uuid, now, now, 'Somebody c2', 'friend', 'warm', '{}', false);
INSERT INTO outreach (owner_id, id, created_at, updated_at, contact_id, own_methodology_id, methodology_id, state, next_action,
                      next_action_from, next_action_until, next_action_channels)
VALUES (owner, (stem || 'c1')::uuid, now, now, (stem || 'c2')::uuid, NULL, (SELECT id FROM methodology WHERE is_default),
        'planned', 'write_first_message', now, now + interval '7 days', '{email}');
