-- Themes in depth.
INSERT INTO theme_move (owner_id, id, created_at, updated_at, theme_id, to_status)
VALUES (owner, (stem || '50')::uuid, now, now, (stem || '20')::uuid, 'exploring');
INSERT INTO fit_rating (owner_id, id, created_at, updated_at, theme_id, dimension, score, interview_id)
VALUES (owner, (stem || '51')::uuid, now, now, (stem || '20')::uuid, 'values', 4, (stem || '32')::uuid);
INSERT INTO research_item (owner_id, id, created_at, updated_at, organization_id, kind, title)
VALUES (owner, (stem || '52')::uuid, now, now, (stem || '21')::uuid, 'website', 'Their page');
INSERT INTO research_gap (owner_id, id, created_at, updated_at, organization_id, statement, topic, subject,
                          answerable_online, state)
VALUES (owner, (stem || '53')::uuid, now, now, (stem || '21')::uuid, 'Who pays?', 'compensation', 'company_or_field',
        false, 'open');
