-- By when a meeting is confirmed, notes are transcribed, a resume is sent and a referrer told. Rules are only added: no
-- number that somebody's outreach follows changes, and a methodology without them makes no such follow-up.
UPDATE methodology SET rules = rules || $rules$[
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
WHERE key IN ('letter_then_call', 'phone_first', 'three_b_seven', 'three_seven_seven');
