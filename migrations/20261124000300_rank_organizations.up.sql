-- What makes an organization a target, and in what order targets are worth pursuing.
ALTER TABLE organization
    ADD COLUMN industry   text,
    -- Where it is at home: two letters of ISO 3166-1.
    ADD COLUMN country    text,
    ADD COLUMN is_target  boolean  NOT NULL DEFAULT false,
    -- 0 unfamiliar to 3 dream.
    ADD COLUMN motivation smallint NOT NULL DEFAULT 0,
    -- 1 nothing suitable advertised to 3 very suitable.
    ADD COLUMN posting    smallint NOT NULL DEFAULT 1,
    ADD COLUMN advocacy   boolean  NOT NULL DEFAULT false,
    ADD CONSTRAINT organization_industry_check CHECK (char_length(industry) BETWEEN 1 AND 200),
    ADD CONSTRAINT organization_country_check CHECK (country ~ '^[A-Z]{2}$'),
    ADD CONSTRAINT organization_motivation_check CHECK (motivation BETWEEN 0 AND 3),
    ADD CONSTRAINT organization_posting_check CHECK (posting BETWEEN 1 AND 3);
CREATE INDEX organization_kind_idx ON organization (owner_id, kind, id);
CREATE INDEX organization_motivation_idx ON organization (owner_id, motivation, id);
-- A person's targets, a few hundred at most: every order of the target list sorts what this finds.
CREATE INDEX organization_is_target_idx ON organization (owner_id, id) WHERE is_target;
-- Compares byte by byte, which a prefix needs whatever the collation.
CREATE INDEX organization_name_prefix_idx ON organization (owner_id, lower(name) text_pattern_ops);
