//! The search over everything a person wrote down: one statement over the entries that triggers keep.

mod row;
mod sql;

use domain::{
    country::Country,
    search::{Hit, Lookup, Query, SearchKind},
    vocabulary::Vocabulary,
};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use self::{
    row::Row,
    sql::{all_of, any_of, weights},
};
use crate::{Error, Executor, column::Cells, select, workspace::Owner};

/// What to look for, who may know it, and which page of it.
#[derive(Clone, Debug)]
pub struct Criteria {
    pub query: Query,
    /// Contacts that have one of these come first.
    pub lookups: Vec<Lookup>,
    /// Only these are found.
    pub kinds: Vec<SearchKind>,
    /// Whether a resource is found, and called, by the names of the contacts it is about.
    pub by_contact: bool,
    /// Whether a resource is found by the name of the organization it is about.
    pub by_organization: bool,
    /// The last one already seen: its score and its id.
    pub after: Option<(i32, Uuid)>,
    pub limit: u64,
}

/// One page of what is found, the best first, by one statement. It reads the entries that have all words to rank them, and
/// the texts of the page.
pub async fn search(
    db: &impl Executor,
    owner: Owner,
    criteria: &Criteria,
) -> Result<Vec<Hit>, Error> {
    if criteria.query.terms().is_empty() || criteria.kinds.is_empty() {
        return Ok(Vec::new());
    }
    let values = criteria.values(owner);
    let rows = select::all::<Row>(db, sql::search(), values).await?;
    rows.into_iter().map(Hit::try_from).collect()
}

impl Criteria {
    /// The parameters in the order of the statement.
    fn values(&self, owner: Owner) -> Vec<Value> {
        let Self {
            query,
            lookups,
            kinds,
            by_contact,
            by_organization,
            after,
            limit,
        } = self;
        let any = weights(*by_contact, *by_organization);
        let kinds: Vec<&str> = kinds.iter().map(|kind| kind.as_str()).collect();
        let (of, keys): (Vec<&str>, Vec<&str>) = lookups
            .iter()
            .map(|lookup| (lookup.kind.as_str(), lookup.key.as_str()))
            .unzip();
        let strings = |texts: Vec<&str>| texts.into_iter().map(str::to_owned).collect::<Vec<_>>();
        vec![
            owner.uuid().into(),
            all_of(query, "", true).into(),
            all_of(query, any, true).into(),
            all_of(query, any, false).into(),
            all_of(query, "AB", true).into(),
            all_of(query, "AB", false).into(),
            all_of(query, "A", true).into(),
            all_of(query, "A", false).into(),
            any_of(query).into(),
            query.text().into(),
            strings(query.words().collect()).into(),
            strings(kinds).into(),
            strings(of).into(),
            strings(keys).into(),
            (*by_contact).into(),
            after.map(|(score, _)| score).into(),
            after.map(|(_, id)| id).into(),
            i64::try_from(*limit).unwrap_or(i64::MAX).into(),
        ]
    }
}

const COUNTRIES: &str = "
SELECT country FROM contact WHERE owner_id = $1 AND country IS NOT NULL
UNION SELECT holiday_country FROM profile WHERE owner_id = $1 AND holiday_country IS NOT NULL ORDER BY 1";

#[derive(FromQueryResult)]
struct CountryRow {
    country: String,
}

/// The countries that the profile and the contacts of a person are in: those a number without a country may be of.
pub async fn list_countries(db: &impl Executor, owner: Owner) -> Result<Vec<Country>, Error> {
    let owner_id = owner.uuid();
    let rows = select::all::<CountryRow>(db, COUNTRIES, [owner_id.into()]).await?;
    let cells = Cells::of("contact", owner_id);
    rows.iter()
        .map(|row| Country::parse(&row.country).map_err(|_unknown| cells.corrupt("country")))
        .collect()
}
