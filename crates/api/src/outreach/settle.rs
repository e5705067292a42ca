//! Putting outreaches on the course that follows from what happened elsewhere: to an interview, a contact, a colleague of
//! theirs, or the person's own calendar.

use chrono::{DateTime, Utc};
use domain::{Id, contact::Contact, organization::Organization, outreach::Outreach};
use persistence::{
    Transaction,
    outreach::{Whose, settle as save},
    workspace::Owner,
};

use crate::error::ApiError;

/// Computes the course of an outreach anew and saves it if it changed. Call it in the transaction that schedules,
/// starts, completes or cancels an interview or records that nobody came, after that is written.
pub(crate) async fn settle(
    tx: &Transaction,
    owner: Owner,
    id: Id<Outreach>,
    now: DateTime<Utc>,
) -> Result<(), ApiError> {
    Ok(save(tx, owner, Whose::One(id), now).await?)
}

/// The same for every outreach to some contacts, to their colleagues, and to those whom they left behind, after it was
/// written whether the contacts are to be contacted, where they are and whom they work for.
pub(crate) async fn settle_contacts(
    tx: &Transaction,
    owner: Owner,
    contacts: Vec<Id<Contact>>,
    left: impl IntoIterator<Item = Id<Organization>>,
    now: DateTime<Utc>,
) -> Result<(), ApiError> {
    save(tx, owner, Whose::Contacts(contacts.clone()), now).await?;
    save(tx, owner, Whose::Colleagues(contacts), now).await?;
    let left: Vec<_> = left.into_iter().collect();
    if !left.is_empty() {
        save(tx, owner, Whose::Organizations(left), now).await?;
    }
    Ok(())
}

/// The same for those to the colleagues of a contact, after an outreach to the contact began, ended or had an answer.
pub(super) async fn settle_colleagues(
    tx: &Transaction,
    owner: Owner,
    contact: Id<Contact>,
    now: DateTime<Utc>,
) -> Result<(), ApiError> {
    Ok(save(tx, owner, Whose::Colleagues(vec![contact]), now).await?)
}

/// The same for all that are open, after the person's time zone or holidays were changed.
pub(crate) async fn settle_all(
    tx: &Transaction,
    owner: Owner,
    now: DateTime<Utc>,
) -> Result<(), ApiError> {
    Ok(save(tx, owner, Whose::Everybody, now).await?)
}
