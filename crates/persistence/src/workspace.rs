//! Queries that every resource of a workspace shares. Each takes the owner: there is no other way to a row.

use std::str::FromStr;

use chrono::{DateTime, Utc};
use domain::{Id, Stored, account::Account};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect,
    Value,
    sea_query::{Condition, Expr, ExprTrait, extension::postgres::PgExpr},
};

use crate::{Error, Executor, Listing, SortBy, SortKey, executor::sealed::Sealed};

/// The owner of a workspace.
pub type Owner = Id<Account>;

/// A domain type that is kept as one row of a workspace table, with its children where it has any.
#[expect(
    async_fn_in_trait,
    reason = "implemented and called in this workspace only, where no future needs to be Send"
)]
pub trait Resource: Sized {
    #[doc(hidden)]
    type Entity: EntityTrait;

    /// Reads the domain type from its row.
    #[doc(hidden)]
    fn read(row: <Self::Entity as EntityTrait>::Model) -> Result<Stored<Self>, Error>;

    /// The columns that hold the value; identity, version and times are set by the queries here.
    #[doc(hidden)]
    fn write(&self) -> <Self::Entity as EntityTrait>::ActiveModel;

    /// The key by which a row sorts.
    fn sort_key(stored: &Stored<Self>, by: SortBy) -> SortKey {
        SortKey::Instant(if by == SortBy::UpdatedAt {
            stored.updated_at
        } else {
            stored.created_at
        })
    }

    /// Completes rows with what is kept in child tables: one statement, however many rows.
    #[doc(hidden)]
    async fn read_children(
        _db: &impl Executor,
        _owner: Owner,
        _rows: &mut [Stored<Self>],
    ) -> Result<(), Error> {
        Ok(())
    }

    /// Makes the rows of the child tables say what the saved value says; in its first revision there are none yet.
    #[doc(hidden)]
    async fn write_children(
        _db: &impl Executor,
        _owner: Owner,
        _saved: &Stored<Self>,
    ) -> Result<(), Error> {
        Ok(())
    }
}

type Column<R> = <<R as Resource>::Entity as EntityTrait>::Column;

fn column<R: Resource>(name: &str) -> Result<Column<R>, Error> {
    Column::<R>::from_str(name)
        .map_err(|_unknown| Error::Database(DbErr::Type(format!("no column {name}"))))
}

fn row<R: Resource>(owner: Owner, id: Id<R>) -> Condition {
    Condition::all()
        .add(Expr::col("owner_id").eq(owner.uuid()))
        .add(Expr::col("id").eq(id.uuid()))
}

/// Finds one resource; `None` also when it is another person's.
pub async fn find<R: Resource>(
    db: &impl Executor,
    owner: Owner,
    id: Id<R>,
) -> Result<Option<Stored<R>>, Error> {
    let found = R::Entity::find()
        .filter(row(owner, id))
        .one(db.raw())
        .await?;
    complete(db, owner, found).await
}

/// Whether there is such a resource of the owner's.
pub async fn exists<R: Resource>(
    db: &impl Executor,
    owner: Owner,
    id: Id<R>,
) -> Result<bool, Error> {
    let found = R::Entity::find()
        .select_only()
        .expr(Expr::val(1))
        .filter(row(owner, id))
        .into_tuple::<i32>()
        .one(db.raw())
        .await?;
    Ok(found.is_some())
}

/// Finds several resources, in no order; those that are another person's are not among them.
pub async fn find_several<R: Resource>(
    db: &impl Executor,
    owner: Owner,
    ids: impl IntoIterator<Item = Id<R>>,
) -> Result<Vec<Stored<R>>, Error> {
    let ids: Vec<_> = ids.into_iter().map(Id::uuid).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows = R::Entity::find()
        .filter(Expr::col("owner_id").eq(owner.uuid()))
        .filter(Expr::col("id").eq_any(ids))
        .all(db.raw())
        .await?;
    let mut stored = rows
        .into_iter()
        .map(R::read)
        .collect::<Result<Vec<_>, _>>()?;
    if !stored.is_empty() {
        R::read_children(db, owner, &mut stored).await?;
    }
    Ok(stored)
}

/// Finds one resource and locks its row until the transaction ends.
pub async fn find_for_update<R: Resource>(
    db: &crate::Transaction,
    owner: Owner,
    id: Id<R>,
) -> Result<Option<Stored<R>>, Error> {
    let found = R::Entity::find()
        .filter(row(owner, id))
        .lock_exclusive()
        .one(db.raw())
        .await?;
    complete(db, owner, found).await
}

async fn complete<R: Resource>(
    db: &impl Executor,
    owner: Owner,
    found: Option<<R::Entity as EntityTrait>::Model>,
) -> Result<Option<Stored<R>>, Error> {
    let Some(found) = found else { return Ok(None) };
    let mut stored = [R::read(found)?];
    R::read_children(db, owner, &mut stored).await?;
    let [stored] = stored;
    Ok(Some(stored))
}

/// One page of a person's resources that meet a condition.
pub async fn list<R: Resource>(
    db: &impl Executor,
    owner: Owner,
    condition: Filter,
    listing: Listing,
) -> Result<Vec<Stored<R>>, Error> {
    let select = R::Entity::find()
        .filter(Expr::col("owner_id").eq(owner.uuid()))
        .filter(condition.0);
    let rows = listing.apply(select).all(db.raw()).await?;
    let mut stored = rows
        .into_iter()
        .map(R::read)
        .collect::<Result<Vec<_>, _>>()?;
    if !stored.is_empty() {
        R::read_children(db, owner, &mut stored).await?;
    }
    Ok(stored)
}

