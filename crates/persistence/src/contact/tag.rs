//! The tags of a person's contacts.

use domain::contact::Tag;
use sea_orm::FromQueryResult;

use crate::{Error, Executor, column::Cells, select, workspace::Owner};

/// A tag and how many contacts have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TagUse {
    pub name: Tag,
    pub contact_count: i64,
}

#[derive(FromQueryResult)]
struct Row {
    name: String,
    contact_count: i64,
}

/// The tags after `after`, without regard to letter case; of several spellings one stands for all.
pub async fn list_tags(
    db: &impl Executor,
    owner: Owner,
    after: Option<&str>,
    limit: u64,
) -> Result<Vec<TagUse>, Error> {
    let rows = select::all::<Row>(
        db,
        "SELECT min(tag) AS name, count(*) AS contact_count FROM contact, unnest(tags) AS tag \
         WHERE owner_id = $1 AND ($2::text IS NULL OR lower(tag) > lower($2)) \
         GROUP BY lower(tag) ORDER BY lower(tag) LIMIT $3",
        [
            owner.uuid().into(),
            after.map(str::to_owned).into(),
            i64::try_from(limit).unwrap_or(i64::MAX).into(),
        ],
    )
    .await?;
    let cells = Cells::of("contact", owner.uuid());
    rows.into_iter()
        .map(|row| {
            Ok(TagUse {
                name: cells.text("tags", &row.name)?,
                contact_count: row.contact_count,
            })
        })
        .collect()
}
