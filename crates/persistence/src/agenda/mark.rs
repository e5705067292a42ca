//! Marks on items of the agenda, and what an item says that a mark is put on.

use chrono::{DateTime, Utc};
use domain::{
    Id, Stored, Text,
    agenda::{AgendaMark, Fate, MarkKind},
    follow_up::FollowUp,
};
use sea_orm::{ActiveValue::NotSet, FromQueryResult, Set};
use uuid::Uuid;

use super::table::TABLES;
use crate::{
    Error, Executor,
    column::Cells,
    entity::agenda_mark::{ActiveModel, Entity, Model},
    select,
    workspace::{Owner, Resource},
};

impl Resource for AgendaMark {
    type Entity = Entity;

    fn read(row: Model) -> Result<Stored<Self>, Error> {
        let Model {
            owner_id: _,
            id,
            version,
            created_at,
            updated_at,
            kind,
            about,
            snoozed_until,
            dismissed_at,
            dismissal_reason,
        } = row;
        let cells = Cells::of("agenda_mark", id);
        let fate = fate(
            cells,
            snoozed_until,
            dismissed_at,
            dismissal_reason.as_deref(),
        )?;
        let value = Self {
            kind: cells.word("kind", &kind)?,
            about: cells.text("about", &about)?,
            fate: fate.ok_or_else(|| cells.corrupt("snoozed_until"))?,
        };
        Ok(Stored {
            id: Id::new(id),
            version,
            created_at,
            updated_at,
            value,
        })
    }

    fn write(&self) -> ActiveModel {
        let Self { kind, about, fate } = self;
        let (snoozed_until, dismissed_at, reason) = match fate {
            Fate::Snoozed { until } => (Some(*until), None, None),
            Fate::Dismissed { at, reason } => (None, Some(*at), Some(reason)),
        };
        ActiveModel {
            owner_id: NotSet,
            id: NotSet,
            version: NotSet,
            created_at: NotSet,
            updated_at: NotSet,
            kind: Set(kind.to_string()),
            about: Set(about.to_string()),
            snoozed_until: Set(snoozed_until),
            dismissed_at: Set(dismissed_at),
            dismissal_reason: Set(reason.map(Text::to_string)),
        }
    }
}

/// The three columns of what a person said about an item; `None` when they said nothing.
pub(super) fn fate(
    cells: Cells,
    snoozed_until: Option<DateTime<Utc>>,
    dismissed_at: Option<DateTime<Utc>>,
    reason: Option<&str>,
) -> Result<Option<Fate>, Error> {
    let dismissed = dismissed_at.map(|at| -> Result<Fate, Error> {
        let reason = cells.text("dismissal_reason", reason.unwrap_or_default())?;
        Ok(Fate::Dismissed { at, reason })
    });
    let snoozed = snoozed_until.map(|until| Fate::Snoozed { until });
    Ok(dismissed.transpose()?.or(snoozed))
}

/// What an item is about, as far as it can be put off or dismissed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Markable {
    /// It keeps that itself.
    FollowUp(Id<FollowUp>),
    /// By a mark that holds as long as the item says this; `None` while it is no item.
    Other(MarkKind, Option<domain::agenda::About>),
}

#[derive(FromQueryResult)]
struct Row {
    kind: String,
    about: Option<String>,
}

/// Finds what has this id, in whichever table, by one statement.
pub async fn find_markable(
    db: &impl Executor,
    owner: Owner,
    id: Uuid,
) -> Result<Option<Markable>, Error> {
    let tables: Vec<String> = TABLES.iter().map(super::table::Table::find).collect();
    let values = [owner.uuid().into(), id.into()];
    // A promise is in two branches, of which one at most has it open.
    let sql = format!(
        "SELECT * FROM ({}) AS found ORDER BY about NULLS LAST LIMIT 1",
        tables.join(" UNION ALL ")
    );
    let Some(Row { kind, about }) = select::one::<Row>(db, sql, values).await? else {
        return Ok(None);
    };
    if kind == "follow_up" {
        return Ok(Some(Markable::FollowUp(Id::new(id))));
    }
    let cells = Cells::of("agenda_mark", id);
    let about = cells.optional_text("about", about.as_deref())?;
    Ok(Some(Markable::Other(cells.word("kind", &kind)?, about)))
}
