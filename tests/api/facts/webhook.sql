-- A program that is told of contacts, what it was told, and one that no longer is.
INSERT INTO webhook_endpoint (owner_id, id, created_at, updated_at, url, description, event_types, disabled_reason, seed)
VALUES (owner, (stem || 'cc')::uuid, now, now, 'https://hooks.example.org/rapport', 'Dashboard', '{contact.created}', NULL,
        sha256(owner::text::bytea)),
       (owner, (stem || 'cd')::uuid, now, now, 'https://old.example.org/rapport', NULL, NULL, 'owner',
        sha256(stem::bytea));
INSERT INTO webhook_progress (owner_id, endpoint_id, told_seq) VALUES (owner, (stem || 'cc')::uuid, 1000000);
INSERT INTO webhook_message (owner_id, id, created_at, updated_at, endpoint_id, seq, event_type, resource_id, occurred_at,
                             state, tries)
VALUES (owner, (stem || 'ce')::uuid, now, now, (stem || 'cc')::uuid, 1, 'contact.created', (stem || '22')::uuid, now,
        'delivered', 1);
INSERT INTO webhook_attempt (owner_id, id, created_at, updated_at, endpoint_id, message_id, outcome, status, detail, took_ms)
VALUES (owner, (stem || 'cf')::uuid, now, now, (stem || 'cc')::uuid, (stem || 'ce')::uuid, 'succeeded', 200, 'ok', 12);
