-- What people's outreaches follow, profiles chose and copies were made of stays: undoing a seed must not undo their work.
UPDATE methodology SET is_default = false WHERE key = 'letter_then_call' AND version = 3;
UPDATE methodology SET is_default = true WHERE key = 'letter_then_call' AND version = 2;
DELETE FROM methodology
WHERE id IN (
    '01a21526-e400-7000-8000-000000000601', '01a21526-e400-7000-8000-000000000602',
    '01a21526-e400-7000-8000-000000000603', '01a21526-e400-7000-8000-000000000604')
  AND NOT EXISTS (SELECT FROM outreach WHERE outreach.methodology_id = methodology.id)
  AND NOT EXISTS (SELECT FROM profile WHERE profile.methodology_id = methodology.id)
  AND NOT EXISTS (SELECT FROM own_methodology WHERE own_methodology.built_in_id = methodology.id);
