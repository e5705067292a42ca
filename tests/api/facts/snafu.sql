
INSERT INTO snafu (owner_id, id, created_at, updated_at, contact_id, attempt_id, cause, lesson, happened_at)
VALUES (owner, (stem || 'c3')::uuid, now, now, (stem || '22')::uuid, (stem || '31')::uuid, 'bounced', 'Look it up.', now);
