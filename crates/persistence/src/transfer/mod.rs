//! Imports in the database, and whom their rows are about.

mod matching;
mod row;

use domain::{
    Id, Stored,
    transfer::{Import, Tally},
};
use sea_orm::{ActiveValue::NotSet, Set};

pub use self::{
    matching::{
        count_methods, find_matches, find_organizations, list_custom_keys, list_organization_names,
    },
    row::filter,
};
use crate::{
    Error,
    column::Cells,
    entity::import::{ActiveModel, Entity, Model},
    workspace::Resource,
};

impl Resource for Import {
    type Entity = Entity;

    fn read(row: Model) -> Result<Stored<Self>, Error> {
        let Model {
            owner_id: _,
            id,
            version,
            created_at,
            updated_at,
            format,
            match_by,
            dry_run,
            created,
            updated,
            unchanged,
            refused,
            ignored,
        } = row;
        let cells = Cells::of("import", id);
        let count =
            |column, number: i32| u32::try_from(number).map_err(|_negative| cells.corrupt(column));
        let value = Self {
            format: cells.word("format", &format)?,
            match_by: cells.word("match_by", &match_by)?,
            dry_run,
            tally: Tally {
                created: count("created", created)?,
                updated: count("updated", updated)?,
                unchanged: count("unchanged", unchanged)?,
                refused: count("refused", refused)?,
            },
            ignored,
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
            format,
            match_by,
            dry_run,
            tally:
                Tally {
                    created,
                    updated,
                    unchanged,
                    refused,
                },
            ignored,
        } = self;
        // A file has far fewer rows than this holds.
        let count = |number: u32| Set(i32::try_from(number).unwrap_or(i32::MAX));
        ActiveModel {
            owner_id: NotSet,
            id: NotSet,
            version: NotSet,
            created_at: NotSet,
            updated_at: NotSet,
            format: Set(format.to_string()),
            match_by: Set(match_by.to_string()),
            dry_run: Set(*dry_run),
            created: count(*created),
            updated: count(*updated),
            unchanged: count(*unchanged),
            refused: count(*refused),
            ignored: Set(ignored.clone()),
        }
    }
}
