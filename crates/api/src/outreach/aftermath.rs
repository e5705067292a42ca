//! What an attempt leaves behind besides the course of its outreach: a marked address, a lesson, new people.

use chrono::NaiveDate;
use domain::{
    Id, Stored,
    contact::{Contact, MethodKind, Validity},
    outreach::{Attempt, Outcome},
    referral::Origin,
    snafu::{About, Snafu},
};
use persistence::{
    Transaction,
    workspace::{self, Owner},
};

use super::aside_wire::Aside;
use crate::{
    error::ApiError,
    http::Write,
    referral::lead::{Followed, follow},
};

/// Keeps what is told besides an attempt to a contact, who is held, on that local day.
pub(super) async fn keep(
    tx: &Transaction,
    write: &Write,
    owner: Owner,
    (contact, day): (Id<Contact>, NaiveDate),
    (attempt, aside): (&Stored<Attempt>, Aside),
) -> Result<(Followed, Option<Stored<Snafu>>), ApiError> {
    let Aside {
        address,
        leads,
        snafu,
    } = aside;
    mark(tx, write, owner, contact, (&attempt.value, address)).await?;
    let snafu = match snafu {
        None => None,
        Some((cause, lesson)) => {
            let snafu = Snafu {
                about: About::contact(contact),
                attempt_id: Some(attempt.id),
                cause,
                lesson,
                happened_at: attempt.value.touch().at,
                resolution: None,
            };
            Some(workspace::insert(tx, owner, write.next_id(), &snafu, write.now()).await?)
        }
    };
    let arose = (contact, Origin::Attempt(attempt.id));
    let followed = follow(tx, write, owner, arose, (day, leads)).await?;
    Ok((followed, snafu))
}

/// Marks the address that proved wrong.
async fn mark(
    tx: &Transaction,
    write: &Write,
    owner: Owner,
    contact: Id<Contact>,
    (attempt, address): (&Attempt, Option<String>),
) -> Result<(), ApiError> {
    let touch = attempt.touch();
    let validity = match touch.outcome {
        Outcome::Bounced => Validity::Bounced,
        Outcome::WrongNumber => Validity::WrongNumber,
        _ => return Ok(()),
    };
    let Some(kind) = MethodKind::of(touch.channel) else {
        return Ok(());
    };
    let held = workspace::find_for_update(tx, owner, contact).await?;
    let held: Stored<Contact> =
        held.ok_or_else(|| ApiError::internal("a contact that is held is gone"))?;
    let marked = held
        .value
        .methods
        .found_wrong(kind, address.as_deref(), validity);
    match (marked, address) {
        (Some(methods), _) => {
            let next = Contact {
                methods,
                ..held.value.clone()
            };
            write.save(tx, owner, held.with(next)).await?;
            Ok(())
        }
        (None, None) => Ok(()),
        (None, Some(_)) => {
            let detail =
                "must be an address of the contact for this channel that was not known to be wrong";
            Err(ApiError::field("/address", "unknown_address", detail))
        }
    }
}
