//! Putting an outreach on the course that follows from what happened elsewhere: to its interview or to its contact.

use chrono::{DateTime, Utc};
use domain::{Id, Stored, contact::Contact, outreach::Outreach};
use persistence::{
    Transaction,
    outreach::{Pursuit, find_for_update, list_of_contact_for_update},
    workspace::{self, Owner},
};

use crate::error::ApiError;

/// Computes the course of an outreach anew and saves it if it changed. Call it in the transaction that schedules,
/// starts, completes or cancels an interview or records that nobody came, after that is written.
pub(crate) async fn settle(
    tx: &Transaction,
    owner: Owner,
    id: Id<Outreach>,
    now: DateTime<Utc>,
) -> Result<Stored<Outreach>, ApiError> {
    let found = find_for_update(tx, owner, id).await?;
    save(tx, owner, found.ok_or_else(ApiError::not_found)?, now).await
}

/// The same for every outreach to a contact, after it was written whether they are to be contacted.
pub(crate) async fn settle_contact(
    tx: &Transaction,
    owner: Owner,
    contact: Id<Contact>,
    now: DateTime<Utc>,
) -> Result<(), ApiError> {
    for pursuit in list_of_contact_for_update(tx, owner, contact).await? {
        save(tx, owner, pursuit, now).await?;
    }
    Ok(())
}

async fn save(
    tx: &Transaction,
    owner: Owner,
    pursuit: Pursuit,
    now: DateTime<Utc>,
) -> Result<Stored<Outreach>, ApiError> {
    let (outreach, is_saved) = pursuit.settled();
    if is_saved {
        return Ok(outreach);
    }
    let saved = workspace::update(tx, owner, outreach, now).await?;
    saved.ok_or_else(|| ApiError::internal("an outreach changed while it was held"))
}
