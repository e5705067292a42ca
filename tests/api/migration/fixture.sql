-- Two people with a row in every table, and a third without anything, not even a change counter.
-- Ada's ids end in 0aXX, Bob's in 0bXX; XX is the number of the table below.

INSERT INTO account (id, created_at, updated_at, email, email_key, password_hash, display_name, time_zone)
SELECT ('00000000-0000-7000-8000-00000000' || person || '01')::uuid, now, now, name || '@example.org', name || '@example.org',
       'hash', name, 'Europe/Berlin'
FROM (VALUES ('0a', 'ada'), ('0b', 'bob'), ('0c', 'cyd')) AS people (person, name), now();
DELETE FROM change_counter WHERE owner_id = '00000000-0000-7000-8000-000000000c01';

INSERT INTO sign_in_throttle (email_hash, failures, last_failed_at) VALUES (decode(repeat('a1', 32), 'hex'), 1, now());

INSERT INTO methodology (id, key, version, name, summary, is_default, rules, created_at)
VALUES ('00000000-0000-7000-8000-000000000003', 'own', 1, 'Own', 'Own numbers', false, '[]', now());

INSERT INTO bank_question (id, number, topic, subject, body, minutes)
VALUES ('00000000-0000-7000-8000-000000000004', 9001, 'opener', 'interviewee', 'How did you get here?', 2);

DO $fixture$
DECLARE
    person text;
    stem   text;
    owner  uuid;
    now    timestamptz := now();
BEGIN
    FOREACH person IN ARRAY ARRAY['0a', '0b'] LOOP
        stem := '00000000-0000-7000-8000-00000000' || person;
        owner := stem || '01';

        INSERT INTO session (id, account_id, created_at, last_used_at, expires_at, device, scope)
        VALUES ((stem || '10')::uuid, owner, now, now, now + interval '1 day', 'browser', 'themes:read');
        INSERT INTO refresh_token (token_hash, session_id, created_at, expires_at)
        VALUES (decode(repeat(person, 32), 'hex'), (stem || '10')::uuid, now, now + interval '1 day');
        INSERT INTO idempotency_key (owner_id, key, fingerprint, status, body, created_at, expires_at)
        VALUES (owner, 'key-of-' || person, decode(repeat(person, 32), 'hex'), 201, '', now, now + interval '1 day');

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
        VALUES (owner, (stem || '26')::uuid, now, now, 'Why?', 'opener', 'interviewee', 2, 'must', '00000000-0000-7000-8000-000000000004');

        INSERT INTO outreach (owner_id, id, created_at, updated_at, contact_id, theme_id, methodology_id, state,
                              next_action, next_action_from, next_action_until)
        VALUES (owner, (stem || '30')::uuid, now, now, (stem || '22')::uuid, (stem || '20')::uuid,
                (SELECT id FROM methodology WHERE is_default), 'meeting_agreed', 'hold', now, now);
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
    END LOOP;
END $fixture$;
