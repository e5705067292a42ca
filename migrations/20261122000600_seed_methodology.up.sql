-- The built-in methodology: write first, then call. A changed number is a new version of it, never an edit of this row.
--
-- `rules` is an array of { key, <value>, unit, rationale, source, confidence }, where <value> is exactly one of
--     "value": 3  |  "min": 5, "max": 60 [, "default": 20]  |  "channels": ["letter", "email"]  |  "word": "on_request"
-- "seed" and F-numbers name the source documents and the points taken from them; "our choice" is what it says.
-- ON CONFLICT: its down migration leaves the row in place while outreaches follow it.
INSERT INTO methodology (id, key, version, name, summary, is_default, created_at, rules) VALUES (
    '01a2008d-7400-7000-8000-000000000001',
    'letter_then_call',
    1,
    'Letter, then call',
    'Write a short personal letter or e-mail, follow it up by phone after one to two weeks, and know when to stop. Thank everybody by the next day, and stay in touch.',
    true,
    '2026-11-22T00:00:00Z',
    $rules$[
    {
        "key": "first_channels", "channels": ["letter", "email"], "unit": "channels",
        "rationale": "A busy person gains nothing at once by saying yes; writing leaves them time to think and makes a quick no less likely.",
        "source": "seed 001 (F40, F41)", "confidence": "medium"
    },
    {
        "key": "first_message_within_days", "value": 7, "unit": "calendar_days",
        "rationale": "An outreach that is planned and not begun within a week tends not to begin.",
        "source": "our choice", "confidence": "low"
    },
    {
        "key": "follow_up_channels", "channels": ["phone"], "unit": "channels",
        "rationale": "A direct call after a message lets them connect a voice with the words, and ask back.",
        "source": "seed 001 (F50, F52)", "confidence": "medium"
    },
    {
        "key": "follow_up_days", "min": 7, "max": 14, "unit": "calendar_days",
        "rationale": "A week or two is long enough for nobody to feel badgered, and short enough for the message to be remembered.",
        "source": "seed 001 (F50, F51)", "confidence": "medium"
    },
    {
        "key": "retry_call_days", "min": 1, "max": 3, "unit": "calendar_days",
        "rationale": "A call that reached nobody asked nothing of them, so the next one may follow soon, but not the same day. Counted in calendar days, weekends included.",
        "source": "our choice, for F64 and F65", "confidence": "low"
    },
    {
        "key": "retry_after_message_days", "min": 3, "max": 7, "unit": "calendar_days",
        "rationale": "A voicemail, a message left with somebody or a reply within a conversation asks for an answer; leave time for it.",
        "source": "our choice, for F66 and F67", "confidence": "low"
    },
    {
        "key": "out_of_office_days", "min": 7, "max": 14, "unit": "calendar_days",
        "rationale": "Most absences without a stated end are over within a week, and the first days back are crowded.",
        "source": "our choice, for F65", "confidence": "low"
    },
    {
        "key": "correct_within_days", "value": 3, "unit": "calendar_days",
        "rationale": "What never arrived, or was not recognized, has asked nothing yet; mend it while the plan is fresh and do not repeat the mistake.",
        "source": "our choice, for F65, F68 and F69", "confidence": "low"
    },
    {
        "key": "reply_within_days", "value": 2, "unit": "calendar_days",
        "rationale": "Somebody who shows interest should not have to wait for you.",
        "source": "our choice", "confidence": "low"
    },
    {
        "key": "schedule_within_days", "value": 3, "unit": "calendar_days",
        "rationale": "A yes without a date fades; they pick time and place, and you fit yourself around them.",
        "source": "seed 001 (F55); the days are our choice", "confidence": "low"
    },
    {
        "key": "offer_phone_within_days", "value": 2, "unit": "calendar_days",
        "rationale": "Who has no time to meet may have time for a phone call at their convenience; best offered in the same breath.",
        "source": "seed 001 (F56); the days are our choice", "confidence": "low"
    },
    {
        "key": "courtesy_within_days", "value": 2, "unit": "calendar_days",
        "rationale": "Thanks for a no keep the impression a good one: you may yet talk with people they know.",
        "source": "seed 001 (F57, F60); the days are our choice", "confidence": "low"
    },
    {
        "key": "attempt_cap", "value": 3, "unit": "attempts",
        "rationale": "Three tries without an answer are an answer for now. Sources range from a single follow-up to one a week for a month.",
        "source": "our choice, between SFU and Quinnipiac", "confidence": "low"
    },
    {
        "key": "cooldown_days", "value": 90, "unit": "calendar_days",
        "rationale": "After a season circumstances differ, and another ask is a new one.",
        "source": "our choice, for F58", "confidence": "low"
    },
    {
        "key": "recontact_within_days", "value": 14, "unit": "calendar_days",
        "rationale": "A date to ask again that they named, or that the cooldown gives, is worth keeping within two weeks.",
        "source": "our choice, for F58", "confidence": "low"
    },
    {
        "key": "ask_minutes", "min": 5, "max": 60, "default": 20, "unit": "minutes",
        "rationale": "A short, definite request is easy to grant, and to keep; more time is theirs to offer.",
        "source": "seed 000 (F10), seed 003 (F166), Berkeley, BLS Occupational Outlook Quarterly 2002", "confidence": "high"
    },
    {
        "key": "min_questions", "value": 3, "unit": "questions",
        "rationale": "Fewer than three prepared questions waste their time.",
        "source": "seed 000 (F6)", "confidence": "medium"
    },
    {
        "key": "max_deferred_questions", "value": 2, "unit": "questions",
        "rationale": "One or two questions may be sent afterwards; more would be a second interview.",
        "source": "seed 001 (F114)", "confidence": "medium"
    },
    {
        "key": "deferred_questions_days", "value": 3, "unit": "calendar_days",
        "rationale": "After the thank-you, and while the conversation is fresh to both.",
        "source": "our choice, for F114", "confidence": "low"
    },
    {
        "key": "thank_you_days", "value": 1, "unit": "calendar_days",
        "rationale": "Thanks go out no later than the next day, while both remember what was said.",
        "source": "seed 001 (F120), Yale postdocs, NC State", "confidence": "high"
    },
    {
        "key": "update_cadence_days", "min": 60, "max": 180, "default": 120, "unit": "calendar_days",
        "rationale": "Every few months keeps you remembered and does not wear; 120 days make three updates a year.",
        "source": "seed 001 (F124, F127); the days lie within the ranges of several guides", "confidence": "medium"
    },
    {
        "key": "updates_per_year", "value": 3, "unit": "updates_per_year",
        "rationale": "Up to three updates a year are welcome.",
        "source": "methodology survey, part D5", "confidence": "medium"
    },
    {
        "key": "max_active_themes", "value": 3, "unit": "themes",
        "rationale": "Up to three dream careers can be explored with the care they deserve.",
        "source": "seed 003 (F150)", "confidence": "medium"
    },
    {
        "key": "pitch_seconds", "min": 30, "max": 45, "unit": "seconds",
        "rationale": "Long enough to say who you are and what you hope to learn, short enough to be listened to.",
        "source": "seed 001 (F91)", "confidence": "medium"
    },
    {
        "key": "arrive_early_minutes", "min": 5, "max": 10, "unit": "minutes",
        "rationale": "Time to find the room and your breath, without making them hurry.",
        "source": "seed 001 (F97), NC State", "confidence": "high"
    },
    {
        "key": "closing_buffer_minutes", "value": 3, "unit": "minutes",
        "rationale": "Finish with a few minutes to spare for a friendly close; where between a couple and a few is our choice.",
        "source": "seed 001 (F115, F119)", "confidence": "low"
    },
    {
        "key": "resume_policy", "word": "on_request", "unit": "choice",
        "rationale": "A resume that nobody asked for turns a request for advice into a request for a job.",
        "source": "seed 000 (F18), RCEL, Dartmouth Thayer", "confidence": "high"
    }
    ]$rules$
) ON CONFLICT ON CONSTRAINT methodology_key_version_key DO NOTHING;
