-- Every filter and every order of the list of contacts is served by an index that begins with the owner.

CREATE EXTENSION IF NOT EXISTS btree_gin;

-- Words in lower case, in their order, so that an index can compare them without regard to letter case.
CREATE FUNCTION fold_words(words text[]) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN ARRAY(SELECT lower(word) FROM unnest(words) WITH ORDINALITY AS listed (word, place) ORDER BY place);

CREATE INDEX contact_tags_idx ON contact USING gin (owner_id, fold_words(tags));
CREATE INDEX contact_roles_idx ON contact USING gin (owner_id, roles);
CREATE INDEX contact_custom_idx ON contact USING gin (owner_id, custom jsonb_path_ops);
-- Who was never contacted was so longest ago; the warm come first.
CREATE INDEX contact_last_contacted_at_idx
    ON contact (owner_id, (COALESCE(last_contacted_at, '0001-01-01 00:00:00+00'::timestamptz)), id);
CREATE INDEX contact_warmth_idx
    ON contact (owner_id, (CASE warmth WHEN 'warm' THEN 1 WHEN 'lukewarm' THEN 2 ELSE 3 END), id);
CREATE INDEX contact_name_prefix_idx ON contact (owner_id, lower(name) text_pattern_ops);
CREATE INDEX contact_city_idx ON contact (owner_id, lower(city));
CREATE INDEX contact_country_idx ON contact (owner_id, country);
CREATE INDEX contact_relationship_idx ON contact (owner_id, relationship);
CREATE INDEX contact_seniority_idx ON contact (owner_id, seniority);
CREATE INDEX contact_source_idx ON contact (owner_id, source);
CREATE INDEX contact_do_not_contact_idx ON contact (owner_id, do_not_contact);
CREATE INDEX contact_method_validity_idx ON contact_method (owner_id, validity, contact_id);
