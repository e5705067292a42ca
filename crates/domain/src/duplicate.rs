//! Contacts that may be one person (user ask 1).

use uuid::Uuid;

use crate::{Id, contact::Contact, text::Name, vocabulary};

vocabulary! {
    /// Why two contacts may be one person.
    pub enum DuplicateReason {
        /// One e-mail address, in whatever spelling.
        SameEmail = "same_email",
        /// One page, in whatever spelling.
        SameProfile = "same_profile",
        /// One telephone number, in whatever spelling.
        SamePhone = "same_phone",
        /// Names spelled much alike, and an organization where both work or have worked.
        SimilarName = "similar_name",
    }
}

/// Why, and by what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    pub reason: DuplicateReason,
    /// The address in the spelling that all its spellings share, or the name of the organization.
    pub text: String,
    /// How much it tells, in percent.
    pub score: i32,
}

/// One of two that may be one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    pub id: Id<Contact>,
    pub name: Name,
    pub headline: Option<Name>,
}

/// Two contacts that may be one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duplicate {
    /// Of the pair: the same as long as the two are.
    pub id: Uuid,
    pub contacts: [Party; 2],
    /// That of the strongest reason.
    pub score: i32,
    /// The strongest first.
    pub evidence: Vec<Evidence>,
}

/// Two different people, whatever speaks for their being one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dismissal {
    /// The lesser id first.
    pair: [Id<Contact>; 2],
}

/// A contact is no other than itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be two different contacts")]
pub struct NoPair;

impl Dismissal {
    /// # Errors
    /// [`NoPair`]
    pub fn new(one: Id<Contact>, other: Id<Contact>) -> Result<Self, NoPair> {
        let mut pair = [one, other];
        pair.sort_by_key(|id| id.uuid());
        if one == other {
            Err(NoPair)
        } else {
            Ok(Self { pair })
        }
    }

    pub fn pair(&self) -> [Id<Contact>; 2] {
        self.pair
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pair_has_no_order() {
        let [one, other] = [1, 2].map(|number| Id::new(Uuid::from_u128(number)));
        assert_eq!(Dismissal::new(one, other), Dismissal::new(other, one));
        assert_eq!(Dismissal::new(one, one), Err(NoPair));
    }
}
