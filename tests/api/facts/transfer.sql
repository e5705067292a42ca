-- Import and export.
INSERT INTO import (owner_id, id, created_at, updated_at, format, match_by, dry_run, created, updated, unchanged, refused, ignored)
VALUES (owner, (stem || 'a0')::uuid, now, now, 'csv', 'email', false, 1, 0, 0, 0, '{}');
INSERT INTO import_row (owner_id, id, created_at, updated_at, import_id, position, line, outcome, contact_id, errors)
VALUES (owner, (stem || 'a1')::uuid, now, now, (stem || 'a0')::uuid, 1, 2, 'created', (stem || '22')::uuid, '[]');
