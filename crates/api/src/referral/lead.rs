//! People whom somebody led to, captured together with what they said: new contacts or known ones, and referrals to them.

use chrono::NaiveDate;
use domain::{
    Id, Stored,
    contact::{self, Contact},
    referral::{self, Origin, Referral},
    text::Paragraph,
};
use persistence::{
    Transaction,
    workspace::{self, Owner},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::PermissionToName;
use crate::{
    contact::{ContactInput, admit_custom},
    error::ApiError,
    http::Write,
    wire::{Word, optional_text},
};

/// Somebody whom they led to: a new contact, or one that is known already.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LeadInput {
    /// A contact to add; known by being `referred` unless it says otherwise.
    contact: Option<ContactInput>,
    /// A contact of the person's.
    contact_id: Option<Uuid>,
    /// Whether they agreed to be named to them; `not_asked` when it is not given.
    permission_to_name: Option<PermissionToName>,
    #[schema(min_length = 1, max_length = 5000)]
    note: Option<String>,
}

/// Somebody whom they led to.
pub(crate) struct Lead {
    to: To,
    permission: referral::PermissionToName,
    note: Option<Paragraph>,
}

/// Whom a lead is to.
enum To {
    New(Box<Contact>),
    Known(Id<Contact>),
}

/// Reads the member `referrals` of a body.
pub(crate) fn leads(given: Vec<LeadInput>) -> Result<Vec<Lead>, ApiError> {
    let leads = given.into_iter().enumerate().map(|(index, lead)| {
        let lead = lead.read();
        lead.map_err(|refused| refused.below(&format!("/referrals/{index}")))
    });
    leads.collect()
}

impl LeadInput {
    fn read(self) -> Result<Lead, ApiError> {
        let Self {
            contact,
            contact_id,
            permission_to_name,
            note,
        } = self;
        let to = match (contact, contact_id) {
            (Some(contact), None) => To::New(Box::new(referred(contact)?)),
            (None, Some(id)) => To::Known(Id::new(id)),
            (None, None) | (Some(_), Some(_)) => {
                let detail = "give one of contact and contact_id";
                return Err(ApiError::field("/contact_id", "exclusive", detail));
            }
        };
        let not_asked = referral::PermissionToName::NotAsked;
        Ok(Lead {
            to,
            permission: permission_to_name.map_or(not_asked, |Word(permission)| permission),
            note: optional_text("/note", note.as_deref())?,
        })
    }
}

fn referred(mut contact: ContactInput) -> Result<Contact, ApiError> {
    let usual = Word(contact::Relationship::Referred);
    contact.relationship.get_or_insert(usual);
    contact
        .source
        .get_or_insert(Word(contact::Source::Referral));
    Contact::try_from(contact).map_err(|refused| refused.below("/contact"))
}

/// What became of leads.
#[derive(Debug, Default)]
pub(crate) struct Followed {
    /// The contacts that were added.
    pub(crate) contacts: Vec<Stored<Contact>>,
    /// In the order of the leads.
    pub(crate) referrals: Vec<Stored<Referral>>,
}

/// Adds the contacts that the referrer led to on that local day, and the referrals to them.
pub(crate) async fn follow(
    tx: &Transaction,
    write: &Write,
    owner: Owner,
    (referrer, origin): (Id<Contact>, Origin),
    (day, leads): (NaiveDate, Vec<Lead>),
) -> Result<Followed, ApiError> {
    let mut followed = Followed::default();
    for (index, lead) in leads.into_iter().enumerate() {
        let below = |refused: ApiError| refused.below(&format!("/referrals/{index}"));
        let Lead {
            to,
            permission,
            note,
        } = lead;
        let to = match to {
            To::Known(id) => known(tx, owner, id).await.map_err(below)?,
            To::New(contact) => {
                let added = add(tx, write, owner, &contact).await.map_err(below)?;
                let id = added.id;
                followed.contacts.push(added);
                id
            }
        };
        let referral = Referral::new(referrer, to, Some(origin), note);
        let referral = referral.map_err(|refused| below(refused.into()))?;
        let (id, now) = (write.next_id(), write.now());
        let referral = referral.permitted(permission, day);
        let referral = workspace::insert(tx, owner, id, &referral, now).await?;
        followed.referrals.push(referral);
    }
    Ok(followed)
}

async fn known(tx: &Transaction, owner: Owner, id: Id<Contact>) -> Result<Id<Contact>, ApiError> {
    let found = workspace::find(tx, owner, id).await?;
    found.map_or_else(
        || Err(ApiError::unknown_reference("/contact_id")),
        |_| Ok(id),
    )
}

async fn add(
    tx: &Transaction,
    write: &Write,
    owner: Owner,
    contact: &Contact,
) -> Result<Stored<Contact>, ApiError> {
    let admitted = admit_custom(tx, owner, None, contact).await;
    admitted.map_err(|refused| refused.below("/contact"))?;
    let added = workspace::insert(tx, owner, write.next_id(), contact, write.now()).await;
    added.map_err(|refused| ApiError::from(refused).below("/contact"))
}
