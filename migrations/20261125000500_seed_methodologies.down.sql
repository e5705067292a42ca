-- What people's outreaches follow stays: undoing a seed must not undo their work.
UPDATE methodology SET is_default = false WHERE key = 'letter_then_call' AND version = 2;
UPDATE methodology SET is_default = true WHERE key = 'letter_then_call' AND version = 1;
DELETE FROM methodology
WHERE id IN (
    '01a21000-8800-7000-8000-000000000001', '01a21000-8800-7000-8000-000000000002',
    '01a21000-8800-7000-8000-000000000003', '01a21000-8800-7000-8000-000000000004')
  AND NOT EXISTS (SELECT FROM outreach WHERE outreach.methodology_id = methodology.id);
