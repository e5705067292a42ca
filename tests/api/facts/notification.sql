
-- What somebody wants to be told, when the next digest is due, and what they were reminded of.
INSERT INTO notification_settings (account_id, created_at, updated_at, digest, digest_hour, interview_lead_minutes, follow_up_lead_minutes)
VALUES (owner, now, now, 'daily', 7, 60, 240);
INSERT INTO digest_schedule (account_id, next_at) VALUES (owner, now + interval '1 day');
INSERT INTO sent_reminder (account_id, subject, subject_id, due_at) VALUES (owner, 'interview', (stem || '33')::uuid, now);
-- Mails asked for an hour ago. The token of the one is the owner's id twice, that of the other the id and zeros.
INSERT INTO email_proof (account_id, purpose, requested_at, token_hash, expires_at)
SELECT owner, purpose, now - interval '1 hour', sha256(decode(replace(owner::text, '-', '') || rest, 'hex')), now + interval '1 day'
FROM (VALUES ('reset_password', replace(owner::text, '-', '')), ('verify_email', repeat('0', 32))) AS proofs (purpose, rest)
ON CONFLICT (account_id, purpose) DO UPDATE SET requested_at = excluded.requested_at, token_hash = excluded.token_hash,
                                                expires_at = excluded.expires_at;
