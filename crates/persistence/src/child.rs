//! What belongs to one other resource: kept in a table of its own, read below it, and gone with it.

use domain::{Id, Stored};
use sea_orm::{
    EntityTrait, QueryFilter, QuerySelect,
    sea_query::{Expr, ExprTrait},
};

use crate::{
    Error, Executor, Transaction,
    executor::sealed::Sealed,
    workspace::{self, Filter, Owner, Resource},
};

/// A resource that belongs to one other.
pub trait Child: Resource {
    type Parent: Resource;

    /// The column that names the parent.
    #[doc(hidden)]
    const PARENT: &'static str;

    fn parent(&self) -> Id<Self::Parent>;
}

/// What belongs to this parent.
pub fn of<R: Child>(parent: Id<R::Parent>) -> Filter {
    Filter::default().and(Expr::col(R::PARENT).eq(parent.uuid()))
}

/// Finds one of what belongs to a parent; `None` also when it belongs to another.
pub async fn find<R: Child>(
    db: &impl Executor,
    owner: Owner,
    parent: Id<R::Parent>,
    id: Id<R>,
) -> Result<Option<Stored<R>>, Error> {
    let found = workspace::find::<R>(db, owner, id).await?;
    Ok(found.filter(|found| found.value.parent() == parent))
}

/// The same, and locks its row until the transaction ends.
pub async fn find_for_update<R: Child>(
    tx: &Transaction,
    owner: Owner,
    parent: Id<R::Parent>,
    id: Id<R>,
) -> Result<Option<Stored<R>>, Error> {
    let found = workspace::find_for_update::<R>(tx, owner, id).await?;
    Ok(found.filter(|found| found.value.parent() == parent))
}

/// How many of these a parent has.
pub async fn count<R: Child>(
    tx: &Transaction,
    owner: Owner,
    parent: Id<R::Parent>,
) -> Result<u64, Error> {
    let counted = R::Entity::find()
        .select_only()
        .expr(Expr::col("id").count())
        .filter(Expr::col("owner_id").eq(owner.uuid()))
        .filter(Expr::col(R::PARENT).eq(parent.uuid()))
        .into_tuple::<i64>()
        .one(tx.raw())
        .await?;
    Ok(counted.map_or(0, i64::unsigned_abs))
}
