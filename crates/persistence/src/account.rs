//! Accounts in the database.

use chrono::{DateTime, Utc};
use domain::{
    Id, Stored,
    account::{Account, Email},
    password::PasswordHash,
};
use sea_orm::{
    ActiveValue::NotSet, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};
use uuid::Uuid;

use crate::{
    Error, Executor, Transaction,
    column::Cells,
    entity::account::{ActiveModel, Column, Entity, Model},
    executor::sealed::Sealed,
    workspace::Owner,
};

/// The constraint that refuses a second account with an address.
pub const EMAIL_TAKEN: &str = "account_email_key_key";

/// An account with what its password is compared to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credentials {
    pub account: Stored<Account>,
    pub password_hash: PasswordHash,
}

impl TryFrom<Model> for Credentials {
    type Error = Error;

    fn try_from(row: Model) -> Result<Self, Error> {
        let Model {
            id,
            version,
            created_at,
            updated_at,
            email,
            email_key: _,
            password_hash,
            display_name,
            time_zone,
            email_verified_at,
        } = row;
        let cells = Cells::of("account", id);
        let value = Account {
            email: Email::parse(&email).map_err(|_invalid| cells.corrupt("email"))?,
            display_name: cells.text("display_name", &display_name)?,
            time_zone: cells.zone("time_zone", &time_zone)?,
            email_verified_at,
        };
        let account = Stored {
            id: Id::new(id),
            version,
            created_at,
            updated_at,
            value,
        };
        Ok(Self {
            account,
            password_hash: PasswordHash::new(password_hash),
        })
    }
}

fn write(account: &Account) -> ActiveModel {
    let Account {
        email,
        display_name,
        time_zone,
        email_verified_at,
    } = account;
    ActiveModel {
        id: NotSet,
        version: NotSet,
        created_at: NotSet,
        updated_at: NotSet,
        email: Set(email.as_str().to_owned()),
        email_key: Set(email.key()),
        password_hash: NotSet,
        display_name: Set(display_name.to_string()),
        time_zone: Set(time_zone.to_string()),
        email_verified_at: Set(*email_verified_at),
    }
}

/// Inserts a new account; [`EMAIL_TAKEN`] when another has its address.
pub async fn insert(
    tx: &Transaction,
    id: Owner,
    account: &Account,
    password_hash: &PasswordHash,
    now: DateTime<Utc>,
) -> Result<Stored<Account>, Error> {
    let row = ActiveModel {
        id: Set(id.uuid()),
        created_at: Set(now),
        updated_at: Set(now),
        password_hash: Set(password_hash.as_str().to_owned()),
        ..write(account)
    };
    Entity::insert(row).exec_without_returning(tx.raw()).await?;
    Ok(Stored {
        id,
        version: 1,
        created_at: now,
        updated_at: now,
        value: account.clone(),
    })
}

pub async fn find(db: &impl Executor, id: Owner) -> Result<Option<Stored<Account>>, Error> {
    Ok(find_credentials(db, id).await?.map(|found| found.account))
}

/// Finds an account and locks its row until the transaction ends.
pub async fn find_for_update(
    tx: &Transaction,
    id: Owner,
) -> Result<Option<Stored<Account>>, Error> {
    let found = Entity::find_by_id(id.uuid())
        .lock_exclusive()
        .one(tx.raw())
        .await?;
    let found = found.map(Credentials::try_from).transpose()?;
    Ok(found.map(|found| found.account))
}

pub async fn find_credentials(db: &impl Executor, id: Owner) -> Result<Option<Credentials>, Error> {
    let found = Entity::find_by_id(id.uuid()).one(db.raw()).await?;
    found.map(Credentials::try_from).transpose()
}

/// Finds the account with an address, however its letter case is written.
pub async fn find_credentials_by_email(
    db: &impl Executor,
    email: &Email,
) -> Result<Option<Credentials>, Error> {
    let found = Entity::find()
        .filter(Column::EmailKey.eq(email.key()))
        .one(db.raw())
        .await?;
    found.map(Credentials::try_from).transpose()
}

/// Saves an account that was read in this transaction for update. `None`: it is gone or was changed since.
pub async fn update(
    tx: &Transaction,
    stored: Stored<Account>,
    now: DateTime<Utc>,
) -> Result<Option<Stored<Account>>, Error> {
    let row = ActiveModel {
        updated_at: Set(now),
        ..write(&stored.value)
    };
    let done = Entity::update_many()
        .set(row)
        .filter(Column::Id.eq(stored.id.uuid()))
        .filter(Column::Version.eq(stored.version))
        .exec(tx.raw())
        .await?;
    Ok((done.rows_affected > 0).then(|| Stored {
        version: stored.version + 1,
        updated_at: now,
        ..stored
    }))
}

/// Replaces the password, if it still is the one that was verified. `false`: it is not, or the account is gone.
pub async fn update_password_hash(
    tx: &Transaction,
    id: Owner,
    verified: &PasswordHash,
    new: &PasswordHash,
    now: DateTime<Utc>,
) -> Result<bool, Error> {
    let row = ActiveModel {
        password_hash: Set(new.as_str().to_owned()),
        updated_at: Set(now),
        ..ActiveModel::default()
    };
    let done = Entity::update_many()
        .set(row)
        .filter(Column::Id.eq(id.uuid()))
        .filter(Column::PasswordHash.eq(verified.as_str()))
        .exec(tx.raw())
        .await?;
    Ok(done.rows_affected > 0)
}

/// Replaces a password that was forgotten.
pub async fn reset_password(
    tx: &Transaction,
    id: Owner,
    new: &PasswordHash,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let row = ActiveModel {
        password_hash: Set(new.as_str().to_owned()),
        updated_at: Set(now),
        ..ActiveModel::default()
    };
    Entity::update_many()
        .set(row)
        .filter(Column::Id.eq(id.uuid()))
        .exec(tx.raw())
        .await?;
    Ok(())
}

/// Deletes an account with everything it owns, if its password still is the one that was verified.
pub async fn delete(tx: &Transaction, id: Owner, verified: &PasswordHash) -> Result<bool, Error> {
    let done = Entity::delete_many()
        .filter(Column::Id.eq(id.uuid()))
        .filter(Column::PasswordHash.eq(verified.as_str()))
        .exec(tx.raw())
        .await?;
    Ok(done.rows_affected > 0)
}

/// The next accounts behind one, in the order of their ids.
pub async fn list_owners(
    db: &impl Executor,
    after: Option<Uuid>,
    limit: u64,
) -> Result<Vec<Owner>, Error> {
    let ids: Vec<Uuid> = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::Id.gt(after.unwrap_or_default()))
        .order_by_asc(Column::Id)
        .limit(limit)
        .into_tuple()
        .all(db.raw())
        .await?;
    Ok(ids.into_iter().map(Id::new).collect())
}
