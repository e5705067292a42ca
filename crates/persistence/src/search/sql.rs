//! The statement of the search, and what it looks for in the language of PostgreSQL's full text search.

use domain::search::{Fragment, Query, SIMILARITY, Score, TOO_FEW, Term};

/// The weights of the words that something may be found by, as the entries have them: A of the title, B of the body, C of
/// the names of contacts, D of the name of the organization. None: all of them.
pub(super) fn weights(by_contact: bool, by_organization: bool) -> &'static str {
    match (by_contact, by_organization) {
        (true, true) => "",
        (true, false) => "ABC",
        (false, true) => "ABD",
        (false, false) => "AB",
    }
}

/// Every term, among words of these weights. Words have nothing in them that the quotes do not hold.
pub(super) fn all_of(query: &Query, weights: &str, with_beginnings: bool) -> String {
    let terms = query.terms().iter().map(|term| {
        let words = words_of(term, weights, with_beginnings);
        words.collect::<Vec<_>>().join(" <-> ")
    });
    terms.collect::<Vec<_>>().join(" & ")
}

/// Any word at all, to mark it.
pub(super) fn any_of(query: &Query) -> String {
    let words = query
        .terms()
        .iter()
        .flat_map(|term| words_of(term, "", true));
    words.collect::<Vec<_>>().join(" | ")
}

fn words_of<'a>(
    term: &'a Term,
    weights: &'a str,
    with_beginnings: bool,
) -> impl Iterator<Item = String> + 'a {
    let last = term.words().len() - 1;
    term.words().enumerate().map(move |(place, word)| {
        let is_open = with_beginnings && term.is_open() && place == last;
        match (is_open, weights) {
            (false, "") => format!("'{word}'"),
            (false, _) => format!("'{word}':{weights}"),
            (true, _) => format!("'{word}':*{weights}"),
        }
    })
}

/// The statement: what is asked, taken apart once; who has the address; what has the words; what is spelled alike where
/// that is too little; the page of these; and, for the page alone, the words marked in their text.
///
/// The owner stands in the keys of both indexes, so that nobody else's rows are read. The conditions on the column itself
/// make sure, in a form that no index serves: with one, the planner would be tempted to read all rows of the owner.
pub(super) fn search() -> String {
    let (found, alike, shown) = (found(), alike(), shown());
    format!(
        "WITH asked AS ({ASKED}), exact AS ({EXACT}), found AS ({found}), alike AS ({alike}), page AS (
            SELECT * FROM (SELECT * FROM found UNION ALL SELECT * FROM alike) AS hit
            WHERE $17::uuid IS NULL OR (score, resource_id) < ($16::integer, $17)
            ORDER BY score DESC, resource_id DESC LIMIT $18
        ) {shown}"
    )
}

const ASKED: &str = "
    SELECT owned_query($1, to_tsquery('accentless', $2)) AS keys,
        to_tsquery('accentless', $3) AS names, to_tsquery('accentless', $4) AS names_whole,
        to_tsquery('accentless', $5) AS body, to_tsquery('accentless', $6) AS body_whole,
        to_tsquery('accentless', $7) AS title, to_tsquery('accentless', $8) AS title_whole,
        to_tsquery('accentless', $9) AS marks, folded($10) AS letters,
        ARRAY(SELECT folded(word) FROM unnest($11::text[]) AS word) AS words,
        (SELECT folded(word) FROM unnest($11::text[]) AS word ORDER BY char_length(word) DESC LIMIT 1) AS longest";

const EXACT: &str = "
    SELECT DISTINCT contact_id AS id FROM contact_method
    WHERE owner_id = $1 AND (kind, lookup_key) IN (SELECT * FROM unnest($13::text[], $14::text[]))
    AND 'contact' = ANY ($12)";

