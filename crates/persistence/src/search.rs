//! The search over everything that a person wrote down: an index that the database keeps by itself.

use chrono::{DateTime, Utc};
use domain::{
    Id,
    country::Country,
    search::{DIVIDER, Hit, MARKS, MatchKind, SearchKind, Term, Wanted, fragments, lookups},
    vocabulary::Vocabulary,
};
use sea_orm::{DbBackend, FromQueryResult, Statement, Value};
use uuid::Uuid;

use crate::{Error, Executor, SortKey, column::Cells, workspace::Owner};

/// What to look for, and which page of what is found.
#[derive(Clone, Debug)]
pub struct Criteria {
    pub wanted: Wanted,
    pub terms: Vec<Term>,
    /// Only resources of these kinds.
    pub kinds: Vec<SearchKind>,
    /// In which a national telephone number may be one.
    pub countries: Vec<Country>,
    /// The score and the id of the last one already seen.
    pub after: Option<(SortKey, Uuid)>,
    pub limit: u64,
}

/// Resources that hold all terms, the best first: contacts with the very address, then those with every word whole, then
/// those where a word only begins so. Where all of that finds nothing, those whose title is spelled much like it.
pub async fn search(
    db: &impl Executor,
    owner: Owner,
    criteria: &Criteria,
) -> Result<Vec<Hit>, Error> {
    let values = values(owner, criteria);
    let statement = Statement::from_sql_and_values(DbBackend::Postgres, SEARCH, values);
    let rows = Row::find_by_statement(statement).all(db.raw()).await?;
    rows.into_iter().map(Hit::try_from).collect()
}

#[derive(FromQueryResult)]
struct Known {
    country: String,
}

/// The countries in which the person knows somebody, at most fifty, and that of their own holidays.
pub async fn list_countries(db: &impl Executor, owner: Owner) -> Result<Vec<Country>, Error> {
    let sql = "SELECT holiday_country AS country FROM profile WHERE owner_id = $1 AND holiday_country IS NOT NULL \
               UNION (SELECT DISTINCT country FROM contact WHERE owner_id = $1 AND country IS NOT NULL \
               ORDER BY country LIMIT 50)";
    let statement = Statement::from_sql_and_values(DbBackend::Postgres, sql, [owner.uuid().into()]);
    let rows = Known::find_by_statement(statement).all(db.raw()).await?;
    let cells = Cells::of("contact", owner.uuid());
    rows.iter()
        .map(|row| Country::parse(&row.country).map_err(|_invalid| cells.corrupt("country")))
        .collect()
}

/// $1 owner, $2 the words and their beginnings, $3 the words alone, $4 and $5 kinds and keys of addresses, $6 kinds of
/// resources, $7 the text, $8 and $9 the last one seen, $10 the limit, $11 and $12 how to mark matches.
///
/// The index conditions come first in each part; they know a word only with its owner before it. A title is spelled alike
/// from half of the groups of three letters on, so that one letter too many, too few or wrong is forgiven in a word of five.
const SEARCH: &str = "
WITH exact AS (
    SELECT resource, resource_id, 1000000000 AS score FROM search_entry
    WHERE owner_id = $1 AND resource = 'contact' AND resource = ANY ($6) AND resource_id IN (
        SELECT contact_id FROM contact_method JOIN unnest($4::text[], $5::text[]) AS one (kind, key)
            ON contact_method.kind = one.kind AND lookup_key = one.key
        WHERE owner_id = $1)
), worded AS (
    SELECT resource, resource_id, (ts_rank('{0.05, 0.1, 0.25, 1}', words, to_tsquery('accentless', $2)) * 1000000)::integer
        + CASE WHEN words @@ to_tsquery('accentless', $3) THEN 10000000 ELSE 0 END AS score
    FROM search_entry
    WHERE owned_words(owner_id, words) @@ owned_query($1, to_tsquery('accentless', $2))
    AND owner_id = $1 AND words @@ to_tsquery('accentless', $2) AND resource = ANY ($6)
    AND (resource, resource_id) NOT IN (SELECT resource, resource_id FROM exact)
), similar_titles AS (
    SELECT resource, resource_id, (word_similarity(folded($7), folded(title)) * 1000)::integer AS score FROM search_entry
    WHERE NOT EXISTS (SELECT FROM exact) AND NOT EXISTS (SELECT FROM worded)
    AND owned_trigrams(owner_id, title) && owned_trigrams($1, $7)
    AND owner_id = $1 AND word_similarity(folded($7), folded(title)) >= 0.5 AND resource = ANY ($6)
), found AS (
    SELECT *, 'exact' AS found_by FROM exact UNION ALL SELECT *, 'words' FROM worded
    UNION ALL SELECT *, 'similar' FROM similar_titles
), page AS (
    SELECT * FROM found WHERE $8::integer IS NULL OR (score, resource_id) < ($8, $9::uuid)
    ORDER BY score DESC, resource_id DESC LIMIT $10
)
SELECT resource, resource_id, parent_id, contact_id, organization_id, updated_at, score, found_by, people, organization,
    ts_headline('accentless', divided(coalesce(title, '')), to_tsquery('accentless', $2), $11) AS title,
    ts_headline('accentless', divided(body), to_tsquery('accentless', $2), $12) AS body
