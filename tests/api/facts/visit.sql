-- Visits, the outreach that proposes them, and the times on offer.
INSERT INTO visit (owner_id, id, created_at, updated_at, city, country, starts_on, ends_on, time_zone, latitude, longitude, state)
VALUES (owner, (stem || 'd0')::uuid, now, now, 'Baltimore', 'US', '2026-10-10', '2026-10-15', 'America/New_York', 39.29, -76.61,
        'planned'),
       (owner, (stem || 'd3')::uuid, now, now, 'Lisbon', 'PT', '2026-11-01', '2026-11-03', 'Europe/Lisbon', NULL, NULL, 'canceled');
INSERT INTO visit_outreach (owner_id, id, created_at, updated_at, visit_id, outreach_id)
VALUES (owner, (stem || 'd1')::uuid, now, now, (stem || 'd0')::uuid, (stem || '30')::uuid);
INSERT INTO meeting_slot (owner_id, id, created_at, updated_at, outreach_id, visit_id, proposed_by, mode, starts_at, time_zone,
                          minutes, state)
VALUES (owner, (stem || 'd2')::uuid, now, now, (stem || '30')::uuid, (stem || 'd0')::uuid, 'me', 'phone',
        '2026-10-11T15:00:00Z', 'America/New_York', 20, 'offered');
