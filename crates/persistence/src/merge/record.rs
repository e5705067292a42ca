//! Merges as rows.

use domain::{
    Id, Stored,
    contact::Contact,
    merge::{Merge, MergeState, Rows},
};
use sea_orm::{ActiveValue::NotSet, ColumnTrait, Set};
use serde::{Deserialize, Serialize};

use crate::{
    Error,
    column::Cells,
    entity::merge::{ActiveModel, Column, Entity, Model},
    workspace::{Filter, Resource},
};

/// How many rows of a resource, as the column has it.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Cell {
    resource: String,
    rows: u32,
}

fn read(cells: Cells, column: &'static str, cell: serde_json::Value) -> Result<Vec<Rows>, Error> {
    let rows: Vec<Cell> =
        serde_json::from_value(cell).map_err(|_other_form| cells.corrupt(column))?;
    let rows = rows.into_iter();
    Ok(rows
        .map(|Cell { resource, rows }| Rows { resource, rows })
        .collect())
}

fn write(rows: &[Rows]) -> serde_json::Value {
    let rows = rows.iter();
    rows.map(|Rows { resource, rows }| serde_json::json!({"resource": resource, "rows": rows}))
        .collect()
}

impl Resource for Merge {
    type Entity = Entity;

    fn read(row: Model) -> Result<Stored<Self>, Error> {
        let Model {
            owner_id: _,
            id,
            version,
            created_at,
            updated_at,
            keep_id,
            merge_id,
            merge_name,
            moved,
            folded,
            undone_at,
        } = row;
        let cells = Cells::of("merge", id);
        let value = Self {
            keep_id: Id::new(keep_id),
            merge_id: Id::new(merge_id),
            merge_name: cells.text("merge_name", &merge_name)?,
            moved: self::read(cells, "moved", moved)?,
            folded: self::read(cells, "folded", folded)?,
            undone_at,
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
            keep_id,
            merge_id,
            merge_name,
            moved,
            folded,
            undone_at,
        } = self;
        ActiveModel {
            owner_id: NotSet,
            id: NotSet,
            version: NotSet,
            created_at: NotSet,
            updated_at: NotSet,
            keep_id: Set(keep_id.uuid()),
            merge_id: Set(merge_id.uuid()),
            merge_name: Set(merge_name.to_string()),
            moved: Set(self::write(moved)),
            folded: Set(self::write(folded)),
            undone_at: Set(*undone_at),
        }
    }
}

/// Merges of these two contacts, in this state; what is not given narrows nothing.
pub fn filter(
    keep: Option<Id<Contact>>,
    merge: Option<Id<Contact>>,
    state: Option<MergeState>,
) -> Filter {
    let mut filter = Filter::default();
    if let Some(keep) = keep {
        filter = filter.and(Column::KeepId.eq(keep.uuid()));
    }
    if let Some(merge) = merge {
        filter = filter.and(Column::MergeId.eq(merge.uuid()));
    }
    match state {
        None => filter,
        Some(MergeState::Merged) => filter.and(Column::UndoneAt.is_null()),
        Some(MergeState::Undone) => filter.and(Column::UndoneAt.is_not_null()),
    }
}
