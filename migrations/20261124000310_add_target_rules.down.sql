UPDATE methodology SET rules = (
    SELECT jsonb_agg(rule ORDER BY place)
    FROM jsonb_array_elements(rules) WITH ORDINALITY AS listed (rule, place)
    WHERE rule ->> 'key' NOT IN ('target_list_size', 'first_batch_size')
)
WHERE key = 'letter_then_call';