FROM page JOIN search_entry AS entry USING (resource, resource_id) WHERE owner_id = $1
ORDER BY score DESC, resource_id DESC";

fn values(owner: Owner, criteria: &Criteria) -> Vec<Value> {
    let Criteria {
        wanted,
        terms,
        kinds,
        countries,
        after,
        limit,
    } = criteria;
    let (method_kinds, keys): (Vec<String>, Vec<String>) = lookups(wanted, countries)
        .into_iter()
        .map(|(kind, key)| (kind.to_string(), key))
        .unzip();
    let kinds: Vec<String> = kinds.iter().map(ToString::to_string).collect();
    let (score, id) = match after {
        Some((SortKey::Number(score), id)) => (Some(*score), Some(*id)),
        _ => (None, None),
    };
    let [begin, end, next] = MARKS;
    let marked = format!("StartSel=\"{begin}\", StopSel=\"{end}\"");
    vec![
        owner.uuid().into(),
        query(terms, true).into(),
        query(terms, false).into(),
        method_kinds.into(),
        keys.into(),
        kinds.into(),
        wanted.to_string().into(),
        score.into(),
        id.into(),
        i64::try_from(*limit).unwrap_or(i64::MAX).into(),
        format!("HighlightAll=true, {marked}").into(),
        format!("MaxFragments=2, MinWords=5, MaxWords=25, FragmentDelimiter=\"{next}\", {marked}")
            .into(),
    ]
}

/// The terms in the language of `to_tsquery`: all of them, a word also as a mere beginning where that is wanted.
fn query(terms: &[Term], with_beginnings: bool) -> String {
    let operands = terms.iter().map(|term| {
        let is_beginning = with_beginnings && matches!(term, Term::Beginning(_));
        let prefix = if is_beginning { ":*" } else { "" };
        format!("'{}'{prefix}", quoted(term.text()))
    });
    operands.collect::<Vec<_>>().join(" & ")
}

/// A term as the entries are divided, and with what would end it made harmless.
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len());
    let is_ours = |one: &char| *one == DIVIDER || MARKS.contains(one);
    for character in text.chars().filter(|one| !is_ours(one)) {
        if matches!(character, '\'' | '\\') {
            quoted.push(character);
        }
        quoted.push(character);
        if character.is_ascii_punctuation() {
            quoted.push(DIVIDER);
        }
    }
    quoted
}

#[derive(FromQueryResult)]
struct Row {
    resource: String,
    resource_id: Uuid,
    parent_id: Option<Uuid>,
    contact_id: Option<Uuid>,
    organization_id: Option<Uuid>,
    updated_at: DateTime<Utc>,
    score: i32,
    found_by: String,
    people: Option<String>,
    organization: Option<String>,
    title: String,
    body: String,
}

impl TryFrom<Row> for Hit {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        let Row {
            resource,
            resource_id,
            parent_id,
            contact_id,
            organization_id,
            updated_at,
            score,
            found_by,
            people,
            organization,
            title,
            body,
        } = row;
        let cells = Cells::of("search_entry", resource_id);
        Ok(Self {
            kind: cells.word("resource", &resource)?,
            id: resource_id,
            parent_id,
            contact_id: contact_id.map(Id::new),
            organization_id: organization_id.map(Id::new),
            updated_at,
            found_by: MatchKind::parse(&found_by).ok_or_else(|| cells.corrupt("resource"))?,
            score,
            title: fragments(&title),
            body: fragments(&body),
            people,
            organization,
        })
    }
}

#[cfg(test)]
mod tests {
    use domain::search::terms;

    use super::*;

    #[test]
    fn nothing_that_is_typed_ends_its_quotation() {
        let query = |text: &str| query(&terms(&Wanted::parse(text).unwrap()), true);
        assert_eq!(query("o'brien"), "'o''\u{1}brien':*");
        assert_eq!(query("\"a b\" c\\"), "'a b' & 'c\\\\\u{1}':*");
        assert_eq!(query("&|!"), "");
    }
}
