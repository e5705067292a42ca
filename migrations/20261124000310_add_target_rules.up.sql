-- How long a target list should be, and with how many of its organizations to begin. Rules are only added: no number that
-- somebody's outreach follows changes.
UPDATE methodology SET rules = rules || $rules$[
    {
        "key": "target_list_size", "value": 40, "unit": "organizations",
        "rationale": "Forty places, more than come to mind at once, keep a search going when the first ones do not answer.",
        "source": "Dalton, The 2-Hour Job Search (methodology survey, part D1)", "confidence": "high"
    },
    {
        "key": "first_batch_size", "value": 5, "unit": "organizations",
        "rationale": "Five at a time can be written to in one sitting, and followed up without losing track.",
        "source": "Dalton, The 2-Hour Job Search (methodology survey, part D1)", "confidence": "high"
    }
    ]$rules$::jsonb
WHERE key = 'letter_then_call';
