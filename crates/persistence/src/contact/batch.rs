//! Many contacts written at a time, as an import does.

use domain::{Stored, contact::Contact};
use sea_orm::{EntityTrait, Iterable, sea_query::OnConflict};

use super::method;
use crate::{
    Error, Transaction,
    entity::contact::{Column, Entity},
    executor::sealed::Sealed,
    workspace::{self, Owner},
};

/// A contact to be saved.
#[derive(Clone, Debug)]
pub struct Saving {
    pub contact: Stored<Contact>,
    /// Whether the ways to reach them are new or changed.
    pub with_methods: bool,
}

/// Inserts contacts in their first revision and updates the others, with all ways to reach them: three statements,
/// however many contacts. The caller holds the workspace.
pub async fn save_many(tx: &Transaction, owner: Owner, contacts: &[Saving]) -> Result<(), Error> {
    if contacts.is_empty() {
        return Ok(());
    }
    let rows = contacts.iter().map(|contact| {
        let Stored {
            id,
            version: _,
            created_at,
            updated_at,
            value,
        } = &contact.contact;
        workspace::row_of(owner, *id, value, *created_at, *updated_at)
    });
    let rows = rows.collect::<Result<Vec<_>, _>>()?;
    let kept = [
        Column::OwnerId,
        Column::Id,
        Column::Version,
        Column::CreatedAt,
    ];
    let changing = Column::iter().filter(|column| !kept.iter().any(|one| same(*one, *column)));
    let update = OnConflict::columns([Column::OwnerId, Column::Id])
        .update_columns(changing)
        .to_owned();
    Entity::insert_many(rows)
        .on_conflict(update)
        .exec_without_returning(tx.raw())
        .await?;
    let with_methods = contacts.iter().filter(|contact| contact.with_methods);
    method::keep_many(tx, owner, with_methods.map(|contact| &contact.contact)).await
}

fn same(one: Column, other: Column) -> bool {
    std::mem::discriminant(&one) == std::mem::discriminant(&other)
}
