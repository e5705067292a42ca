-- What was learned, advised and promised.
INSERT INTO learning (owner_id, id, created_at, updated_at, statement, kind, topic, theme_id, organization_id, contact_id,
                      interview_id, interview_question_id, new_to_me, confidential)
SELECT owner, (stem || number)::uuid, now, now, 'Nobody is alone ' || number, 'reward', 'work_environment',
       (stem || '20')::uuid, (stem || '21')::uuid, (stem || '22')::uuid, (stem || '32')::uuid, (stem || '34')::uuid, true, false
FROM (VALUES ('a5'), ('a6'), ('a7')) AS numbers (number);
INSERT INTO learning_link (owner_id, id, created_at, updated_at, one_id, other_id, relation)
VALUES (owner, (stem || 'a7')::uuid, now, now, (stem || 'a5')::uuid, (stem || 'a6')::uuid, 'supports');
INSERT INTO advice (owner_id, id, created_at, updated_at, contact_id, theme_id, interview_id, what, state)
VALUES (owner, (stem || 'a8')::uuid, now, now, (stem || '22')::uuid, (stem || '20')::uuid, (stem || '32')::uuid,
        'Shadow a night shift.', 'given');
INSERT INTO promise (owner_id, id, created_at, updated_at, contact_id, interview_id, direction, what, due_on, state)
VALUES (owner, (stem || 'a9')::uuid, now, now, (stem || '22')::uuid, (stem || '32')::uuid, 'theirs', 'A name at the clinic',
        '2026-01-10', 'open');
