-- What to have before the first outreach, and what each of it is worth. Rules are only added: no number that somebody's
-- outreach follows changes.
UPDATE methodology SET rules = rules || $rules$[
    {
        "key": "min_reflection_answers", "value": 10, "unit": "answers",
        "rationale": "Who has answered about half of the questions to themselves can tell others what they are looking for.",
        "source": "seed 001 (F27), seed 003 (F149); the number is our choice", "confidence": "low"
    },
    {
        "key": "min_strengths", "value": 3, "unit": "strengths",
        "rationale": "With three strengths at hand there is one that fits what the other person cares about.",
        "source": "seed 003 (F171); the number is our choice", "confidence": "low"
    },
    {
        "key": "min_askable_contacts", "value": 1, "unit": "contacts",
        "rationale": "The first conversation is easiest with somebody who knows you, if only a little.",
        "source": "seed 000 (F5), seed 003 (F153); the number is our choice", "confidence": "low"
    },
    {
        "key": "first_outreach_ready_points", "value": 80, "unit": "points",
        "rationale": "Perfection is no condition: a smaller part may be missing, as long as you are clear with yourself.",
        "source": "seed 003 (F149, F151); the number is our choice", "confidence": "low"
    },
    {
        "key": "standpoint_points", "value": 10, "unit": "points",
        "rationale": "People help better when they know whether you are looking now or only starting.",
        "source": "seed 001 (F94), seed 002 (F140); the points are our choice", "confidence": "low"
    },
    {
        "key": "reflection_points", "value": 25, "unit": "points",
        "rationale": "Asking others before asking yourself brings confusion.",
        "source": "seed 001 (F27), seed 003 (F149, F151); the points are our choice", "confidence": "low"
    },
    {
        "key": "theme_with_why_points", "value": 20, "unit": "points",
        "rationale": "A theme and the reason for it are what the first message is about.",
        "source": "seed 000 (F2), seed 003 (F150); the points are our choice", "confidence": "low"
    },
    {
        "key": "strengths_points", "value": 10, "unit": "points",
        "rationale": "Your strengths make the conversation worthwhile for the other side too.",
        "source": "seed 003 (F171); the points are our choice", "confidence": "low"
    },
    {
        "key": "somebody_to_ask_points", "value": 15, "unit": "points",
        "rationale": "Most people dislike asking strangers, so a warm path comes first.",
        "source": "seed 000 (F5), seed 003 (F153); the points are our choice", "confidence": "low"
    },
    {
        "key": "own_questions_points", "value": 10, "unit": "points",
        "rationale": "Whoever says yes at once should not find you without questions.",
        "source": "seed 000 (F6); the points are our choice", "confidence": "low"
    },
    {
        "key": "few_themes_points", "value": 5, "unit": "points",
        "rationale": "Too many themes at a time leave care for none.",
        "source": "seed 003 (F150); the points are our choice", "confidence": "low"
    },
    {
        "key": "weekly_target_points", "value": 5, "unit": "points",
        "rationale": "Conversations happen to those who set them up; a target keeps the pace.",
        "source": "seed 002 (F129); the points are our choice", "confidence": "low"
    }
    ]$rules$::jsonb
WHERE key = 'letter_then_call';
