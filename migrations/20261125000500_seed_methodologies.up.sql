-- The built-in methodologies: the second version of the default, and three others. Each is told by how it differs from an
-- earlier one: rules with a new key are added, rules with a known key replace it. A version that has landed never changes.
--
-- `rules` has two more forms of value: "flag": true, and "steps": [{ "after": { "min": 3, "max": 6 }, "unit":
-- "business_days", "channels": ["email"], "target": "same_contact", "counted_from": "first_message", "max": 1 }]. D1 to D8
-- are parts of the methodology survey.
--
-- 3B7, LAMP and TIARA are terms of Steve Dalton's book, 3-7-7 of Onibalusi's article. This project is not
-- affiliated with either; the numbers are facts that they published.

CREATE FUNCTION pg_temp.overridden(rules jsonb, changes jsonb) RETURNS jsonb LANGUAGE sql AS $$
    SELECT jsonb_agg(coalesce(change.rule, base.rule) ORDER BY base.place, change.place)
    FROM jsonb_array_elements(rules) WITH ORDINALITY AS base (rule, place)
    FULL JOIN jsonb_array_elements(changes) WITH ORDINALITY AS change (rule, place)
    ON base.rule ->> 'key' = change.rule ->> 'key'
    WHERE base.rule ->> 'key' IS DISTINCT FROM 'follow_up_days'
$$;

UPDATE methodology SET is_default = false WHERE key = 'letter_then_call' AND version = 1;

-- ON CONFLICT: the down migration leaves in place what outreaches follow.
INSERT INTO methodology (id, key, version, name, summary, is_default, created_at, rules)
SELECT '01a21000-8800-7000-8000-000000000001', key, 2, name, summary, true, '2026-11-25T00:00:00Z',
    pg_temp.overridden(rules, $rules$[
    {
        "key": "follow_up_steps", "steps": [
            { "after": { "min": 7, "max": 14 }, "unit": "calendar_days", "channels": ["phone"],
             "target": "same_contact", "counted_from": "previous_attempt" }
        ], "unit": "steps",
        "rationale": "A week or two is long enough for nobody to feel badgered, and short enough for the message to be remembered. A call each time, until the cap on attempts.",
        "source": "seed 001 (F50, F51, F52)", "confidence": "medium"
    },
    {
        "key": "noon_cut_off", "flag": false, "unit": "yes_or_no",
        "rationale": "Letters and calls that are a week or two apart are counted in whole days; the hour does not matter.",
        "source": "our choice", "confidence": "low"
    },
    {
        "key": "stop_when_somebody_helps", "flag": false, "unit": "yes_or_no",
        "rationale": "Two people at one organization see different sides of it, and a letter and a call are a light touch.",
        "source": "our choice", "confidence": "low"
    },
    {
        "key": "booster_reply_days", "value": 3, "unit": "business_days",
        "rationale": "Who wants to help answers soon; who takes longer may help out of duty, or not at all.",
        "source": "Dalton, The 2-Hour Job Search (D1)", "confidence": "high"
    },
    {
        "key": "booster_counted_from", "word": "previous_attempt", "unit": "choice",
        "rationale": "A letter is not made to be answered; the call that follows it is.",
        "source": "our choice", "confidence": "low"
    },
    {
        "key": "curmudgeon_after_attempts", "value": 3, "unit": "attempts",
        "rationale": "Nobody owes an answer; after as many tries as the cap allows, put your hope in others.",
        "source": "Dalton, The 2-Hour Job Search (D1), as many as the cap", "confidence": "low"
    },
    {
        "key": "letter_words", "value": 350, "unit": "words",
        "rationale": "No longer than a page, which busy people read to its end; the number of words is our choice.",
        "source": "seed 001 (F48)", "confidence": "medium"
    },
    {
        "key": "email_words", "value": 150, "unit": "words",
        "rationale": "What fits on a screen is read at once; longer than Dalton has it, for a letter by e-mail also says who you are and why them.",
        "source": "seed 001 (F48), Dalton (D1); the number is our choice", "confidence": "low"
    },
    {
        "key": "connection_note_characters", "value": 300, "unit": "characters",
        "rationale": "LinkedIn takes no longer note with an invitation to connect.",
        "source": "methodology survey, D8", "confidence": "medium"
    },
    {
        "key": "subject_characters", "value": 60, "unit": "characters",
        "rationale": "A list of messages shows only the beginning of a subject; what they see first is what they open.",
        "source": "our choice, for seed 001 (F68)", "confidence": "low"
    },
    {
        "key": "require_permission_to_name", "flag": true, "unit": "yes_or_no",
        "rationale": "Whoever is named without being asked may not name anybody again.",
        "source": "seed 001 (F47)", "confidence": "medium"
    },
    {
        "key": "subject_coverage", "value": 3, "unit": "subjects",
        "rationale": "Questions about the company or field, about the person and about your chances: a conversation about one of them alone leaves gaps.",
        "source": "seed 001 (F80)", "confidence": "medium"
    },
    {
        "key": "talk_share_percent", "value": 25, "unit": "percent",
        "rationale": "You came to listen and to learn: they talk for three quarters of the time.",
        "source": "seed 003 (F162); the number from D5", "confidence": "medium"
    },
    {
        "key": "thank_you_cites_learning", "flag": true, "unit": "yes_or_no",
        "rationale": "Thanks for something that was new to you show that you listened.",
        "source": "seed 001 (F121)", "confidence": "medium"
    }
    ]$rules$)
