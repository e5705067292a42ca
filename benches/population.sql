-- A population like one that uses the service: so many owners with so many contacts each, three in ten of them pursued, with two
-- attempts each, one in ten interviewed, one in five owed something. Ids say what is what, so that whoever asks can make them
-- up: the owner's number, and the contact's. Everything goes through the triggers, as the service's own writes do.
-- psql -v owners=100 -v contacts=100 -v hash='...' -f population.sql

CREATE FUNCTION pg_temp.numbered(number bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS
    $$ SELECT ('00000000-0000-7000-8000-' || (100000000000 + number))::uuid $$;

CREATE PROCEDURE pg_temp.populate(owners int, contacts int, hash text) LANGUAGE plpgsql AS $$
DECLARE
    of uuid;
    at timestamptz;
BEGIN
    FOR owner IN 1..owners LOOP
        of := pg_temp.numbered(700000000000 + owner);
        CONTINUE WHEN EXISTS (SELECT FROM account WHERE id = of);
        at := now() - interval '30 days';
        INSERT INTO account (id, created_at, updated_at, email, email_key, password_hash, display_name, time_zone)
        VALUES (of, at, at, 'owner' || owner || '@bench.example', 'owner' || owner || '@bench.example', hash, 'Owner ' || owner,
                'Europe/Berlin');
        INSERT INTO contact (owner_id, id, created_at, updated_at, name, headline, relationship, warmth, tags, do_not_contact,
                             last_contacted_at)
        SELECT of, pg_temp.numbered(n), at + n * interval '1 second', at, 'Person ' || md5(n::text || owner::text),
               'Works at ' || md5((n % 20)::text), (ARRAY['alum', 'friend', 'coworker', 'referred'])[1 + n % 4],
               (ARRAY['warm', 'lukewarm', 'cold'])[1 + n % 3], ARRAY['t' || n % 5], false,
               CASE WHEN n % 3 = 0 THEN at + interval '20 days' END
        FROM generate_series(1, contacts) AS n;
        INSERT INTO outreach (owner_id, id, created_at, updated_at, contact_id, methodology_id, state, next_action,
                              next_action_from, next_action_until)
        SELECT of, pg_temp.numbered(n), at, at, pg_temp.numbered(n), (SELECT id FROM methodology WHERE is_default),
               CASE WHEN n % 10 = 0 THEN 'meeting_agreed' ELSE 'awaiting_reply' END, 'call_to_follow_up',
               now() - interval '1 day', now() + n % 20 * interval '1 day'
        FROM generate_series(1, contacts) AS n WHERE n % 10 IN (0, 3, 6);
        INSERT INTO attempt (owner_id, id, created_at, outreach_id, number, channel, direction, outcome, at)
        SELECT of, pg_temp.numbered(n * 10 + k), at, pg_temp.numbered(n), k, (ARRAY['email', 'phone'])[k], 'outbound',
               (ARRAY['sent', 'no_answer'])[k], at + k * interval '8 days'
        FROM generate_series(1, contacts) AS n, generate_series(1, 2) AS k WHERE n % 10 IN (0, 3, 6);
        INSERT INTO interview (owner_id, id, created_at, updated_at, outreach_id, contact_id, kind, mode, starts_at, time_zone,
                               planned_minutes, state, started_at, completed_at, actual_minutes)
        SELECT of, pg_temp.numbered(n), at, at, pg_temp.numbered(n), pg_temp.numbered(n), 'exploratory', 'phone',
               at + interval '20 days', 'Europe/Berlin', 20, 'completed', at + interval '20 days',
               at + interval '20 days 20 minutes', 20
        FROM generate_series(1, contacts) AS n WHERE n % 10 = 0;
        INSERT INTO follow_up (owner_id, id, created_at, updated_at, contact_id, kind, due_at, reason, state)
        SELECT of, pg_temp.numbered(n), at, at, pg_temp.numbered(n), 'update', now() + (n % 30 - 10) * interval '1 day',
               'They wanted to hear', 'pending'
        FROM generate_series(1, contacts) AS n WHERE n % 5 = 0;
        IF owner % 10 = 0 THEN COMMIT; END IF;
    END LOOP;
END $$;

CALL pg_temp.populate(:owners, :contacts, :'hash');
