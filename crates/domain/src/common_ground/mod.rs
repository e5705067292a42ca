//! What a person and a contact have in common, and what they may have in common by what is known of both (F34, F46, F78).

mod folded;
mod matcher;

pub use matcher::{Known, MAX_PROPOSALS, Proposal, propose};

use self::folded::Folded;
use crate::{
    Id,
    contact::Contact,
    text::{Name, Paragraph},
    vocabulary,
};

vocabulary! {
    /// What kind of thing two people have in common.
    pub enum CommonGroundKind {
        School = "school",
        City = "city",
        Employer = "employer",
        Interest = "interest",
        /// Somebody whom both know.
        Person = "person",
        /// The same kind of work, or anything else that both went through.
        Experience = "experience",
    }
}

/// Something that a person and a contact have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommonGround {
    pub contact_id: Id<Contact>,
    kind: CommonGroundKind,
    /// What it is, as a letter would name it.
    pub label: Name,
    /// Whom both know, where that is a contact.
    person_id: Option<Id<Contact>>,
    pub note: Option<Paragraph>,
}

/// Why what is said to be in common was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidPerson {
    #[error("goes only with the kind person")]
    NotAPerson,
    #[error("must be somebody else than the contact")]
    TheContact,
}

impl CommonGround {
    /// As many as one contact can have.
    pub const MAX: usize = 100;

    /// # Errors
    /// [`InvalidPerson`].
    pub fn new(
        contact_id: Id<Contact>,
        kind: CommonGroundKind,
        label: Name,
        person_id: Option<Id<Contact>>,
        note: Option<Paragraph>,
    ) -> Result<Self, InvalidPerson> {
        match person_id {
            Some(_) if kind != CommonGroundKind::Person => Err(InvalidPerson::NotAPerson),
            Some(person) if person == contact_id => Err(InvalidPerson::TheContact),
            _ => Ok(Self {
                contact_id,
                kind,
                label,
                person_id,
                note,
            }),
        }
    }

    pub fn kind(&self) -> CommonGroundKind {
        self.kind
    }

    pub fn person_id(&self) -> Option<Id<Contact>> {
        self.person_id
    }

    /// Whether it says the same as a proposal.
    fn says(&self, proposal: &Proposal) -> bool {
        let is_one_person = self.person_id.is_some() && self.person_id == proposal.person_id;
        self.kind == proposal.kind
            && (is_one_person
                || [&proposal.theirs, &proposal.yours]
                    .iter()
                    .any(|text| Folded::of(text) == Folded::of(self.label.as_str())))
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn only_a_person_is_somebody_and_nobody_is_common_to_themselves() {
        let [one, other] = [1, 2].map(|number| Id::new(Uuid::from_u128(number)));
        let new = |kind, person| {
            let label = Name::parse("Jo").unwrap();
            CommonGround::new(one, kind, label, person, None)
        };
        assert!(new(CommonGroundKind::Person, Some(other)).is_ok());
        assert!(new(CommonGroundKind::School, None).is_ok());
        let refused = new(CommonGroundKind::School, Some(other)).unwrap_err();
        assert_eq!(refused, InvalidPerson::NotAPerson);
        let refused = new(CommonGroundKind::Person, Some(one)).unwrap_err();
        assert_eq!(refused, InvalidPerson::TheContact);
    }
}
