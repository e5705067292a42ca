//! What visits have become so far, counted in one statement, however many visits.

use chrono::{DateTime, Utc};
use domain::{
    Id, Stored,
    visit::{Observed, Summary, Visit},
};
use sea_orm::{FromQueryResult, QueryResult};
use uuid::Uuid;

use crate::{
    Error, Executor,
    entity::visit::Model,
    select,
    workspace::{Owner, Resource},
};

/// A day more on either side than the dates have: the domain knows where they end in the zone of the city. A visit has at
/// most 90 days, so that those that share a day with it begin from 89 days before it to its last.
const OBSERVED: &str = "SELECT v.*, \
    (SELECT count(*) FROM visit_outreach AS l WHERE l.owner_id = $1 AND l.visit_id = v.id) AS linked, \
    (SELECT count(*) FROM visit_outreach AS l JOIN outreach AS o ON o.owner_id = $1 AND o.id = l.outreach_id \
        WHERE l.owner_id = $1 AND l.visit_id = v.id AND (o.state = 'meeting_agreed' \
            OR EXISTS (SELECT FROM interview AS i WHERE i.owner_id = $1 AND i.outreach_id = o.id))) AS agreed, \
    ARRAY(SELECT i.starts_at FROM visit_outreach AS l \
        JOIN interview AS i ON i.owner_id = $1 AND i.outreach_id = l.outreach_id AND i.state IN ('scheduled', 'in_progress') \
        WHERE l.owner_id = $1 AND l.visit_id = v.id) AS arranged, \
    ARRAY(SELECT i.starts_at FROM interview AS i WHERE i.owner_id = $1 AND i.state IN ('scheduled', 'in_progress') \
        AND i.starts_at >= (v.starts_on - 1)::timestamp AT TIME ZONE 'UTC' \
        AND i.starts_at < (v.ends_on + 2)::timestamp AT TIME ZONE 'UTC') AS busy, \
    ARRAY(SELECT s.starts_at FROM meeting_slot AS s WHERE s.owner_id = $1 AND s.visit_id = v.id AND s.state = 'offered') \
        AS offered, \
    ARRAY(SELECT other.id FROM visit AS other WHERE other.owner_id = $1 AND other.state = 'planned' \
        AND v.state = 'planned' AND other.id <> v.id AND other.starts_on BETWEEN v.starts_on - 89 AND v.ends_on \
        AND other.ends_on >= v.starts_on AND (folded(other.city), other.country) <> (folded(v.city), v.country) \
        ORDER BY other.starts_on, other.id LIMIT 20) AS overlaps_with \
    FROM visit AS v WHERE v.owner_id = $1 AND v.id = ANY ($2)";

struct Row {
    visit: Model,
    linked: i64,
    agreed: i64,
    arranged: Vec<DateTime<Utc>>,
    busy: Vec<DateTime<Utc>>,
    offered: Vec<DateTime<Utc>>,
    overlaps_with: Vec<Uuid>,
}

impl FromQueryResult for Row {
    fn from_query_result(row: &QueryResult, prefix: &str) -> Result<Self, sea_orm::DbErr> {
        Ok(Self {
            visit: Model::from_query_result(row, prefix)?,
            linked: row.try_get(prefix, "linked")?,
            agreed: row.try_get(prefix, "agreed")?,
            arranged: row.try_get(prefix, "arranged")?,
            busy: row.try_get(prefix, "busy")?,
            offered: row.try_get(prefix, "offered")?,
            overlaps_with: row.try_get(prefix, "overlaps_with")?,
        })
    }
}

/// What these visits have become so far, in no order.
pub async fn list_summaries(
    db: &impl Executor,
    owner: Owner,
    visits: &[Id<Visit>],
    now: DateTime<Utc>,
) -> Result<Vec<(Id<Visit>, Summary)>, Error> {
    let ids: Vec<Uuid> = visits.iter().map(|id| id.uuid()).collect();
    let values = [owner.uuid().into(), ids.into()];
    let rows = select::all::<Row>(db, OBSERVED, values).await?;
    rows.into_iter().map(|row| read(row, now)).collect()
}

fn read(row: Row, now: DateTime<Utc>) -> Result<(Id<Visit>, Summary), Error> {
    let Row {
        visit,
        linked,
        agreed,
        arranged,
        busy,
        offered,
        overlaps_with,
    } = row;
    let count = |rows: i64| u32::try_from(rows).unwrap_or(u32::MAX);
    let observed = Observed {
        linked: count(linked),
        agreed: count(agreed),
        arranged,
        busy,
        offered,
        overlaps_with: overlaps_with.into_iter().map(Id::new).collect(),
    };
    let Stored { id, value, .. } = Visit::read(visit)?;
    Ok((id, value.summary(observed, now)))
}
