-- The numbers behind the eagerness of organizations. They ship with Rapport, are read by everybody and are never edited:
-- a changed number is a new version of its key, and the latest holds.
--
-- A weight counts against the other weights. "seed" and F-numbers name the source documents and the points taken from
-- them; "our choice" is what it says.
CREATE TABLE analytics_rule (
    key        text        NOT NULL,
    version    integer     NOT NULL,
    value      integer     NOT NULL,
    unit       text        NOT NULL,
    rationale  text        NOT NULL,
    source     text        NOT NULL,
    confidence text        NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT analytics_rule_pkey PRIMARY KEY (key, version),
    CONSTRAINT analytics_rule_key_check CHECK (char_length(key) BETWEEN 1 AND 100),
    CONSTRAINT analytics_rule_version_check CHECK (version > 0),
    CONSTRAINT analytics_rule_value_check CHECK (value BETWEEN 0 AND 1000),
    CONSTRAINT analytics_rule_unit_check CHECK (unit IN ('weight', 'calendar_days', 'observations', 'percent')),
    CONSTRAINT analytics_rule_rationale_check CHECK (char_length(rationale) BETWEEN 1 AND 2000),
    CONSTRAINT analytics_rule_source_check CHECK (char_length(source) BETWEEN 1 AND 2000),
    CONSTRAINT analytics_rule_confidence_check CHECK (confidence IN ('high', 'medium', 'low'))
);

INSERT INTO analytics_rule (key, version, value, unit, rationale, source, confidence, created_at)
SELECT key, 1, value, unit, rationale, source, confidence, '2026-11-25T00:00:00Z'
FROM (VALUES
    ('weight_replied', 25, 'weight',
     'That somebody answers at all is the plainest sign of interest, and there is most of it to count.',
     'seed 001 (F71); the number is our choice', 'low'),
    ('weight_promptness', 15, 'weight',
     'Those who want to help answer soon; those who feel obliged answer late.',
     'seed 001 (F71); S. Dalton, The 2-Hour Job Search (boosters and obligates); the number is our choice', 'low'),
    ('weight_ease', 10, 'weight',
     'Whoever has to be asked many times was less eager. It is partly the same as answering, hence the smaller weight.',
     'seed 001 (F65, F71); the number is our choice', 'low'),
    ('weight_time_given', 15, 'weight',
     'Time is what they gave; whoever kept to what was asked for, or gave more, was glad to talk.',
     'seed 000 (F13), seed 001 (F71); the number is our choice', 'low'),
    ('weight_referrals', 15, 'weight',
     'To lead somebody to one''s own acquaintances takes trust.',
     'seed 000 (F4), seed 001 (F71); the number is our choice', 'low'),
    ('weight_invitations', 15, 'weight',
     'To write first, or to agree to meet, goes beyond an answer.',
     'seed 001 (F54, F71); the number is our choice', 'low'),
    ('weight_softened_declines', 5, 'weight',
     'A no that offers a call, another time or another person is friendlier than a plain one. There are few to count.',
     'seed 001 (F56, F58, F59); the number is our choice', 'low'),
    ('prompt_reply_days', 5, 'calendar_days',
     'Boosters reply within three business days; with a weekend between, those are five days.',
     'S. Dalton, The 2-Hour Job Search (3B7)', 'medium'),
    ('full_time_percent', 100, 'percent',
     'From this share of the minutes that were asked for on, the time was given in full.',
     'seed 001 (F71); the number is our choice', 'low'),
    ('prior_observations', 4, 'observations',
     'What is known of all organizations counts as much as four observations of one, so that one lucky answer is no proof.',
     'A. Agresti and B. A. Coull, The American Statistician 52 (1998), 119-126, add four; that it is four here is our choice', 'low')
) AS rule (key, value, unit, rationale, source, confidence);

-- The attempts of some weeks, by their time.
CREATE INDEX attempt_at_idx ON attempt (owner_id, at);
