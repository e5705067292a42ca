-- The next version of each built-in methodology: the same rules, and how fast people speak, by which a pitch that was never
-- said aloud is judged (F91). The versions before stay as they are; so do people's copies, which need not say it.
--
-- ON CONFLICT: the down migration leaves in place what outreaches follow.
UPDATE methodology SET is_default = false WHERE key = 'letter_then_call' AND version = 2;

INSERT INTO methodology (id, key, version, name, summary, is_default, created_at, rules)
SELECT next.id, key, version + 1, name, summary, key = 'letter_then_call', '2026-11-26T00:00:00Z', rules || $rules$[
    {
        "key": "speaking_words_per_minute", "value": 150, "unit": "words_per_minute",
        "rationale": "At an ordinary pace a pitch of 30 to 45 seconds has about 75 to 110 words. Your own pace is what the rehearsal measures, and that counts more.",
        "source": "National Center for Voice and Speech: about 150 for speakers of English in the US, as others quote it", "confidence": "medium"
    }
    ]$rules$::jsonb
FROM methodology JOIN (VALUES
    ('01a21526-e400-7000-8000-000000000601'::uuid, 'letter_then_call', 2),
    ('01a21526-e400-7000-8000-000000000602'::uuid, 'phone_first', 1),
    ('01a21526-e400-7000-8000-000000000603'::uuid, 'three_b_seven', 1),
    ('01a21526-e400-7000-8000-000000000604'::uuid, 'three_seven_seven', 1)
) AS next (id, key, version) USING (key, version)
ON CONFLICT ON CONSTRAINT methodology_key_version_key DO UPDATE SET is_default = EXCLUDED.is_default, rules = EXCLUDED.rules;
