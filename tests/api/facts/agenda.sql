-- What was said about an item of the agenda.
INSERT INTO agenda_mark (owner_id, id, created_at, updated_at, kind, about, dismissed_at, dismissal_reason)
VALUES (owner, (stem || 'b1')::uuid, now, now, 'hand_off', 'handed', now, 'It went by post.');
