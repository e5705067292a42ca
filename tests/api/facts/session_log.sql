-- The log of the conversation that was held.
INSERT INTO session_event (owner_id, id, created_at, updated_at, interview_id, kind, text, happened_at)
VALUES (owner, (stem || 'e0')::uuid, now, now, (stem || '32')::uuid, 'note', 'She smiled', now);
