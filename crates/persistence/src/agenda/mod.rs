//! The agenda in the database: what is open in six tables, as one list.

mod branch;
mod mark;
mod row;
mod table;
mod week;

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::{
    Id,
    agenda::{AgendaKind, Bucket, Cadence, Entry, Hidden, Task, Today, due_before},
    contact::Contact,
    organization::Organization,
    outreach::{NextAction, Outreach},
    theme::Theme,
};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

pub use self::{
    mark::{Markable, find_markable},
    week::list_activity,
};
use self::{row::Row, table::TABLES};
use crate::{
    Error, Executor, Listing, SortBy,
    column::Cells,
    entity::outreach,
    select,
    workspace::{self, Filter, Owner},
};

/// Which part of an agenda is shown; what is not given does not narrow it.
#[derive(Clone, Debug)]
pub struct Criteria {
    pub today: Today,
    pub buckets: Vec<Bucket>,
    pub kinds: Vec<AgendaKind>,
    pub contact_id: Option<Id<Contact>>,
    /// Only what concerns a contact who works there.
    pub organization_id: Option<Id<Organization>>,
    /// Only what concerns a conversation, or a contact who was asked, about it.
    pub theme_id: Option<Id<Theme>>,
    /// What is hidden and shown nevertheless.
    pub include: Vec<Hidden>,
    /// After how long a contact goes cold; without it nothing does, and nothing of other people's is waited for.
    pub cadence: Option<Cadence>,
    /// Only what can be done before this moment.
    pub opens_before: Option<DateTime<Utc>>,
    /// The last entry already seen.
    pub after: Option<(DateTime<Utc>, Uuid)>,
    /// Entries to return at most.
    pub limit: u64,
}

impl Criteria {
    /// All that is the person's own to do.
    pub fn all(today: Today, limit: u64) -> Self {
        Self {
            today,
            buckets: Vec::new(),
            kinds: Vec::new(),
            contact_id: None,
            organization_id: None,
            theme_id: None,
            include: Vec::new(),
            cadence: None,
            opens_before: None,
            after: None,
            limit,
        }
    }
}

/// One page of what is open, by the moment when it is late and then by its id, in one statement. Each table is read
/// along an index of its own, and those that can be long no further than the page reaches.
pub async fn list(
    db: &impl Executor,
    owner: Owner,
    criteria: &Criteria,
) -> Result<Vec<Entry>, Error> {
    let Some(sql) = criteria.page() else {
        return Ok(Vec::new());
    };
    let rows = select::all::<Row>(db, sql, criteria.values(owner)).await?;
    let cadence = criteria.cadence.as_ref();
    rows.iter().map(|row| row.entry(cadence)).collect()
}

#[derive(FromQueryResult)]
struct CountRow {
    bucket: String,
    items: i64,
}

/// How many items there are in each bucket that has any, in one statement.
pub async fn count(
    db: &impl Executor,
    owner: Owner,
    criteria: &Criteria,
) -> Result<HashMap<Bucket, u64>, Error> {
    let Some(sql) = criteria.counts() else {
        return Ok(HashMap::new());
    };
    let rows = select::all::<CountRow>(db, sql, criteria.values(owner)).await?;
    let cells = Cells::of("agenda", owner.uuid());
    let read = |row: CountRow| {
        let bucket = cells.word("bucket", &row.bucket)?;
        Ok((bucket, u64::try_from(row.items).unwrap_or_default()))
    };
    rows.into_iter().map(read).collect()
}

/// The next actions of the pursuits among the entries, by the outreach's id, as their methodologies explain them: as many
/// statements for a page as for one.
pub async fn list_next_actions(
    db: &impl Executor,
    owner: Owner,
    entries: &[Entry],
) -> Result<HashMap<Uuid, NextAction>, Error> {
    let ids: Vec<Uuid> = entries
        .iter()
        .filter(|entry| matches!(entry.task, Task::Touch { .. }))
        .map(|entry| entry.subject().uuid())
        .collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let listing = Listing {
        by: SortBy::CreatedAt,
        descending: false,
        limit: u64::try_from(ids.len()).unwrap_or(u64::MAX),
        after: None,
    };
    let those = Filter::default().any_of(outreach::Column::Id, ids);
    let pursuits = workspace::list::<Outreach>(db, owner, those, listing).await?;
    let explained = pursuits.into_iter().filter_map(|pursuit| {
        let next = pursuit.value.course.next_action?;
        Some((pursuit.id.uuid(), next))
    });
    Ok(explained.collect())
}

impl Criteria {
    /// The statement of the counts, for [`count`] and for a test of its plan; `None` when nothing is wanted.
    pub fn counts(&self) -> Option<String> {
        let branches: Vec<String> = TABLES
            .iter()
            .filter_map(|table| table.buckets(self))
            .collect();
        (!branches.is_empty()).then(|| {
            format!(
                "SELECT bucket, count(*) AS items FROM ({}) AS entry GROUP BY bucket",
                branches.join(" UNION ALL ")
            )
        })
    }

    /// The statement of a page, for [`list`] and for a test of its plan; `None` when nothing is wanted.
    pub fn page(&self) -> Option<String> {
        let branches: Vec<String> = TABLES.iter().filter_map(|table| table.page(self)).collect();
        (!branches.is_empty()).then(|| {
            format!(
                "SELECT * FROM ({}) AS entry ORDER BY until, id LIMIT $4",
                branches.join(" UNION ALL ")
            )
        })
    }

    /// The parameters $1 to $14 of every branch, whether it speaks of them or not.
    fn values(&self, owner: Owner) -> [Value; 14] {
        let Self {
            today,
            buckets: _,
            kinds: _,
            contact_id,
            organization_id,
            theme_id,
            include: _,
            cadence,
            opens_before,
            after,
            limit,
        } = self;
        let days = cadence.as_ref().map(|cadence| cadence.days);
        let due_before = opens_before.map(|horizon| due_before(horizon, today.zone));
        [
            owner.uuid().into(),
            today.now.into(),
            today.ends_at().into(),
            i64::try_from(*limit).unwrap_or(i64::MAX).into(),
            after.map(|(until, _)| until).into(),
            after.map(|(_, id)| id).into(),
            (*opens_before).into(),
            due_before.into(),
            contact_id.map(Id::uuid).into(),
            today.zone.to_string().into(),
            today.week_ends_at().into(),
            organization_id.map(Id::uuid).into(),
            theme_id.map(Id::uuid).into(),
            days.map(|days| i32::try_from(days).unwrap_or(i32::MAX))
                .into(),
        ]
    }
}
