-- A calendar to subscribe to. Its secret is the owner's id twice.
INSERT INTO calendar_feed (account_id, id, created_at, updated_at, name, holds, secret_hash)
VALUES (owner, (stem || 'ca')::uuid, now, now, 'Conversations', '{interviews,visits,follow_ups}',
        sha256(decode(repeat(replace(owner::text, '-', ''), 2), 'hex')));
