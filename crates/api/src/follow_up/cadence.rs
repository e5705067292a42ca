//! Staying in touch: the next update to a contact, after whatever it is counted from.

use chrono::{DateTime, Utc};
use domain::{
    Id, Stored,
    contact::Contact,
    follow_up::{Cadence, FollowUp, InTouch, Occasion},
};
use persistence::{
    Transaction,
    contact::touch,
    follow_up::{Kept, keep_settled, list_kept, list_pending_updates, list_updated},
    workspace::Owner,
};

use crate::{error::ApiError, http::Write, interview::policy};

/// Notes that contacts were reached at `at`, and counts the next update to each from then. Call it in the transaction of
/// what reached them, after that is written.
pub(crate) async fn touched(
    tx: &Transaction,
    write: &Write,
    owner: Owner,
    contacts: &[Id<Contact>],
    at: DateTime<Utc>,
) -> Result<(), ApiError> {
    let moved = touch(tx, owner, contacts, at, write.now()).await?;
    keep_up(tx, write, owner, &moved, Occasion::Contact).await?;
    Ok(())
}

/// The same where what reached them was an update, or the conversation that updates follow from: the next is owed, also
/// when they were in touch later still.
pub(crate) async fn updated(
    tx: &Transaction,
    write: &Write,
    owner: Owner,
    contacts: &[Id<Contact>],
    at: DateTime<Utc>,
) -> Result<Vec<Stored<FollowUp>>, ApiError> {
    touch(tx, owner, contacts, at, write.now()).await?;
    keep_up(tx, write, owner, contacts, Occasion::Contact).await
}

/// Makes the updates that are owed to the contacts, moves them, or withdraws them. Returns what it made.
pub(crate) async fn keep_up(
    tx: &Transaction,
    write: &Write,
    owner: Owner,
    contacts: &[Id<Contact>],
    occasion: Occasion,
) -> Result<Vec<Stored<FollowUp>>, ApiError> {
    if contacts.is_empty() {
        return Ok(Vec::new());
    }
    let kept = list_kept(tx, owner, contacts).await?;
    let mut made = Vec::new();
    for one in kept {
        made.extend(settle(tx, write, owner, one, occasion).await?);
    }
    Ok(made)
}

async fn settle(
    tx: &Transaction,
    write: &Write,
    owner: Owner,
    kept: Kept,
    occasion: Occasion,
) -> Result<Vec<Stored<FollowUp>>, ApiError> {
    let cadence = match kept.outreach_id {
        Some(outreach) => Some(Cadence::from(&policy(tx, owner, outreach).await?.after)),
        None => None,
    };
    let contact = kept.contact_id;
    let updated_at = match cadence {
        Some(cadence) => list_updated(tx, owner, contact, cadence.per_year).await?,
        None => Vec::new(),
    };
    let facts = InTouch {
        contact_id: contact,
        last_contacted_at: kept.last_contacted_at,
        cadence,
        do_not_contact: kept.do_not_contact,
        every_days: kept.every_days,
        updated_at,
        pending: list_pending_updates(tx, owner, contact).await?,
        zone: kept.zone,
    };
    let settled = facts.settle(occasion, write.now());
    Ok(keep_settled(tx, owner, settled, || write.next_id(), write.now()).await?)
}
