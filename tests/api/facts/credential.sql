-- A calendar to subscribe to. Its secret is the owner's id twice.
INSERT INTO calendar_feed (account_id, id, created_at, updated_at, name, holds, secret_hash)
VALUES (owner, (stem || 'ca')::uuid, now, now, 'Conversations', '{interviews,visits,follow_ups}',
        sha256(decode(repeat(replace(owner::text, '-', ''), 2), 'hex')));
-- A key for an integration.
INSERT INTO api_key (account_id, id, created_at, updated_at, name, prefix, secret_hash, scope, expires_at)
VALUES (owner, (stem || 'cb')::uuid, now, now, 'Dashboard', '0000000a', sha256(owner::text::bytea), 'contacts:read',
        now + interval '30 days');