/// The row of a resource, with identity and times.
pub(crate) fn row_of<R: Resource>(
    owner: Owner,
    id: Id<R>,
    value: &R,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
) -> Result<<R::Entity as EntityTrait>::ActiveModel, Error> {
    let mut row = value.write();
    row.try_set(column::<R>("owner_id")?, owner.uuid().into())?;
    row.try_set(column::<R>("id")?, id.uuid().into())?;
    row.try_set(column::<R>("created_at")?, created_at.into())?;
    row.try_set(column::<R>("updated_at")?, updated_at.into())?;
    Ok(row)
}

/// Inserts many new resources that have no children, by one statement.
pub async fn insert_many<R: Resource>(
    db: &crate::Transaction,
    owner: Owner,
    values: &[(Id<R>, R)],
    now: DateTime<Utc>,
) -> Result<(), Error> {
    if values.is_empty() {
        return Ok(());
    }
    let rows = values
        .iter()
        .map(|(id, value)| row_of(owner, *id, value, now, now));
    let rows = rows.collect::<Result<Vec<_>, _>>()?;
    R::Entity::insert_many(rows)
        .exec_without_returning(db.raw())
        .await?;
    Ok(())
}

/// The same, with the rows as they are kept.
pub async fn insert_several<R: Resource>(
    db: &crate::Transaction,
    owner: Owner,
    values: Vec<(Id<R>, R)>,
    now: DateTime<Utc>,
) -> Result<Vec<Stored<R>>, Error> {
    insert_many(db, owner, &values, now).await?;
    let kept = values.into_iter().map(|(id, value)| Stored {
        id,
        version: 1,
        created_at: now,
        updated_at: now,
        value,
    });
    Ok(kept.collect())
}

/// Inserts a new resource with its children.
pub async fn insert<R: Resource + Clone>(
    db: &crate::Transaction,
    owner: Owner,
    id: Id<R>,
    value: &R,
    now: DateTime<Utc>,
) -> Result<Stored<R>, Error> {
    R::Entity::insert(row_of(owner, id, value, now, now)?)
        .exec_without_returning(db.raw())
        .await?;
    let inserted = Stored {
        id,
        version: 1,
        created_at: now,
        updated_at: now,
        value: value.clone(),
    };
    R::write_children(db, owner, &inserted).await?;
    Ok(inserted)
}

/// Saves the value of a resource that was read in this transaction for update. `None`: it is gone or was changed since.
pub async fn update<R: Resource>(
    db: &crate::Transaction,
    owner: Owner,
    stored: Stored<R>,
    now: DateTime<Utc>,
) -> Result<Option<Stored<R>>, Error> {
    let mut changed = stored.value.write();
    changed.try_set(column::<R>("updated_at")?, now.into())?;
    let done = R::Entity::update_many()
        .set(changed)
        .filter(row(owner, stored.id))
        .filter(Expr::col("version").eq(stored.version))
        .exec(db.raw())
        .await?;
    if done.rows_affected == 0 {
        return Ok(None);
    }
    let updated = Stored {
        version: stored.version + 1,
        updated_at: now,
        ..stored
    };
    R::write_children(db, owner, &updated).await?;
    Ok(Some(updated))
}

/// Deletes a resource; `false` when there was none.
pub async fn delete<R: Resource>(
    db: &crate::Transaction,
    owner: Owner,
    id: Id<R>,
) -> Result<bool, Error> {
    let done = R::Entity::delete_many()
        .filter(row(owner, id))
        .exec(db.raw())
        .await?;
    Ok(done.rows_affected > 0)
}

/// Holds off every other writer of this workspace until the transaction ends: rules may look at several rows, and two
/// writers that take rows in different order cannot deadlock.
pub async fn lock(db: &crate::Transaction, owner: Owner) -> Result<(), Error> {
    let statement = sea_orm::Statement::from_sql_and_values(
        sea_orm::DbBackend::Postgres,
        "SELECT 1 FROM change_counter WHERE owner_id = $1 FOR UPDATE",
        [owner.uuid().into()],
    );
    db.raw().query_one_raw(statement).await?;
    Ok(())
}

/// The id of a child at a position below its parent: a `UUIDv8` (RFC 9562, section 5.8) that is the parent's `UUIDv7`
/// with the position in place of 12 of its random bits, so that it needs no generator and cannot meet another parent's.
pub(crate) fn child_id(parent: uuid::Uuid, position: i16) -> uuid::Uuid {
    const VERSION_AND_12_BITS: u128 = 0xffff << 64;
    let position = u128::from(0x8000 | position.unsigned_abs());
    uuid::Uuid::from_u128(parent.as_u128() & !VERSION_AND_12_BITS | position << 64)
}

/// Conditions on a list, joined by AND.
#[derive(Clone, Debug)]
pub struct Filter(Condition);

impl Default for Filter {
    fn default() -> Self {
        Self(Condition::all())
    }
}

impl Filter {
    /// Both conditions.
    #[must_use]
    pub fn join(self, other: Self) -> Self {
        Self(self.0.add(other.0))
    }

    /// Any of the values; no values, no condition.
    #[must_use]
    pub(crate) fn any_of<C: ColumnTrait, V: Into<Value>>(
        self,
        column: C,
        values: impl IntoIterator<Item = V>,
    ) -> Self {
        let values: Vec<Value> = values.into_iter().map(Into::into).collect();
        if values.is_empty() {
            self
        } else {
            self.and(column.is_in(values))
        }
    }

    #[must_use]
    pub(crate) fn and(self, condition: impl Into<sea_orm::sea_query::SimpleExpr>) -> Self {
        Self(self.0.add(condition.into()))
    }
}
