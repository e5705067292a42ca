//! The outreaches that a person began, with the group to which each belongs.

use chrono::{DateTime, Utc};
use domain::analytics::{GroupBy, Pursuit};
use sea_orm::FromQueryResult;

use super::{Criteria, pursuit::PURSUIT};
use crate::{Error, Executor, select, workspace::Owner};

#[derive(FromQueryResult)]
struct Row {
    key: Option<String>,
    name: Option<String>,
    begun_at: DateTime<Utc>,
    is_reached: bool,
    answered_at: Option<DateTime<Utc>>,
    is_agreed: bool,
}

/// The key of a pursuit's group, what that is called, and the table that knows.
fn group(by: GroupBy) -> (&'static str, &'static str, &'static str) {
    let word = |column, name| (column, name, "");
    match by {
        GroupBy::Channel => word("p.channel", "replace(p.channel, '_', ' ')"),
        GroupBy::Warmth => word("p.warmth", "p.warmth"),
        GroupBy::Source => word("p.source", "replace(p.source, '_', ' ')"),
        // The domain knows the zone.
        GroupBy::Weekday => word("NULL", "NULL"),
        GroupBy::Methodology => (
            "p.methodology_id::text",
            "coalesce(m.name || ', version ' || m.version, w.name || ', version ' || w.number)",
            "LEFT JOIN methodology m ON m.id = p.methodology_id \
             LEFT JOIN own_methodology w ON w.owner_id = $1 AND w.id = p.methodology_id",
        ),
        // That of the first message that went out.
        GroupBy::Template => (
            "w.key::text",
            "w.name",
            "LEFT JOIN LATERAL (SELECT coalesce(m.message_template_id, m.system_template_id) AS key, \
             coalesce(own.name, shipped.name) AS name FROM attempt a \
             JOIN message m ON m.owner_id = a.owner_id AND m.attempt_id = a.id \
             LEFT JOIN message_template own ON own.owner_id = m.owner_id AND own.id = m.message_template_id \
             LEFT JOIN system_template shipped ON shipped.id = m.system_template_id \
             WHERE a.owner_id = $1 AND a.outreach_id = p.id ORDER BY a.number LIMIT 1) w ON true",
        ),
        GroupBy::Theme => (
            "p.theme_id::text",
            "t.name",
            "LEFT JOIN theme t ON t.owner_id = $1 AND t.id = p.theme_id",
        ),
    }
}

/// The outreaches that the person began and that meet the criteria, in no order.
pub async fn list_pursuits(
    db: &impl Executor,
    owner: Owner,
    by: GroupBy,
    criteria: &Criteria,
) -> Result<Vec<Pursuit>, Error> {
    let (key, name, table) = group(by);
    let sql = format!(
        "WITH {} SELECT {key} AS key, {name} AS name, p.begun_at, p.is_reached, p.answered_at, p.is_agreed \
         FROM pursuit p {table} WHERE NOT p.came_first AND {}",
        *PURSUIT,
        Criteria::CONDITION
    );
    let rows = select::all::<Row>(db, sql, criteria.values(owner)).await?;
    Ok(rows.into_iter().map(Pursuit::from).collect())
}

impl From<Row> for Pursuit {
    fn from(row: Row) -> Self {
        let Row {
            key,
            name,
            begun_at,
            is_reached,
            answered_at,
            is_agreed,
        } = row;
        Self {
            group: key.zip(name),
            begun_at,
            is_reached,
            answered_at,
            is_meeting_agreed: is_agreed,
        }
    }
}
