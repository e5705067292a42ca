INSERT INTO theme (owner_id, id, created_at, updated_at, name, status)
VALUES (owner, (stem || '20')::uuid, now, now, 'Speech therapy', 'exploring');
INSERT INTO organization (owner_id, id, created_at, updated_at, name, kind)
VALUES (owner, (stem || '21')::uuid, now, now, 'Hospital', 'employer');
INSERT INTO contact (owner_id, id, created_at, updated_at, name, organization_id, relationship, warmth, tags, do_not_contact)
SELECT owner, (stem || number)::uuid, now, now, 'Somebody ' || number, (stem || '21')::uuid, 'friend', 'warm', '{}', false
FROM (VALUES ('22'), ('23'), ('24')) AS numbers (number);
INSERT INTO contact_method (owner_id, id, contact_id, position, kind, value, is_primary)
VALUES (owner, (stem || '25')::uuid, (stem || '22')::uuid, 0, 'email', 'somebody@example.org', true);
INSERT INTO question (owner_id, id, created_at, updated_at, body, topic, subject, minutes, priority, bank_question_id)
VALUES (owner, (stem || '26')::uuid, now, now, 'Why?', 'opener', 'interviewee', 2, 'must', '01a2008d-7400-7000-8000-000000000002');

INSERT INTO outreach (owner_id, id, created_at, updated_at, contact_id, theme_id, methodology_id, state,
                      next_action, next_action_from, next_action_until)
VALUES (owner, (stem || '30')::uuid, now, now, (stem || '22')::uuid, (stem || '20')::uuid,
        (SELECT id FROM methodology WHERE is_default), 'meeting_agreed', 'schedule_meeting', now, now);
INSERT INTO attempt (owner_id, id, created_at, outreach_id, number, channel, direction, outcome, at)
VALUES (owner, (stem || '31')::uuid, now, (stem || '30')::uuid, 1, 'letter', 'outbound', 'sent', now);
INSERT INTO interview (owner_id, id, created_at, updated_at, outreach_id, contact_id, theme_id, kind, mode, starts_at,
                       time_zone, planned_minutes, state, started_at, completed_at, actual_minutes)
VALUES (owner, (stem || '32')::uuid, now, now, (stem || '30')::uuid, (stem || '22')::uuid, (stem || '20')::uuid,
        'exploratory', 'phone', now, 'Europe/Berlin', 20, 'completed', now, now, 21),
       (owner, (stem || '33')::uuid, now, now, (stem || '30')::uuid, (stem || '22')::uuid, (stem || '20')::uuid,
        'exploratory', 'phone', now, 'Europe/Berlin', 20, 'scheduled', NULL, NULL, NULL);
INSERT INTO interview_question (owner_id, id, created_at, updated_at, interview_id, position, question_id, body, topic,
                                subject, minutes, priority, state)
VALUES (owner, (stem || '34')::uuid, now, now, (stem || '32')::uuid, 1, (stem || '26')::uuid, 'Why?', 'opener',
        'interviewee', 2, 'must', 'planned');
INSERT INTO interview_question (owner_id, id, created_at, updated_at, interview_id, position, bank_question_id, body,
                                topic, subject, minutes, priority, state)
VALUES (owner, (stem || '35')::uuid, now, now, (stem || '32')::uuid, 2, '01a2008d-7400-7000-8000-000000000001', 'How?',
        'opener', 'interviewee', 2, 'must', 'planned');
INSERT INTO referral (owner_id, id, created_at, updated_at, referrer_id, contact_id, interview_id, permission_to_name)
VALUES (owner, (stem || '36')::uuid, now, now, (stem || '22')::uuid, (stem || '23')::uuid, (stem || '32')::uuid, 'granted');
INSERT INTO follow_up (owner_id, id, created_at, updated_at, contact_id, interview_id, kind, due_at, rule, reason, state)
VALUES (owner, (stem || '37')::uuid, now, now, (stem || '22')::uuid, (stem || '32')::uuid, 'thank_you', now, 'thank_you',
        'They gave their time', 'pending');
-- What a rule made of a referral.
INSERT INTO follow_up (owner_id, id, created_at, updated_at, contact_id, interview_id, referral_id, kind, due_at, rule,
                       reason, state)
VALUES (owner, (stem || '38')::uuid, now, now, (stem || '22')::uuid, (stem || '32')::uuid, (stem || '36')::uuid,
        'close_the_loop', now, 'close_loop_days', 'They led you there', 'pending');
