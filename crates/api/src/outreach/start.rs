//! Starting an outreach.

use chrono::{DateTime, Utc};
use domain::{
    Id, Stored,
    contact::Contact,
    methodology::Methodology,
    outreach::{Outreach, Refused, course},
    text::Notes,
    theme::Theme,
};
use persistence::{
    Transaction,
    outreach::{find_approach, find_facts_of_contact},
    workspace::Owner,
};

use crate::{
    error::{ApiError, Code},
    methodology,
};

/// What a person wants to start.
pub(super) struct Wanted {
    pub(super) contact: Id<Contact>,
    pub(super) theme: Option<Id<Theme>>,
    pub(super) methodology: Option<Id<Methodology>>,
    pub(super) notes: Option<Notes>,
}

/// An outreach on its first course, unless the contact is pursued already or is not to be contacted.
pub(super) async fn start(
    tx: &Transaction,
    owner: Owner,
    wanted: Wanted,
    now: DateTime<Utc>,
) -> Result<Outreach, ApiError> {
    approach(tx, owner, wanted.contact).await?;
    let methodology = methodology(tx, owner, wanted.methodology).await?;
    let facts = find_facts_of_contact(tx, owner, wanted.contact, now).await?;
    let facts = facts.ok_or_else(|| ApiError::internal("a contact that is held is gone"))?;
    Ok(Outreach {
        contact_id: wanted.contact,
        theme_id: wanted.theme,
        methodology: Methodology::chosen(&methodology),
        notes: wanted.notes,
        judged_type: None,
        asks_only_them: false,
        course: course(&[], &methodology.value.policy()?, &facts),
    })
}

/// Holds the contact, unless they are not to be approached.
async fn approach(tx: &Transaction, owner: Owner, contact: Id<Contact>) -> Result<(), ApiError> {
    let found = find_approach(tx, owner, contact).await?;
    let approach = found.ok_or_else(|| ApiError::unknown_reference("/contact_id"))?;
    if approach.do_not_contact {
        return Err(Refused::DoNotContact.into());
    }
    match approach.open {
        None => Ok(()),
        Some(open) => {
            let detail = "Go on with the outreach that is open for this contact.";
            let error = ApiError::new(Code::OutreachAlreadyOpen, detail);
            Err(error.with("outreach_id", open.to_string()))
        }
    }
}

async fn methodology(
    tx: &Transaction,
    owner: Owner,
    wanted: Option<Id<Methodology>>,
) -> Result<Stored<Methodology>, ApiError> {
    match wanted {
        None => methodology::chosen(tx, owner).await,
        Some(id) => methodology::named(tx, owner, id.uuid()).await,
    }
}
