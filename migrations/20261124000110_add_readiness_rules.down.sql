UPDATE methodology SET rules = (
    SELECT jsonb_agg(rule ORDER BY place)
    FROM jsonb_array_elements(rules) WITH ORDINALITY AS listed (rule, place)
    WHERE rule ->> 'key' NOT IN (
        'min_reflection_answers', 'min_strengths', 'min_askable_contacts', 'first_outreach_ready_points',
        'standpoint_points', 'reflection_points', 'theme_with_why_points', 'strengths_points', 'somebody_to_ask_points',
        'own_questions_points', 'few_themes_points', 'weekly_target_points')
)
WHERE key = 'letter_then_call';