FROM methodology WHERE key = 'letter_then_call' AND version = 1
ON CONFLICT ON CONSTRAINT methodology_key_version_key DO UPDATE SET is_default = true, rules = EXCLUDED.rules;

INSERT INTO methodology (id, key, version, name, summary, is_default, created_at, rules)
SELECT profile.id, profile.key, 1, profile.name, profile.summary, false, '2026-11-25T00:00:00Z',
    pg_temp.overridden(rules, changes)
FROM methodology, (VALUES (
    '01a21000-8800-7000-8000-000000000002'::uuid, 'phone_first', 'Phone first',
    'Formulate three questions, call somebody you know or were pointed to, and ask for a few minutes. Call again when nobody answers.',
    $rules$[
    {
        "key": "first_channels", "channels": ["phone"], "unit": "channels",
        "rationale": "A call to somebody you know, or were pointed to, is the shortest way to a few minutes of their time.",
        "source": "seed 000 (F9, F12)", "confidence": "medium"
    },
    {
        "key": "first_message_within_days", "value": 7, "unit": "calendar_days",
        "rationale": "A call that is planned and not made within a week tends not to be made.",
        "source": "our choice", "confidence": "low"
    },
    {
        "key": "follow_up_channels", "channels": ["phone", "email"], "unit": "channels",
        "rationale": "Who was called is called again; a short e-mail does where calling does not.",
        "source": "seed 000 (F9); our choice", "confidence": "low"
    },
    {
        "key": "follow_up_steps", "steps": [
            { "after": { "min": 3, "max": 7 }, "unit": "calendar_days", "channels": ["phone"],
             "target": "same_contact", "counted_from": "previous_attempt" }
        ], "unit": "steps",
        "rationale": "A message that went ahead of a call, or in its place, is followed by the call.",
        "source": "our choice, for F9", "confidence": "low"
    },
    {
        "key": "ask_minutes", "min": 5, "max": 20, "default": 10, "unit": "minutes",
        "rationale": "A few minutes are easily granted on the phone; five to ten are appropriate, and people who like to give advice go on by themselves.",
        "source": "seed 000 (F10, F13)", "confidence": "medium"
    }
    ]$rules$::jsonb
), (
    '01a21000-8800-7000-8000-000000000003'::uuid, 'three_b_seven', '3B7',
    'One contact at an organization at a time: after three business days without an answer ask somebody else there, after seven write to the first once more, and stop as soon as somebody helps. 3B7 is a term of Steve Dalton''s The 2-Hour Job Search; this project is not affiliated with it.',
    $rules$[
    {
        "key": "first_channels", "channels": ["email", "social_network"], "unit": "channels",
        "rationale": "A short e-mail is answered when it suits them, and it is known when it was sent.",
        "source": "Dalton, The 2-Hour Job Search (D1)", "confidence": "medium"
    },
    {
        "key": "follow_up_channels", "channels": ["email"], "unit": "channels",
        "rationale": "The same way as the first message, so that the two are read as one.",
        "source": "Dalton, The 2-Hour Job Search (D1)", "confidence": "medium"
    },
    {
        "key": "follow_up_steps", "steps": [
            { "after": { "min": 3, "max": 6 }, "unit": "business_days", "channels": ["email", "social_network"],
             "target": "other_contact_same_organization", "counted_from": "first_message", "max": 1 },
            { "after": { "min": 7, "max": 9 }, "unit": "business_days", "channels": ["email"],
             "target": "same_contact", "counted_from": "first_message", "max": 1 }
        ], "unit": "steps",
        "rationale": "Who wants to help answers within three business days: do not wait longer before you ask somebody else there, and remind the first once after seven. Until when is our choice.",
        "source": "Dalton, The 2-Hour Job Search (D1, D4)", "confidence": "high"
    },
    {
        "key": "noon_cut_off", "flag": true, "unit": "yes_or_no",
        "rationale": "What comes in the afternoon or on a weekend is read on the next business day.",
        "source": "methodology survey, D1: how others read the book", "confidence": "low"
    },
    {
        "key": "attempt_cap", "value": 2, "unit": "attempts",
        "rationale": "The first message and one repeat; after that the time is better spent on somebody else.",
        "source": "Dalton, The 2-Hour Job Search (D1)", "confidence": "high"
    },
    {
        "key": "stop_when_somebody_helps", "flag": true, "unit": "yes_or_no",
        "rationale": "One who helps is enough at an organization, and can say who else to talk to.",
        "source": "Dalton, The 2-Hour Job Search (D1)", "confidence": "high"
    },
    {
        "key": "booster_counted_from", "word": "first_message", "unit": "choice",
        "rationale": "A reminder that is answered is an answer after seven business days.",
        "source": "Dalton, The 2-Hour Job Search (D1)", "confidence": "medium"
    },
    {
        "key": "curmudgeon_after_attempts", "value": 2, "unit": "attempts",
        "rationale": "Who answers neither the message nor its repeat will not answer a third.",
        "source": "Dalton, The 2-Hour Job Search (D1)", "confidence": "medium"
    },
    {
        "key": "email_words", "value": 75, "unit": "words",
        "rationale": "Short enough to be answered from a phone; more than half of it about them, and the request a question.",
        "source": "Dalton, The 2-Hour Job Search, second edition (D1)", "confidence": "medium"
    }
    ]$rules$::jsonb
), (
    '01a21000-8800-7000-8000-000000000004'::uuid, 'three_seven_seven', '3-7-7',
    'Write an e-mail, and write again after three, seven and seven days. 3-7-7 is a term of Onibalusi''s; this project is not affiliated with it.',
    $rules$[
    {
        "key": "first_channels", "channels": ["email"], "unit": "channels",
        "rationale": "The numbers were found with e-mail.",
        "source": "Onibalusi (D4)", "confidence": "medium"
    },
    {
        "key": "follow_up_channels", "channels": ["email"], "unit": "channels",
        "rationale": "The numbers were found with e-mail.",
        "source": "Onibalusi (D4)", "confidence": "medium"
    },
    {
        "key": "follow_up_steps", "steps": [
            { "after": { "min": 3, "max": 5 }, "unit": "calendar_days", "channels": ["email"],
             "target": "same_contact", "counted_from": "previous_attempt", "max": 1 },
            { "after": { "min": 7, "max": 10 }, "unit": "calendar_days", "channels": ["email"],
             "target": "same_contact", "counted_from": "previous_attempt", "max": 2 }
        ], "unit": "steps",
        "rationale": "Nine of ten replies come within two days, so a first reminder need not wait longer than three, and two more wait a week each. Until when is our choice.",
        "source": "Onibalusi (D4)", "confidence": "medium"
    },
    {
        "key": "attempt_cap", "value": 4, "unit": "attempts",
        "rationale": "The message and three reminders.",
        "source": "Onibalusi (D4)", "confidence": "medium"
    },
    {
        "key": "curmudgeon_after_attempts", "value": 4, "unit": "attempts",
        "rationale": "Who answers none of the reminders will not answer another.",
        "source": "Onibalusi (D4), as many as the cap", "confidence": "low"
    },
    {
        "key": "email_words", "value": 100, "unit": "words",
        "rationale": "Short enough to be read to its end.",
        "source": "Dalton, The 2-Hour Job Search, first edition (D1)", "confidence": "high"
    }
    ]$rules$::jsonb
)) AS profile (id, key, name, summary, changes)
WHERE methodology.key = 'letter_then_call' AND version = 2
ON CONFLICT ON CONSTRAINT methodology_key_version_key DO UPDATE SET rules = EXCLUDED.rules;

DROP FUNCTION pg_temp.overridden;
