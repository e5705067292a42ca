-- The next version of each built-in methodology: the same rules, and how fast people speak, by which a pitch that was never
-- said aloud is judged (F91); by when a meeting is confirmed, notes are transcribed, a resume is sent and a referrer told.
-- The versions before stay as they are; so do people's copies, which need not say these things: what has no number is not
-- asked for.
--
-- ON CONFLICT: the down migration leaves in place what outreaches follow.
UPDATE methodology SET is_default = false WHERE key = 'letter_then_call' AND version = 2;

INSERT INTO methodology (id, key, version, name, summary, is_default, created_at, rules)
SELECT next.id, key, version + 1, name, summary, key = 'letter_then_call', '2026-11-26T00:00:00Z', rules || $rules$[
    {
        "key": "speaking_words_per_minute", "value": 150, "unit": "words_per_minute",
        "rationale": "At an ordinary pace a pitch of 30 to 45 seconds has about 75 to 110 words. Your own pace is what the rehearsal measures, and that counts more.",
        "source": "National Center for Voice and Speech: about 150 for speakers of English in the US, as others quote it", "confidence": "medium"
    },
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
FROM methodology JOIN (VALUES
    ('01a21526-e400-7000-8000-000000000601'::uuid, 'letter_then_call', 2),
    ('01a21526-e400-7000-8000-000000000602'::uuid, 'phone_first', 1),
    ('01a21526-e400-7000-8000-000000000603'::uuid, 'three_b_seven', 1),
    ('01a21526-e400-7000-8000-000000000604'::uuid, 'three_seven_seven', 1)
) AS next (id, key, version) USING (key, version)
ON CONFLICT ON CONSTRAINT methodology_key_version_key DO UPDATE SET is_default = EXCLUDED.is_default, rules = EXCLUDED.rules;
