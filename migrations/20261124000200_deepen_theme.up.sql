-- What a person knows of a theme beyond its name: what they aim at, where, for how long and what they already know
-- (F22 to F29, F130, F131, F141, F148). Every column has a default, so the previous release goes on inserting.

ALTER TABLE theme
    ADD COLUMN specialty           text,
    ADD COLUMN mode                text,
    ADD COLUMN target_roles        text[] NOT NULL DEFAULT '{}',
    ADD COLUMN employer_types      text[] NOT NULL DEFAULT '{}',
    -- An array of { place, country, priority, remote }, in the order of priority.
    ADD COLUMN locations           jsonb  NOT NULL DEFAULT '[]',
    ADD COLUMN relocation          text,
    ADD COLUMN time_horizon        text,
    ADD COLUMN advancement         text,
    ADD COLUMN investment          text,
    ADD COLUMN investment_amount   integer,
    ADD COLUMN investment_currency text,
    ADD COLUMN investment_decide_on date,
    -- The level for each topic that the person spoke about.
    ADD COLUMN familiarity         jsonb  NOT NULL DEFAULT '{}',
    ADD CONSTRAINT theme_specialty_check CHECK (char_length(specialty) BETWEEN 1 AND 200),
    ADD CONSTRAINT theme_mode_check CHECK (mode IN ('choose', 'refine', 'search')),
    ADD CONSTRAINT theme_target_roles_check
        CHECK (cardinality(target_roles) <= 20 AND array_position(target_roles, NULL) IS NULL),
    ADD CONSTRAINT theme_employer_types_check
        CHECK (cardinality(employer_types) <= 20 AND array_position(employer_types, NULL) IS NULL),
    ADD CONSTRAINT theme_locations_check
        CHECK (jsonb_typeof(locations) = 'array' AND char_length(locations::text) <= 10000),
    ADD CONSTRAINT theme_relocation_check CHECK (relocation IN ('fixed', 'reluctant', 'open', 'eager')),
    ADD CONSTRAINT theme_time_horizon_check CHECK (char_length(time_horizon) BETWEEN 1 AND 200),
    ADD CONSTRAINT theme_advancement_check CHECK (char_length(advancement) BETWEEN 1 AND 1000),
    ADD CONSTRAINT theme_investment_check CHECK (char_length(investment) BETWEEN 1 AND 500),
    ADD CONSTRAINT theme_investment_amount_check CHECK (investment_amount BETWEEN 0 AND 1000000000),
    ADD CONSTRAINT theme_investment_currency_check
        CHECK (char_length(investment_currency) = 3 AND investment_currency ~ '^[A-Z]+$'),
    ADD CONSTRAINT theme_investment_cost_check CHECK ((investment_amount IS NULL) = (investment_currency IS NULL)),
    ADD CONSTRAINT theme_investment_whole_check
        CHECK (investment IS NOT NULL OR (investment_amount IS NULL AND investment_decide_on IS NULL)),
    ADD CONSTRAINT theme_familiarity_check
        CHECK (jsonb_typeof(familiarity) = 'object' AND char_length(familiarity::text) <= 2000);
