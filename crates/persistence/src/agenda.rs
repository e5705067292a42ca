//! The agenda in the database: what is open in three tables, as one list.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::{
    Id,
    agenda::{AgendaKind, Bucket, Entry, Task, Today, due_before},
    contact::Contact,
    outreach::{NextAction, Outreach},
};
use sea_orm::{DbBackend, FromQueryResult, Statement, Value};
use uuid::Uuid;

use crate::{
    Error, Executor, Listing, SortBy,
    column::Cells,
    entity::outreach,
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
/// along an index of its own, and the two that can be long no further than the page reaches.
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
    let statement =
        Statement::from_sql_and_values(DbBackend::Postgres, sql, criteria.values(owner));
    let rows = Row::find_by_statement(statement).all(db.raw()).await?;
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
    /// The parameters $1 to $9 of every branch, whether it speaks of them or not.
    fn values(&self, owner: Owner) -> [Value; 9] {
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
        ]
    }
}

/// One table of the union. Its alias is `t`, that of the contact `c`.
struct Branch {
    table: &'static str,
    /// What is open of it, as its partial index has it.
    is_open: &'static str,
    /// Each kind of item it holds, with the condition that tells it from the others.
    kinds: &'static [(AgendaKind, &'static str)],
    /// When its window opens; of a follow-up the domain tells, by the local day of `until`.
    opens_at: &'static str,
    until: &'static str,
    /// The parameter that `opens_at` is held against for the horizon.
    horizon: &'static str,
    columns: &'static str,
}

const BRANCHES: [Branch; 3] = [
    Branch {
        table: "outreach",
        is_open: "t.next_action IS NOT NULL",
        kinds: &[(AgendaKind::OutreachNextAction, "true")],
        opens_at: "t.next_action_from",
        until: "t.next_action_until",
        horizon: "$7",
        columns: "t.next_action AS word, false AS has_begun, NULL AS reason, NULL AS rule",
    },
    Branch {
        table: "interview",
        is_open: "t.state IN ('scheduled', 'in_progress')",
        kinds: &[
            (
                AgendaKind::InterviewUpcoming,
                "t.state = 'scheduled' AND t.starts_at > $2",
            ),
            (
                AgendaKind::InterviewToStart,
                "t.state = 'scheduled' AND t.starts_at <= $2",
            ),
            (AgendaKind::InterviewToComplete, "t.state = 'in_progress'"),
        ],
        opens_at: "COALESCE(t.started_at, t.starts_at)",
        until: "COALESCE(t.started_at, t.starts_at) + make_interval(mins => t.planned_minutes::integer)",
        horizon: "$7",
        columns: "t.mode AS word, t.state = 'in_progress' AS has_begun, NULL AS reason, NULL AS rule",
    },
    Branch {
        table: "follow_up",
        is_open: "t.state = 'pending'",
        kinds: &[(AgendaKind::FollowUp, "true")],
        opens_at: "GREATEST(t.due_at, t.snoozed_until)",
        until: "GREATEST(t.due_at, t.snoozed_until)",
        horizon: "$8",
        columns: "t.kind AS word, false AS has_begun, t.reason AS reason, t.rule AS rule",
    },
];

impl Branch {
    /// The branch's own page; `None` when nothing of the table is wanted.
    fn select(&self, criteria: &Criteria) -> Option<String> {
        let Self {
            table,
            is_open,
            kinds,
            opens_at,
            until,
            horizon,
            columns,
        } = self;
        let wanted: Vec<&str> = kinds
            .iter()
            .filter(|(kind, _)| criteria.kinds.is_empty() || criteria.kinds.contains(kind))
            .map(|(_, condition)| *condition)
            .collect();
        if wanted.is_empty() {
            return None;
        }
        let mut conditions = vec![format!("t.owner_id = $1 AND {is_open}")];
        if wanted.len() < kinds.len() {
            conditions.push(format!("({})", wanted.join(" OR ")));
        }
        conditions.extend(self.buckets(&criteria.buckets));
        if criteria.after.is_some() {
            conditions.push(format!("({until}, t.id) > ($5, $6)"));
        }
        if criteria.opens_before.is_some() {
            conditions.push(format!("{opens_at} < {horizon}"));
        }
        if criteria.contact_id.is_some() {
            conditions.push("t.contact_id = $9".to_owned());
        }
        let conditions = conditions.join(" AND ");
        Some(format!(
            "(SELECT '{table}' AS kind, t.id AS id, t.contact_id AS contact_id, c.name AS contact_name, \
              {opens_at} AS opens_at, {until} AS until, {columns} \
              FROM {table} t JOIN contact c ON c.owner_id = t.owner_id AND c.id = t.contact_id \
              WHERE {conditions} ORDER BY until, id LIMIT $4)"
        ))
    }

    /// What [`domain::agenda::bucket`] says, as a condition; `None` when every bucket is wanted.
    fn buckets(&self, wanted: &[Bucket]) -> Option<String> {
        let Self {
            opens_at, until, ..
        } = self;
        let has = |bucket| wanted.is_empty() || wanted.contains(&bucket);
        let open = match (has(Bucket::Due), has(Bucket::Upcoming)) {
            (true, true) if has(Bucket::Overdue) => return None,
            (true, true) => Some(format!("{until} >= $2")),
            (true, false) => Some(format!("{until} >= $2 AND {opens_at} < $3")),
            (false, true) => Some(format!("{until} >= $2 AND {opens_at} >= $3")),
            (false, false) => None,
        };
        let overdue = has(Bucket::Overdue).then(|| format!("{until} < $2"));
        let conditions: Vec<String> = overdue.into_iter().chain(open).collect();
        Some(format!("({})", conditions.join(" OR ")))
    }
}

#[derive(Debug, FromQueryResult)]
struct Row {
    kind: String,
    id: Uuid,
    contact_id: Uuid,
    contact_name: String,
    opens_at: DateTime<Utc>,
    until: DateTime<Utc>,
    /// Of an outreach its next action, of an interview its mode, of a follow-up its kind.
    word: String,
    has_begun: bool,
    reason: Option<String>,
    rule: Option<String>,
}

impl TryFrom<Row> for Entry {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        let contact = Cells::of("contact", row.contact_id);
        Ok(Self {
            contact_id: Id::new(row.contact_id),
            contact_name: contact.text("name", &row.contact_name)?,
            until: row.until,
            task: task(&row)?,
        })
    }
}

fn task(row: &Row) -> Result<Task, Error> {
    Ok(match row.kind.as_str() {
        "outreach" => Task::Touch {
            id: Id::new(row.id),
            action: Cells::of("outreach", row.id).word("next_action", &row.word)?,
            from: row.opens_at,
        },
        "interview" => Task::Talk {
            id: Id::new(row.id),
            mode: Cells::of("interview", row.id).word("mode", &row.word)?,
            has_begun: row.has_begun,
            from: row.opens_at,
        },
        _ => {
            let cells = Cells::of("follow_up", row.id);
            Task::FollowUp {
                id: Id::new(row.id),
                kind: cells.word("kind", &row.word)?,
                reason: cells.text("reason", row.reason.as_deref().unwrap_or_default())?,
                rule: cells.optional_text("rule", row.rule.as_deref())?,
            }
        }
    })
}
