UPDATE methodology SET rules = (
    SELECT jsonb_agg(rule ORDER BY place)
    FROM jsonb_array_elements(rules) WITH ORDINALITY AS listed (rule, place)
    WHERE rule ->> 'key' NOT IN ('confirm_days_before', 'transcribe_notes_days', 'send_resume_days', 'close_loop_days')
)
WHERE key IN ('letter_then_call', 'phone_first', 'three_b_seven', 'three_seven_seven');
