-- Two people with a row in every table, and a third without anything, not even a change counter.
-- Ada's ids end in 0aXX, Bob's in 0bXX; XX is the number of the table below.

INSERT INTO account (id, created_at, updated_at, email, email_key, password_hash, display_name, time_zone)
SELECT ('00000000-0000-7000-8000-00000000' || person || '01')::uuid, now, now, name || '@example.org', name || '@example.org',
       'hash', name, 'Europe/Berlin'
FROM (VALUES ('0a', 'ada'), ('0b', 'bob'), ('0c', 'cyd')) AS people (person, name), now();
DELETE FROM change_counter WHERE owner_id = '00000000-0000-7000-8000-000000000c01';

-- And a fourth, with whose id a row that has its owner's id can be made.
INSERT INTO account (id, created_at, updated_at, email, email_key, password_hash, display_name, time_zone)
VALUES ('00000000-0000-7000-8000-00000000ff03', now(), now(), 'eve@example.org', 'eve@example.org', 'hash', 'eve', 'UTC');
INSERT INTO own_methodology (owner_id, id, created_at, updated_at, key, number, name, summary, built_in_id, rules)
SELECT '00000000-0000-7000-8000-00000000ff03', '00000000-0000-7000-8000-00000000ff04', now(), now(), 'mine', 1, 'Mine',
       'As I do it.', id, rules FROM methodology WHERE is_default;

INSERT INTO sign_in_throttle (email_hash, failures, last_failed_at) VALUES (decode(repeat('a1', 32), 'hex'), 1, now());

INSERT INTO methodology (id, key, version, name, summary, is_default, rules, created_at)
VALUES ('00000000-0000-7000-8000-000000000003', 'own', 1, 'Own', 'Own numbers', false, '[]', now());

INSERT INTO bank_question (id, number, topic, subject, body, minutes)
VALUES ('00000000-0000-7000-8000-000000000004', 9001, 'opener', 'interviewee', 'How did you get here?', 2);

INSERT INTO reflection_question (id, position, section, created_at, body, help)
VALUES ('00000000-0000-7000-8000-00000000ff02', 9002, 'role', now(), 'Which role?', 'Name one.'),
       ('00000000-0000-7000-8000-00000000ff03', 9003, 'role', now(), 'Which other role?', 'Name one.');

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
        PERFORM fill_workspace(owner, stem, now);
    END LOOP;
END $fixture$;
