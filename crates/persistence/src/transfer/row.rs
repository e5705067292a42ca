//! The rows of an import in the database.

use domain::{
    Id, Stored,
    transfer::{Import, ImportRow, Refusal, RowOutcome},
    vocabulary::Vocabulary,
};
use sea_orm::{ActiveValue::NotSet, Set};
use serde::{Deserialize, Serialize};

use crate::{
    Error, SortBy, SortKey,
    column::Cells,
    entity::import_row::{ActiveModel, Column, Entity, Model},
    workspace::{Filter, Resource},
};

/// Why a row was refused, as it is kept.
#[derive(Serialize, Deserialize)]
struct Kept {
    column: String,
    code: String,
    detail: String,
}

impl Resource for ImportRow {
    type Entity = Entity;

    fn read(row: Model) -> Result<Stored<Self>, Error> {
        let Model {
            owner_id: _,
            id,
            version,
            created_at,
            updated_at,
            import_id,
            position,
            line,
            outcome,
            contact_id,
            errors,
        } = row;
        let cells = Cells::of("import_row", id);
        let errors: Vec<Kept> =
            serde_json::from_value(errors).map_err(|_other| cells.corrupt("errors"))?;
        let errors = errors.into_iter().map(
            |Kept {
                 column,
                 code,
                 detail,
             }| Refusal {
                column,
                code,
                detail,
            },
        );
        let value = Self {
            import_id: Id::new(import_id),
            position,
            line,
            outcome: cells.word("outcome", &outcome)?,
            contact_id: contact_id.map(Id::new),
            errors: errors.collect(),
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
            import_id,
            position,
            line,
            outcome,
            contact_id,
            errors,
        } = self;
        let errors = errors.iter().map(
            |Refusal {
                 column,
                 code,
                 detail,
             }| serde_json::json!({"column": column, "code": code, "detail": detail}),
        );
        ActiveModel {
            owner_id: NotSet,
            id: NotSet,
            version: NotSet,
            created_at: NotSet,
            updated_at: NotSet,
            import_id: Set(import_id.uuid()),
            position: Set(*position),
            line: Set(*line),
            outcome: Set(outcome.to_string()),
            contact_id: Set(contact_id.map(Id::uuid)),
            errors: Set(errors.collect()),
        }
    }

    fn sort_key(stored: &Stored<Self>, _: SortBy) -> SortKey {
        SortKey::Number(stored.value.position)
    }
}

/// The rows of one import with any of these outcomes; none given, all rows.
pub fn filter(import: Id<Import>, outcomes: &[RowOutcome]) -> Filter {
    Filter::default()
        .any_of(Column::ImportId, [import.uuid()])
        .any_of(Column::Outcome, outcomes.iter().map(|one| one.as_str()))
}
