//! A row of what is found, from the entry and the score.

use chrono::{DateTime, Utc};
use domain::{
    Id,
    search::{Fragment, Hit, Score},
};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::{Error, column::Cells};

#[derive(Debug, FromQueryResult)]
pub(super) struct Row {
    resource: String,
    resource_id: Uuid,
    parent_id: Option<Uuid>,
    contact_id: Option<Uuid>,
    organization_id: Option<Uuid>,
    updated_at: DateTime<Utc>,
    score: i32,
    title: Option<String>,
    marked_title: Option<String>,
    marked_body: String,
}

impl TryFrom<Row> for Hit {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        let Row {
            resource,
            resource_id,
            parent_id,
            contact_id,
            organization_id,
            updated_at,
            score,
            title,
            marked_title,
            marked_body,
        } = row;
        let cells = Cells::of("search_entry", resource_id);
        Ok(Self {
            kind: cells.word("resource", &resource)?,
            id: resource_id,
            parent_id,
            contact_id: contact_id.map(Id::new),
            organization_id: organization_id.map(Id::new),
            updated_at,
            score: Score::new(score),
            title: cells.optional_text("title", title.as_deref())?,
            title_fragments: Fragment::read(&marked_title.unwrap_or_default()),
            body_fragments: Fragment::read_matches(&marked_body),
        })
    }
}
