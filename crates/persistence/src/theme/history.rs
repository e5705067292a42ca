//! The moves of themes in the database: written once, never changed, gone with their theme.

use domain::{
    Id, Stored, Text,
    theme::{Decision, Move, Theme},
};
use sea_orm::{ActiveValue::NotSet, ColumnTrait, Set};

use super::texts;
use crate::{
    Error, Executor, Listing, SortBy,
    column::Cells,
    entity::theme_move::{ActiveModel, Column, Entity, Model},
    workspace::{self, Filter, Owner, Resource},
};

impl Resource for Move {
    type Entity = Entity;

    fn read(row: Model) -> Result<Stored<Self>, Error> {
        let Model {
            owner_id: _,
            id,
            version,
            created_at,
            updated_at,
            theme_id,
            from_status,
            to_status,
            reason,
            evidence,
        } = row;
        let cells = Cells::of("theme_move", id);
        let decision = reason.map(|reason| {
            Ok::<_, Error>(Decision {
                reason: cells.text("reason", &reason)?,
                evidence: cells.several("evidence", &evidence)?,
            })
        });
        let value = Self {
            theme_id: Id::new(theme_id),
            from: cells.optional_word("from_status", from_status.as_deref())?,
            to: cells.word("to_status", &to_status)?,
            decision: decision.transpose()?,
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
        let Self {
            theme_id,
            from,
            to,
            decision,
        } = self;
        let decision = decision.as_ref();
        ActiveModel {
            owner_id: NotSet,
            id: NotSet,
            version: NotSet,
            created_at: NotSet,
            updated_at: NotSet,
            theme_id: Set(theme_id.uuid()),
            from_status: Set(from.map(|from| from.to_string())),
            to_status: Set(to.to_string()),
            reason: Set(decision.map(|decision| Text::to_string(&decision.reason))),
            evidence: Set(decision.map_or_else(Vec::new, |decision| texts(&decision.evidence))),
        }
    }
}

/// The moves of one theme.
pub fn filter(theme: Id<Theme>) -> Filter {
    Filter::default().and(Column::ThemeId.eq(theme.uuid()))
}

/// The latest moves of a theme, the latest first.
pub async fn list_latest(
    db: &impl Executor,
    owner: Owner,
    theme: Id<Theme>,
    limit: u64,
) -> Result<Vec<Stored<Move>>, Error> {
    workspace::list(db, owner, filter(theme), latest(limit)).await
}

/// The latest decision about a theme.
pub async fn find_last_decision(
    db: &impl Executor,
    owner: Owner,
    theme: Id<Theme>,
) -> Result<Option<Stored<Move>>, Error> {
    let decisions = filter(theme).and(Column::Reason.is_not_null());
    let found = workspace::list(db, owner, decisions, latest(1)).await?;
    Ok(found.into_iter().next())
}

fn latest(limit: u64) -> Listing {
    Listing {
        by: SortBy::CreatedAt,
        descending: true,
        limit,
        after: None,
    }
}
