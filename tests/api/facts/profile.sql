INSERT INTO profile (owner_id, id, created_at, updated_at, education, experience, strengths, "values", interests, cities, languages,
                     holiday_country, weekly_attempts, weekly_conversations)
VALUES (owner, owner, now, now, '[]', '[]', '{Listening}', '{}', '{}', '{}', '{en}', 'DE', 5, 1);
INSERT INTO story (owner_id, id, created_at, updated_at, title, skills)
VALUES (owner, (stem || '40')::uuid, now, now, 'The flooded archive', '{teaching}');
INSERT INTO reflection_answer (owner_id, id, created_at, updated_at, answer)
VALUES (owner, '01a20ada-2c00-7000-8000-000000000001', now, now, 'Law, as in ' || stem);
