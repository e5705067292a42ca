//! Profiles in the database: a row of their own, once there is something to say, beside the account's.

mod past;
mod row;
mod standing;

use chrono::{DateTime, Utc};
use domain::{
    Id, Stored,
    account::Account,
    profile::{OwnProfile, Profile},
};
use sea_orm::{EntityTrait, JoinType, QuerySelect};

pub use self::standing::find_standing;
use crate::{
    Error, Executor, Transaction,
    account::{self, Credentials},
    entity::{account as account_row, profile as profile_row},
    workspace::{self, Owner, Resource},
};

/// The account and what was said about its person; nothing at first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    account: Stored<Account>,
    profile: Option<Stored<Profile>>,
}

impl Kept {
    /// The two as one resource. It exists since the account does, and changes when either row does: the sum of both
    /// versions grows with each change.
    pub fn whole(&self) -> Stored<OwnProfile> {
        let Self { account, profile } = self;
        let (version, updated_at) = profile.as_ref().map_or((0, account.updated_at), |profile| {
            (profile.version, profile.updated_at)
        });
        let value = profile.as_ref().map(|profile| profile.value.clone());
        Stored {
            id: Id::new(account.id.uuid()),
            version: account.version.saturating_add(version),
            created_at: account.created_at,
            updated_at: account.updated_at.max(updated_at),
            value: OwnProfile {
                profile: value.unwrap_or_default(),
                time_zone: account.value.time_zone,
            },
        }
    }
}

/// Finds the profile of an account. `None`: the account is gone.
pub async fn find(db: &impl Executor, owner: Owner) -> Result<Option<Kept>, Error> {
    let of_account = profile_row::Entity::belongs_to(account_row::Entity)
        .from(profile_row::Column::OwnerId)
        .to(account_row::Column::Id);
    let found = account_row::Entity::find_by_id(owner.uuid())
        .join(
            JoinType::LeftJoin,
            sea_orm::RelationDef::from(of_account).rev(),
        )
        .select_also(profile_row::Entity)
        .one(db.raw())
        .await?;
    let Some((account, profile)) = found else {
        return Ok(None);
    };
    Ok(Some(Kept {
        account: Credentials::try_from(account)?.account,
        profile: profile.map(Profile::read).transpose()?,
    }))
}

/// Saves a profile that was read in this transaction. `None`: one of the rows is gone or was changed since.
pub async fn save(
    tx: &Transaction,
    kept: Kept,
    next: OwnProfile,
    now: DateTime<Utc>,
) -> Result<Option<Kept>, Error> {
    let OwnProfile { profile, time_zone } = next;
    let Kept {
        mut account,
        profile: before,
    } = kept;
    let owner = account.id;
    if account.value.time_zone != time_zone {
        account.value.time_zone = time_zone;
        match account::update(tx, account, now).await? {
            Some(saved) => account = saved,
            None => return Ok(None),
        }
    }
    let saved = if let Some(before) = before {
        workspace::update(tx, owner, before.with(profile), now).await?
    } else {
        let id = Id::new(owner.uuid());
        Some(workspace::insert(tx, owner, id, &profile, now).await?)
    };
    Ok(saved.map(|profile| Kept {
        account,
        profile: Some(profile),
    }))
}
