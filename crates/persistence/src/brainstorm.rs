//! How a person's contacts are spread over the ways to know somebody.

use chrono::{DateTime, Utc};
use domain::brainstorm::Acquaintances;
use sea_orm::FromQueryResult;

use crate::{Error, Executor, column::Cells, select, workspace::Owner};

#[derive(Debug, FromQueryResult)]
struct Row {
    relationship: String,
    contacts: i64,
    warm_contacts: i64,
    last_added_at: Option<DateTime<Utc>>,
}

/// The ways in which the person knows somebody, in no order.
pub async fn list(db: &impl Executor, owner: Owner) -> Result<Vec<Acquaintances>, Error> {
    let rows = select::all::<Row>(
        db,
        "SELECT relationship, count(*) AS contacts, count(*) FILTER (WHERE warmth = 'warm') AS warm_contacts, \
         max(created_at) AS last_added_at FROM contact WHERE owner_id = $1 GROUP BY relationship",
        [owner.uuid().into()],
    )
    .await?;
    let read = |row: Row| {
        let Row {
            relationship,
            contacts,
            warm_contacts,
            last_added_at,
        } = row;
        Ok(Acquaintances {
            relationship: Cells::of("contact", owner.uuid()).word("relationship", &relationship)?,
            contacts: u32::try_from(contacts).unwrap_or(u32::MAX),
            warm_contacts: u32::try_from(warm_contacts).unwrap_or(u32::MAX),
            last_added_at,
        })
    };
    rows.into_iter().map(read).collect()
}
