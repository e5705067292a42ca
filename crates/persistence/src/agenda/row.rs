//! A row of the agenda, from whichever table.

use chrono::{DateTime, Utc};
use domain::{
    Id,
    agenda::{Entry, Task},
};
use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::{Error, column::Cells};

#[derive(Debug, FromQueryResult)]
pub(super) struct Row {
    kind: String,
    id: Uuid,
    contact_id: Uuid,
    contact_name: String,
    opens_at: DateTime<Utc>,
    until: DateTime<Utc>,
    /// Of an outreach its next action, of an interview its mode, of a follow-up its kind, of a promise whose it is.
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
        "promise" => Task::Promise {
            id: Id::new(row.id),
            what: Cells::of("promise", row.id)
                .text("what", row.reason.as_deref().unwrap_or_default())?,
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
