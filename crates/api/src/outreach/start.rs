//! Starting an outreach.

use chrono::{DateTime, Utc};
use domain::{
    Id, Stored,
    contact::Contact,
    methodology::Methodology,
    outreach::{Facts, Meeting, Outreach, Refused, course},
    text::Notes,
    theme::Theme,
};
use persistence::{
    Transaction,
    outreach::{Approach, find_approach},
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
    let zone = approach(tx, owner, wanted.contact).await?.zone;
    let methodology = methodology(tx, wanted.methodology).await?;
    let facts = Facts {
        created_at: now,
        zone,
        do_not_contact: false,
        meeting: Meeting::None,
    };
    Ok(Outreach {
        contact_id: wanted.contact,
        theme_id: wanted.theme,
        methodology_id: methodology.id,
        notes: wanted.notes,
        course: course(&[], &methodology.value.policy()?, &facts),
    })
}

async fn approach(
    tx: &Transaction,
    owner: Owner,
    contact: Id<Contact>,
) -> Result<Approach, ApiError> {
    let found = find_approach(tx, owner, contact).await?;
    let approach = found.ok_or_else(|| unknown("/contact_id", "the id of a contact of yours"))?;
    if approach.do_not_contact {
        return Err(Refused::DoNotContact.into());
    }
    match approach.open {
        None => Ok(approach),
        Some(open) => {
            let detail = "Go on with the outreach that is open for this contact.";
            let error = ApiError::new(Code::OutreachAlreadyOpen, detail);
            Err(error.with("outreach_id", open.to_string()))
        }
    }
}

async fn methodology(
    tx: &Transaction,
    wanted: Option<Id<Methodology>>,
) -> Result<Stored<Methodology>, ApiError> {
    let Some(id) = wanted else {
        return methodology::find_default(tx).await;
    };
    let found = persistence::methodology::find(tx, id).await?;
    found.ok_or_else(|| unknown("/methodology_id", "the id of a methodology"))
}

fn unknown(pointer: &str, what: &str) -> ApiError {
    ApiError::field(pointer, "unknown_reference", format!("must be {what}"))
}
