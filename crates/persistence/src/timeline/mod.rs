//! What happened, over the tables that say so, as one list.

mod branch;

use chrono::{DateTime, Utc};
use domain::{
    Id,
    contact::Contact,
    organization::Organization,
    text::Name,
    theme::Theme,
    timeline::{Happening, TimelineKind},
};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use self::branch::BRANCHES;
use crate::{Error, Executor, column::Cells, select, workspace::Owner};

/// Which part of the timeline is shown; what is not given does not narrow it.
#[derive(Clone, Debug, Default)]
pub struct Criteria {
    pub kinds: Vec<TimelineKind>,
    pub contact_id: Option<Id<Contact>>,
    /// Whatever is about somebody who works there now, or about the organization itself.
    pub organization_id: Option<Id<Organization>>,
    pub theme_id: Option<Id<Theme>>,
    pub since: Option<DateTime<Utc>>,
    pub before: Option<DateTime<Utc>>,
    /// The last entry already seen.
    pub after: Option<(DateTime<Utc>, Uuid)>,
    /// Entries to return at most.
    pub limit: u64,
}

/// One page, the latest first, in one statement: each table is read no further than the page reaches.
pub async fn list(
    db: &impl Executor,
    owner: Owner,
    criteria: &Criteria,
) -> Result<Vec<Happening>, Error> {
    let branches: Vec<String> = BRANCHES
        .iter()
        .filter(|branch| criteria.kinds.is_empty() || criteria.kinds.contains(&branch.kind))
        .map(|branch| branch.select(criteria))
        .collect();
    let sql = format!(
        "SELECT h.*, c.name AS contact_name FROM (SELECT * FROM ({}) AS each ORDER BY at DESC, id DESC LIMIT $2) h \
         LEFT JOIN contact c ON c.owner_id = $1 AND c.id = h.contact_id ORDER BY h.at DESC, h.id DESC",
        branches.join(" UNION ALL ")
    );
    let rows = select::all::<Row>(db, sql, criteria.values(owner)).await?;
    rows.into_iter().map(Happening::try_from).collect()
}

impl Criteria {
    /// The parameters $1 to $9 of every branch, whether it speaks of them or not.
    fn values(&self, owner: Owner) -> [Value; 9] {
        let Self {
            kinds: _,
            contact_id,
            organization_id,
            theme_id,
            since,
            before,
            after,
            limit,
        } = self;
        [
            owner.uuid().into(),
            i64::try_from(*limit).unwrap_or(i64::MAX).into(),
            after.map(|(at, _)| at).into(),
            after.map(|(_, id)| id).into(),
            contact_id.map(Id::uuid).into(),
            organization_id.map(Id::uuid).into(),
            theme_id.map(Id::uuid).into(),
            (*since).into(),
            (*before).into(),
        ]
    }
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    kind: String,
    at: DateTime<Utc>,
    resource_id: Uuid,
    contact_id: Option<Uuid>,
    contact_name: Option<String>,
    theme_id: Option<Uuid>,
    word: Option<String>,
    excerpt: Option<String>,
}

impl TryFrom<Row> for Happening {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        let cells = Cells::of("timeline", row.resource_id);
        let name = |id: Uuid| -> Result<(Id<Contact>, Name), Error> {
            let name = row.contact_name.as_deref().unwrap_or_default();
            Ok((Id::new(id), Cells::of("contact", id).text("name", name)?))
        };
        Ok(Self {
            id: row.id,
            kind: cells.word("kind", &row.kind)?,
            at: row.at,
            resource_id: row.resource_id,
            contact: row.contact_id.map(name).transpose()?,
            theme_id: row.theme_id.map(Id::new),
            word: row.word,
            excerpt: cells.optional_text("excerpt", row.excerpt.as_deref())?,
        })
    }
}
