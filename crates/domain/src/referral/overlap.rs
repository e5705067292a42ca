//! Whom a contact may talk with among those who said no (F60).

use chrono::{DateTime, Utc};

use crate::{
    Id,
    contact::Contact,
    outreach::Outcome,
    text::{Name, Paragraph},
};

/// Introductions between the contact and somebody who said no, at most.
pub const MAX_DISTANCE: u32 = 2;
/// People told of at most.
pub const MAX_OVERLAPS: u32 = 50;

/// Their last answer, which was a no.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    pub outcome: Outcome,
    pub at: DateTime<Utc>,
    pub note: Option<Paragraph>,
}

/// Somebody who said no, and how the contact may know them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overlap {
    pub contact_id: Id<Contact>,
    pub name: Name,
    /// Introductions between the two, one way or the other; None where none links them.
    pub distance: Option<u32>,
    /// Whether they work at the same organization.
    pub same_organization: bool,
    pub do_not_contact: bool,
    /// None where they are only marked as not to be contacted.
    pub refusal: Option<Refusal>,
}

impl Outcome {
    /// Whether the contact said no, for whatever reason.
    pub fn is_refusal(self) -> bool {
        matches!(
            self,
            Self::DeclinedMeeting
                | Self::DeclinedForNow
                | Self::DeclinedWithReferral
                | Self::Declined
                | Self::DoNotContact
        )
    }
}

impl Overlap {
    /// What to mind when talking with the contact.
    pub fn mind(&self) -> String {
        let Self { name, .. } = self;
        if self.do_not_contact {
            return format!("{name} wants to be left alone: send no word through others.");
        }
        match self.refusal.as_ref().map(|refusal| refusal.outcome) {
            Some(Outcome::DeclinedWithReferral) => {
                format!("{name} said no but named somebody: speak of them with thanks.")
            }
            Some(Outcome::DeclinedForNow) => {
                format!("{name} said not now: they may hear of this talk before you ask again.")
            }
            Some(Outcome::DeclinedMeeting) => {
                format!("{name} said no to a meeting: do not press for one through others.")
            }
            _ => {
                format!("{name} said no: they may compare notes, so say nothing of it but thanks.")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::vocabulary::Vocabulary;

    #[test]
    fn every_refusal_is_an_answer_and_has_something_to_mind() {
        for outcome in Outcome::ALL.iter().copied().filter(|one| one.is_refusal()) {
            assert!(outcome.is_answer());
            let overlap = Overlap {
                contact_id: Id::new(Uuid::nil()),
                name: Name::parse("Grace").unwrap(),
                distance: Some(1),
                same_organization: false,
                do_not_contact: outcome == Outcome::DoNotContact,
                refusal: Some(Refusal {
                    outcome,
                    at: DateTime::UNIX_EPOCH,
                    note: None,
                }),
            };
            assert!(overlap.mind().starts_with("Grace "));
        }
    }
}
