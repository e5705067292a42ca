//! The agenda in the database: what is open in four tables, as one list.

mod branch;
mod row;

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::{
    Id,
    agenda::{AgendaKind, Bucket, Entry, Task, Today, due_before},
    contact::Contact,
    outreach::{NextAction, Outreach},
};
use sea_orm::Value;
use uuid::Uuid;

use self::{branch::BRANCHES, row::Row};
use crate::{
    Error, Executor, Listing, SortBy,
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
    /// Only what can be done before this moment.
    pub opens_before: Option<DateTime<Utc>>,
    /// The last entry already seen.
    pub after: Option<(DateTime<Utc>, Uuid)>,
    /// Entries to return at most.
    pub limit: u64,
}

/// One page of what is open, by the moment when it is late and then by its id, in one statement. Each table is read
/// along an index of its own, and those that can be long no further than the page reaches.
pub async fn list(
    db: &impl Executor,
    owner: Owner,
    criteria: &Criteria,
) -> Result<Vec<Entry>, Error> {
    let branches: Vec<String> = BRANCHES
        .iter()
        .filter_map(|branch| branch.select(criteria))
        .collect();
    if branches.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT * FROM ({}) AS entry ORDER BY until, id LIMIT $4",
        branches.join(" UNION ALL ")
    );
    let rows = select::all::<Row>(db, sql, criteria.values(owner)).await?;
    rows.into_iter().map(Entry::try_from).collect()
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
    /// The parameters $1 to $10 of every branch, whether it speaks of them or not.
    fn values(&self, owner: Owner) -> [Value; 10] {
        let Self {
            today,
            buckets: _,
            kinds: _,
            contact_id,
            opens_before,
            after,
            limit,
        } = self;
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
        ]
    }
}
