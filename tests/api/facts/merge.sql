-- Duplicates and merging.
INSERT INTO merge (owner_id, id, created_at, updated_at, keep_id, merge_id, merge_name, moved, folded)
VALUES (owner, (stem || 'b0')::uuid, now, now, (stem || '22')::uuid, (stem || 'bf')::uuid, 'Somebody, too', '[]', '[]');
-- One that can only be a memory.
INSERT INTO merge (owner_id, id, created_at, updated_at, keep_id, merge_id, merge_name, moved, folded, undone_at)
VALUES (owner, (stem || 'b2')::uuid, now, now, (stem || '23')::uuid, (stem || 'be')::uuid, 'Nobody', '[]', '[]', now);
INSERT INTO merge_snapshot (owner_id, merge, keep_before, keep_after, merged, moved, folded)
SELECT owner, (stem || 'b0')::uuid, held, held,
    held || jsonb_build_object('contact', held -> 'contact' || jsonb_build_object('id', stem || 'bf', 'version', 1), 'methods', '[]'::jsonb),
    '{}', '{}'
FROM (SELECT jsonb_build_object('contact', to_jsonb(contact), 'methods', (SELECT jsonb_agg(to_jsonb(contact_method))
    FROM contact_method WHERE owner_id = owner AND contact_id = contact.id)) AS held
    FROM contact WHERE owner_id = owner AND id = (stem || '22')::uuid) AS kept;
INSERT INTO duplicate_dismissal (owner_id, id, created_at, updated_at, one_id, other_id)
VALUES (owner, (stem || 'b1')::uuid, now, now, (stem || '22')::uuid, (stem || '23')::uuid);
