//! What was found out about an organization or a contact, counted by kind.

use chrono::NaiveDate;
use domain::research::{Found, Side};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::{Error, Executor, column::Cells, select, workspace::Owner};

/// How much research there is.
#[derive(Clone, Debug)]
pub struct Overview {
    /// The name of whom it is about.
    pub name: String,
    pub found: Vec<Found>,
    pub open_gaps: u32,
}

#[derive(Debug, FromQueryResult)]
struct Row {
    name: String,
    open_gaps: i64,
    kind: Option<String>,
    count: Option<i64>,
    latest_on: Option<NaiveDate>,
}

/// The overview of an organization or a contact, in one statement; `None` when it is not the owner's.
pub async fn find_overview(
    db: &impl Executor,
    owner: Owner,
    side: Side,
    id: Uuid,
) -> Result<Option<Overview>, Error> {
    let table = match side {
        Side::Organization => "organization",
        Side::Contact => "contact",
    };
    let sql = format!(
        "SELECT t.name, g.open_gaps, i.kind, i.count, i.latest_on FROM {table} t \
         CROSS JOIN LATERAL (SELECT count(*) AS open_gaps FROM research_gap \
         WHERE owner_id = t.owner_id AND {table}_id = t.id AND state = 'open') g \
         LEFT JOIN LATERAL (SELECT kind, count(*) AS count, max(published_on) AS latest_on FROM research_item \
         WHERE owner_id = t.owner_id AND {table}_id = t.id GROUP BY kind) i ON true \
         WHERE t.owner_id = $1 AND t.id = $2 ORDER BY i.kind"
    );
    let values = [owner.uuid().into(), id.into()];
    let rows = select::all::<Row>(db, sql, values).await?;
    let Some(first) = rows.first() else {
        return Ok(None);
    };
    let found = rows.iter().filter_map(|row| found(id, row));
    Ok(Some(Overview {
        name: first.name.clone(),
        open_gaps: u32::try_from(first.open_gaps).unwrap_or(u32::MAX),
        found: found.collect::<Result<_, _>>()?,
    }))
}

/// `None`: there is nothing yet.
fn found(id: Uuid, row: &Row) -> Option<Result<Found, Error>> {
    let (kind, count) = (row.kind.as_deref()?, row.count?);
    let kind = Cells::of("research_item", id).word("kind", kind);
    Some(kind.map(|kind| Found {
        kind,
        count: u32::try_from(count).unwrap_or(u32::MAX),
        latest_on: row.latest_on,
    }))
}
