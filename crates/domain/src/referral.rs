//! Who led to whom (F4, F118).

use crate::{Id, contact::Contact, interview::Interview, text::Paragraph, vocabulary};

vocabulary! {
    /// Whether the referrer agreed to be named to the person they led to (F47).
    pub enum PermissionToName {
        NotAsked = "not_asked",
        Asked = "asked",
        Granted = "granted",
        Denied = "denied",
    }
}

/// One contact led to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Referral {
    referrer_id: Id<Contact>,
    contact_id: Id<Contact>,
    /// The conversation in which it came up.
    pub interview_id: Option<Id<Interview>>,
    pub permission_to_name: PermissionToName,
    pub note: Option<Paragraph>,
}

/// A person does not lead to themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the referrer and the person they led to must be two people")]
pub struct SelfReferral;

impl Referral {
    /// # Errors
    /// [`SelfReferral`].
    pub fn new(
        referrer_id: Id<Contact>,
        contact_id: Id<Contact>,
        interview_id: Option<Id<Interview>>,
        permission_to_name: PermissionToName,
        note: Option<Paragraph>,
    ) -> Result<Self, SelfReferral> {
        if referrer_id == contact_id {
            return Err(SelfReferral);
        }
        Ok(Self {
            referrer_id,
            contact_id,
            interview_id,
            permission_to_name,
            note,
        })
    }

    pub fn referrer_id(&self) -> Id<Contact> {
        self.referrer_id
    }

    /// The person the referrer led to.
    pub fn contact_id(&self) -> Id<Contact> {
        self.contact_id
    }

    /// Whether a message may mention the referrer: only once they said yes (F47).
    pub fn may_be_named(&self) -> bool {
        self.permission_to_name == PermissionToName::Granted
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::vocabulary::Vocabulary;

    fn referral(from: u128, to: u128, asked: PermissionToName) -> Result<Referral, SelfReferral> {
        let [from, to] = [from, to].map(|id| Id::new(Uuid::from_u128(id)));
        Referral::new(from, to, None, asked, None)
    }

    #[test]
    fn a_person_does_not_lead_to_themselves() {
        assert_eq!(referral(1, 1, PermissionToName::Asked), Err(SelfReferral));
    }

    #[test]
    fn a_referrer_is_named_only_once_they_said_yes() {
        let named =
            |permission: &&PermissionToName| referral(1, 2, **permission).unwrap().may_be_named();
        let all: Vec<_> = PermissionToName::ALL.iter().filter(named).collect();
        assert_eq!(all, [&PermissionToName::Granted]);
    }
}
