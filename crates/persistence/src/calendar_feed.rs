//! Calendar feeds in the database: found by their owner, or by the hash of their secret.

use chrono::{DateTime, Utc};
use domain::{
    Id, Stored,
    calendar_feed::{CalendarFeed, Parts},
    vocabulary::Vocabulary,
};
use sea_orm::{
    ActiveValue::NotSet, ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, Set,
    sea_query::Expr,
};

use crate::{
    Error, Executor, Listing, SortKey, Transaction,
    column::Cells,
    entity::calendar_feed::{ActiveModel, Column, Entity, Model},
    executor::sealed::Sealed,
    workspace::Owner,
};

impl TryFrom<Model> for Stored<CalendarFeed> {
    type Error = Error;

    fn try_from(row: Model) -> Result<Self, Error> {
        let Model {
            account_id: _,
            id,
            version,
            created_at,
            updated_at,
            name,
            holds,
            secret_hash: _,
            last_fetched_at,
        } = row;
        let cells = Cells::of("calendar_feed", id);
        let holds = Parts::new(cells.words("holds", &holds)?);
        let value = CalendarFeed {
            name: cells.text("name", &name)?,
            holds: holds.map_err(|_nothing| cells.corrupt("holds"))?,
            last_fetched_at,
        };
        Ok(Self {
            id: Id::new(id),
            version,
            created_at,
            updated_at,
            value,
        })
    }
}

/// Inserts a new feed under the hash of its secret.
pub async fn insert(
    tx: &Transaction,
    account: Owner,
    id: Id<CalendarFeed>,
    feed: CalendarFeed,
    secret_hash: &[u8; 32],
    now: DateTime<Utc>,
) -> Result<Stored<CalendarFeed>, Error> {
    let CalendarFeed {
        name,
        holds,
        last_fetched_at,
    } = &feed;
    let holds = holds.as_slice().iter();
    let row = ActiveModel {
        account_id: Set(account.uuid()),
        id: Set(id.uuid()),
        version: NotSet,
        created_at: Set(now),
        updated_at: Set(now),
        name: Set(name.to_string()),
        holds: Set(holds.map(|part| part.as_str().to_owned()).collect()),
        secret_hash: Set(secret_hash.to_vec()),
        last_fetched_at: Set(*last_fetched_at),
    };
    Entity::insert(row).exec_without_returning(tx.raw()).await?;
    Ok(Stored {
        id,
        version: 1,
        created_at: now,
        updated_at: now,
        value: feed,
    })
}

/// How many feeds an account has. Lock the workspace first where that decides something.
pub async fn count(db: &impl Executor, account: Owner) -> Result<u64, Error> {
    let of_account = Entity::find().filter(Column::AccountId.eq(account.uuid()));
    Ok(of_account.count(db.raw()).await?)
}

/// Finds a feed of the account's.
pub async fn find(
    db: &impl Executor,
    account: Owner,
    id: Id<CalendarFeed>,
) -> Result<Option<Stored<CalendarFeed>>, Error> {
    let found = Entity::find_by_id((account.uuid(), id.uuid()));
    found.one(db.raw()).await?.map(Stored::try_from).transpose()
}

/// One page of an account's feeds.
pub async fn list(
    db: &impl Executor,
    account: Owner,
    listing: Listing,
) -> Result<Vec<Stored<CalendarFeed>>, Error> {
    let select = Entity::find().filter(Column::AccountId.eq(account.uuid()));
    let rows = listing.apply(select).all(db.raw()).await?;
    rows.into_iter().map(Stored::try_from).collect()
}

/// The key by which a feed sorts: when it was made.
pub fn sort_key(feed: &Stored<CalendarFeed>) -> SortKey {
    SortKey::Instant(feed.created_at)
}

/// Deletes a feed, and its address with it; `false` when the account has no such feed.
pub async fn delete(tx: &Transaction, account: Owner, id: Id<CalendarFeed>) -> Result<bool, Error> {
    let done = Entity::delete_by_id((account.uuid(), id.uuid()));
    Ok(done.exec(tx.raw()).await?.rows_affected > 0)
}

/// Finds a feed by the hash of its secret, and whose it is. One look at one index, whether there is one or not.
pub async fn find_by_secret(
    db: &impl Executor,
    secret_hash: &[u8; 32],
) -> Result<Option<(Owner, Stored<CalendarFeed>)>, Error> {
    let found = Entity::find().filter(Column::SecretHash.eq(secret_hash.to_vec()));
    let found = found.one(db.raw()).await?;
    let found = found.map(|row| Ok((Id::new(row.account_id), row.try_into()?)));
    found.transpose()
}

/// Notes that a feed was fetched.
pub async fn note_fetch(
    db: &impl Executor,
    account: Owner,
    id: Id<CalendarFeed>,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    Entity::update_many()
        .col_expr(Column::LastFetchedAt, Expr::val(now))
        .filter(Column::AccountId.eq(account.uuid()))
        .filter(Column::Id.eq(id.uuid()))
        .exec(db.raw())
        .await?;
    Ok(())
}
