//! API keys in the database: found by their owner, or by the hash of their secret.

use chrono::{DateTime, Utc};
use domain::{
    Id, Stored,
    api_key::{ApiKey, Prefix},
};
use sea_orm::{
    ActiveValue::NotSet, ColumnTrait, EntityTrait, FromQueryResult, PaginatorTrait, QueryFilter,
    Set,
};
use uuid::Uuid;

use crate::{
    Error, Executor, Listing, SortKey, Transaction,
    column::Cells,
    entity::api_key::{ActiveModel, Column, Entity, Model},
    executor::sealed::Sealed,
    select,
    workspace::Owner,
};

/// What a key that is good entitles to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    pub account: Owner,
    pub id: Id<ApiKey>,
    pub scope: String,
    pub expires_at: DateTime<Utc>,
}

#[derive(FromQueryResult)]
struct GrantRow {
    account_id: Uuid,
    id: Uuid,
    scope: String,
    expires_at: DateTime<Utc>,
}

impl TryFrom<Model> for Stored<ApiKey> {
    type Error = Error;

    fn try_from(row: Model) -> Result<Self, Error> {
        let Model {
            account_id: _,
            id,
            version,
            created_at,
            updated_at,
            name,
            prefix,
            secret_hash: _,
            scope,
            expires_at,
            last_used_at,
        } = row;
        let cells = Cells::of("api_key", id);
        let value = ApiKey {
            name: cells.text("name", &name)?,
            prefix: Prefix::parse(&prefix).map_err(|_invalid| cells.corrupt("prefix"))?,
            scope,
            expires_at,
            last_used_at,
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

/// Inserts a new key under the hash of its secret.
pub async fn insert(
    tx: &Transaction,
    account: Owner,
    id: Id<ApiKey>,
    key: ApiKey,
    secret_hash: &[u8; 32],
    now: DateTime<Utc>,
) -> Result<Stored<ApiKey>, Error> {
    let ApiKey {
        name,
        prefix,
        scope,
        expires_at,
        last_used_at,
    } = &key;
    let row = ActiveModel {
        account_id: Set(account.uuid()),
        id: Set(id.uuid()),
        version: NotSet,
        created_at: Set(now),
        updated_at: Set(now),
        name: Set(name.to_string()),
        prefix: Set(prefix.to_string()),
        secret_hash: Set(secret_hash.to_vec()),
        scope: Set(scope.clone()),
        expires_at: Set(*expires_at),
        last_used_at: Set(*last_used_at),
    };
    Entity::insert(row).exec_without_returning(tx.raw()).await?;
    Ok(Stored {
        id,
        version: 1,
        created_at: now,
        updated_at: now,
        value: key,
    })
}

/// How many keys an account has, expired or not. Lock the workspace first where that decides something.
pub async fn count(db: &impl Executor, account: Owner) -> Result<u64, Error> {
    let of_account = Entity::find().filter(Column::AccountId.eq(account.uuid()));
    Ok(of_account.count(db.raw()).await?)
}

/// Finds a key of the account's.
pub async fn find(
    db: &impl Executor,
    account: Owner,
    id: Id<ApiKey>,
) -> Result<Option<Stored<ApiKey>>, Error> {
    let found = Entity::find_by_id((account.uuid(), id.uuid()));
    let found = found.one(db.raw()).await?;
    found.map(Stored::try_from).transpose()
}

/// One page of an account's keys.
pub async fn list(
    db: &impl Executor,
    account: Owner,
    listing: Listing,
) -> Result<Vec<Stored<ApiKey>>, Error> {
    let select = Entity::find().filter(Column::AccountId.eq(account.uuid()));
    let rows = listing.apply(select).all(db.raw()).await?;
    rows.into_iter().map(Stored::try_from).collect()
}

/// The key by which one sorts: when it was made.
pub fn sort_key(key: &Stored<ApiKey>) -> SortKey {
    SortKey::Instant(key.created_at)
}

/// Deletes a key; `false` when the account has no such key.
pub async fn delete(tx: &Transaction, account: Owner, id: Id<ApiKey>) -> Result<bool, Error> {
    let done = Entity::delete_by_id((account.uuid(), id.uuid()));
    Ok(done.exec(tx.raw()).await?.rows_affected > 0)
}

/// What a key is good for at `now`, noting at most once a minute that it was used. Every request with a key asks this, so
/// it is one statement that reads one row, and writes it seldom.
pub async fn find_active(
    db: &impl Executor,
    prefix: &Prefix,
    secret_hash: &[u8; 32],
    now: DateTime<Utc>,
) -> Result<Option<Grant>, Error> {
    let row = select::one::<GrantRow>(
        db,
        "WITH found AS (SELECT account_id, id, scope, expires_at, last_used_at FROM api_key \
           WHERE secret_hash = $1 AND prefix = $2 AND expires_at > $3), \
         used AS (UPDATE api_key SET last_used_at = $3 FROM found \
           WHERE api_key.account_id = found.account_id AND api_key.id = found.id \
           AND (found.last_used_at IS NULL OR found.last_used_at <= $3 - interval '1 minute')) \
         SELECT account_id, id, scope, expires_at FROM found",
        [
            secret_hash.to_vec().into(),
            prefix.to_string().into(),
            now.into(),
        ],
    )
    .await?;
    Ok(row.map(|row| Grant {
        account: Id::new(row.account_id),
        id: Id::new(row.id),
        scope: row.scope,
        expires_at: row.expires_at,
    }))
}

/// Whether a key of the account's is still good at `now`.
pub async fn stands(
    db: &impl Executor,
    account: Owner,
    id: Id<ApiKey>,
    now: DateTime<Utc>,
) -> Result<bool, Error> {
    let found = find(db, account, id).await?;
    Ok(found.is_some_and(|key| now < key.value.expires_at))
}
