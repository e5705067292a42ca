-- The next version of each built-in methodology: the same rules, and by when a meeting is confirmed, notes are transcribed,
-- a resume is sent and a referrer told. The versions before stay as they are; so do people's copies: one without these
-- numbers makes no such follow-up.
--
-- ON CONFLICT: the down migration leaves in place what outreaches follow.
UPDATE methodology SET is_default = false WHERE is_default;

INSERT INTO methodology (id, key, version, name, summary, is_default, created_at, rules)
SELECT next.id, key, version + 1, name, summary, key = 'letter_then_call', '2026-11-26T00:00:00Z', rules || $rules$[
    {
        "key": "confirm_days_before", "value": 1, "unit": "calendar_days",
        "rationale": "A word the day before, with your number, spares both of you a wasted way.",
        "source": "methodology survey, D5", "confidence": "medium"
    },
    {
        "key": "transcribe_notes_days", "value": 1, "unit": "calendar_days",
        "rationale": "A day later you still know what each scribble stands for.",
        "source": "seed 001 (F122); the days are our choice", "confidence": "low"
    },
    {
        "key": "send_resume_days", "value": 1, "unit": "calendar_days",
        "rationale": "They asked for it, so let them have it while they remember why.",
        "source": "seed 000 (F18); the days are our choice", "confidence": "low"
    },
    {
        "key": "close_loop_days", "value": 3, "unit": "calendar_days",
        "rationale": "Whoever led you to somebody likes to hear that it helped, and is the readier to lead you further.",
        "source": "our choice", "confidence": "low"
    }
    ]$rules$::jsonb
FROM (VALUES
    ('01a21526-e400-7000-8000-000000000711'::uuid, 'letter_then_call'),
    ('01a21526-e400-7000-8000-000000000712'::uuid, 'phone_first'),
    ('01a21526-e400-7000-8000-000000000713'::uuid, 'three_b_seven'),
    ('01a21526-e400-7000-8000-000000000714'::uuid, 'three_seven_seven')
) AS next (id, key) CROSS JOIN LATERAL (
    SELECT version, name, summary, rules FROM methodology
    -- Not the one of this migration, where it was left in place.
    WHERE methodology.key = next.key AND methodology.id <> next.id
    ORDER BY version DESC LIMIT 1
) AS latest
ON CONFLICT ON CONSTRAINT methodology_key_version_key DO UPDATE SET is_default = EXCLUDED.is_default, rules = EXCLUDED.rules;
