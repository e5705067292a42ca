//! What belongs to one contact, in tables of its own.

use domain::{Id, Stored, contact::Contact};
use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter, QuerySelect,
    sea_query::{Expr, ExprTrait},
};

use super::{Column, Entity};
use crate::{
    Error, Executor, Transaction,
    executor::sealed::Sealed,
    workspace::{self, Filter, Owner, Resource},
};

/// A resource that belongs to one contact and goes with it.
pub trait OfContact: Resource {
    fn contact_id(&self) -> Id<Contact>;
}

/// What belongs to this contact.
pub fn of(contact: Id<Contact>) -> Filter {
    Filter::default().and(Expr::col("contact_id").eq(contact.uuid()))
}

/// Whether there is such a contact.
pub async fn exists(db: &impl Executor, owner: Owner, contact: Id<Contact>) -> Result<bool, Error> {
    let found = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::OwnerId.eq(owner.uuid()))
        .filter(Column::Id.eq(contact.uuid()))
        .into_tuple::<uuid::Uuid>()
        .one(db.raw())
        .await?;
    Ok(found.is_some())
}

/// Finds one of what belongs to a contact.
pub async fn find<R: OfContact>(
    db: &impl Executor,
    owner: Owner,
    contact: Id<Contact>,
    id: Id<R>,
) -> Result<Option<Stored<R>>, Error> {
    let found = workspace::find(db, owner, id).await?;
    Ok(found.filter(|found: &Stored<R>| found.value.contact_id() == contact))
}

/// The same, and locks its row until the transaction ends.
pub async fn find_for_update<R: OfContact>(
    tx: &Transaction,
    owner: Owner,
    contact: Id<Contact>,
    id: Id<R>,
) -> Result<Option<Stored<R>>, Error> {
    let found = workspace::find_for_update(tx, owner, id).await?;
    Ok(found.filter(|found: &Stored<R>| found.value.contact_id() == contact))
}

/// How many of these a contact has.
pub async fn count<R: OfContact>(
    tx: &Transaction,
    owner: Owner,
    contact: Id<Contact>,
) -> Result<u64, Error> {
    let counted = R::Entity::find()
        .select_only()
        .expr(Expr::col("id").count())
        .filter(Expr::col("owner_id").eq(owner.uuid()))
        .filter(Expr::col("contact_id").eq(contact.uuid()))
        .into_tuple::<i64>()
        .one(tx.raw())
        .await?;
    Ok(counted.map_or(0, i64::unsigned_abs))
}