/// Those with the address, and those with all words; each with its score.
fn found() -> String {
    let (exact, whole_title, below) = (Score::EXACT, Score::WHOLE_TITLE, Score::BELOW);
    let [title_whole, title] = Score::TITLE;
    let [body_whole, body] = Score::BODY;
    let [names_whole, names] = Score::NAMES;
    format!(
        "SELECT 'contact' AS resource, id AS resource_id, {exact} AS score FROM exact
        UNION ALL
        SELECT resource, resource_id, CASE
            WHEN folded(title) = (SELECT letters FROM asked) THEN {whole_title}
            WHEN words @@ (SELECT title_whole FROM asked) THEN {title_whole}
            WHEN words @@ (SELECT title FROM asked) THEN {title}
            WHEN words @@ (SELECT body_whole FROM asked) THEN {body_whole}
            WHEN words @@ (SELECT body FROM asked) THEN {body}
            WHEN words @@ (SELECT names_whole FROM asked) THEN {names_whole}
            ELSE {names} END - CASE WHEN parent_id IS NULL THEN 0 ELSE {below} END
        FROM search_entry
        WHERE owned_words(owner_id, words) @@ (SELECT keys FROM asked) AND owner_id IS NOT DISTINCT FROM $1
        AND words @@ (SELECT names FROM asked) AND resource = ANY ($12)
        AND NOT (resource = 'contact' AND resource_id IN (SELECT id FROM exact))"
    )
}

/// Those whose title is similar to every word. Such a title has at least one of these trigrams of the longest word: one
/// more than it may lack. Those at the beginnings of words have a blank in front and are in many titles, so they come last.
fn alike() -> String {
    let (alike, below) = (Score::SIMILAR, Score::BELOW);
    format!(
        "SELECT resource, resource_id, {alike} + round(100 * similarity)::integer
            - CASE WHEN parent_id IS NULL THEN 0 ELSE {below} END AS score
        FROM search_entry, LATERAL (
            SELECT min(strict_word_similarity(word, folded(title))) AS similarity
            FROM unnest((SELECT words FROM asked)) AS word) AS measured
        WHERE (SELECT count(*) FROM found) < {TOO_FEW}
        AND owned_trigrams(owner_id, title) && ARRAY(
            SELECT $1 || trigram FROM asked, unnest(show_trgm(longest)) AS trigram ORDER BY trigram COLLATE \"C\" DESC
            LIMIT (SELECT floor((1 - {SIMILARITY}) * cardinality(show_trgm(longest))) + 1 FROM asked))
        AND owner_id IS NOT DISTINCT FROM $1 AND similarity >= {SIMILARITY} AND resource = ANY ($12)
        AND (resource, resource_id) NOT IN (SELECT resource, resource_id FROM found)"
    )
}

/// The entries of the page. In a similar title those words are marked that may be meant, but for those that have a
/// character in them which would have to be escaped.
fn shown() -> String {
    let [_, names] = Score::NAMES;
    let words = names - Score::BELOW;
    let marks = format!("StartSel={}, StopSel={}", Fragment::START, Fragment::STOP);
    let passage = Fragment::PASSAGE;
    format!(
        "SELECT resource, resource_id, parent_id, contact_id, organization_id, updated_at, score, shown.title,
            ts_headline('accentless', divided(shown.title), shown.marks, '{marks}, HighlightAll=true') AS marked_title,
            ts_headline('accentless', divided(body), shown.marks,
                '{marks}, FragmentDelimiter={passage}, MaxFragments=2, MaxWords=16, MinWords=4, ShortWord=0') AS marked_body
        FROM page JOIN search_entry AS entry USING (resource, resource_id), LATERAL (
            SELECT coalesce(title, CASE WHEN $15 THEN people END) AS title,
                coalesce(CASE WHEN score < {words} THEN (
                    SELECT string_agg('''' || lexeme || '''', ' | ')::tsquery
                    FROM unnest(to_tsvector('accentless', divided(entry.title))) WHERE lexeme !~ '[''\\\\]' AND
                        (SELECT max(strict_word_similarity(word, lexeme)) FROM asked, unnest(asked.words) AS word) >= {SIMILARITY})
                END, (SELECT marks FROM asked)) AS marks) AS shown
        WHERE owner_id = $1 ORDER BY score DESC, resource_id DESC"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_written_for_each_purpose() {
        let query = Query::parse("jo speech/lang \"new york\"");
        assert_eq!(
            all_of(&query, "", true),
            "'jo':* & 'speech' <-> 'lang':* & 'new' <-> 'york'"
        );
        assert_eq!(
            all_of(&query, "AB", false),
            "'jo':AB & 'speech':AB <-> 'lang':AB & 'new':AB <-> 'york':AB"
        );
        assert_eq!(all_of(&Query::parse("jo"), "A", true), "'jo':*A");
        assert_eq!(
            any_of(&query),
            "'jo':* | 'speech' | 'lang':* | 'new' | 'york'"
        );
    }
}
