-- Network asks, events and the referral graph.
INSERT INTO network_ask (owner_id, id, created_at, updated_at, kind, role, field, place, asked_on, state)
VALUES (owner, (stem || '80')::uuid, now, now, 'specific_ask', 'Speech therapist', 'Children', 'Baltimore', '2026-01-05', 'open');
INSERT INTO network_ask_recipient (owner_id, id, created_at, updated_at, network_ask_id, contact_id, channel, asked_at, state)
VALUES (owner, (stem || '81')::uuid, now, now, (stem || '80')::uuid, (stem || '23')::uuid, 'email', now, 'waiting');
INSERT INTO event (owner_id, id, created_at, updated_at, name, starts_at, time_zone, attended_as)
VALUES (owner, (stem || '82')::uuid, now, now, 'Winter evening', now, 'Europe/Berlin', 'guest');
INSERT INTO event_meeting (owner_id, id, created_at, updated_at, event_id, contact_id)
VALUES (owner, (stem || '83')::uuid, now, now, (stem || '82')::uuid, (stem || '23')::uuid);
