-- What people's outreaches follow stays: undoing a seed must not undo their work.
DELETE FROM methodology
WHERE id = '01a2008d-7400-7000-8000-000000000001'
  AND NOT EXISTS (SELECT FROM outreach WHERE outreach.methodology_id = methodology.id);
