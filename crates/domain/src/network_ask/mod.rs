//! Asking the people one knows, several at once, for names or to spread the word (F36, F154, F174, F177).

mod recipient;
mod results;

use chrono::NaiveDate;

pub use self::{
    recipient::{InvalidReply, MAX_RECIPIENTS, Recipient, RecipientState, Standing},
    results::{Asked, CountryCode, Introduction, RecipientYield, Results, results},
};
use crate::{
    Id,
    text::{Name, Paragraph},
    theme::Theme,
    vocabulary,
};

vocabulary! {
    /// What is asked of the network.
    pub enum NetworkAskKind {
        /// To be led to people of one kind (F38).
        SpecificAsk = "specific_ask",
        /// To pass on that one is available (F174).
        AvailabilityAnnouncement = "availability_announcement",
    }
}

vocabulary! {
    /// Whether more people may still be asked.
    pub enum NetworkAskState {
        Open = "open",
        Closed = "closed",
    }
}

/// What is asked for, as far as its kind needs it told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// All three, or nobody knows whom to think of (F38).
    SpecificAsk {
        role: Name,
        field: Name,
        place: Name,
    },
    /// At least what one is available for.
    AvailabilityAnnouncement {
        role: Name,
        field: Option<Name>,
        place: Option<Name>,
    },
}

/// A specific ask that is not specific (F38).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a specific ask names a role, a field and a place; it lacks {}", missing.join(" and "))]
pub struct Unspecific {
    /// The members that are not given.
    pub missing: Vec<&'static str>,
}

impl Purpose {
    /// # Errors
    /// [`Unspecific`], with everything that lacks.
    pub fn new(
        kind: NetworkAskKind,
        role: Name,
        field: Option<Name>,
        place: Option<Name>,
    ) -> Result<Self, Unspecific> {
        match (kind, field, place) {
            (NetworkAskKind::AvailabilityAnnouncement, field, place) => {
                Ok(Self::AvailabilityAnnouncement { role, field, place })
            }
            (NetworkAskKind::SpecificAsk, Some(field), Some(place)) => {
                Ok(Self::SpecificAsk { role, field, place })
            }
            (NetworkAskKind::SpecificAsk, field, place) => {
                let lacks = [("field", field.is_none()), ("place", place.is_none())];
                let missing = lacks.into_iter().filter(|(_, lacks)| *lacks);
                Err(Unspecific {
                    missing: missing.map(|(name, _)| name).collect(),
                })
            }
        }
    }

    pub fn kind(&self) -> NetworkAskKind {
        match self {
            Self::SpecificAsk { .. } => NetworkAskKind::SpecificAsk,
            Self::AvailabilityAnnouncement { .. } => NetworkAskKind::AvailabilityAnnouncement,
        }
    }

    pub fn role(&self) -> &Name {
        match self {
            Self::SpecificAsk { role, .. } | Self::AvailabilityAnnouncement { role, .. } => role,
        }
    }

    /// The population or line of work.
    pub fn field(&self) -> Option<&Name> {
        match self {
            Self::SpecificAsk { field, .. } => Some(field),
            Self::AvailabilityAnnouncement { field, .. } => field.as_ref(),
        }
    }

    pub fn place(&self) -> Option<&Name> {
        match self {
            Self::SpecificAsk { place, .. } => Some(place),
            Self::AvailabilityAnnouncement { place, .. } => place.as_ref(),
        }
    }
}

/// Something asked of several people at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NetworkAsk {
    pub purpose: Purpose,
    /// The words that were sent.
    pub message: Option<Paragraph>,
    /// The day on which it goes out.
    pub asked_on: NaiveDate,
    pub theme_id: Option<Id<Theme>>,
    pub state: NetworkAskState,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> Name {
        Name::parse(text).unwrap()
    }

    #[test]
    fn a_specific_ask_that_is_not_specific_is_told_all_that_it_lacks() {
        let ask = |field: Option<&str>, place: Option<&str>| {
            let role = name("Speech therapist");
            Purpose::new(
                NetworkAskKind::SpecificAsk,
                role,
                field.map(name),
                place.map(name),
            )
        };
        assert_eq!(
            ask(None, None).unwrap_err().to_string(),
            "a specific ask names a role, a field and a place; it lacks field and place"
        );
        assert_eq!(ask(Some("Children"), None).unwrap_err().missing, ["place"]);
        let full = ask(Some("Children"), Some("Baltimore")).unwrap();
        assert_eq!(full.field().unwrap().as_str(), "Children");
        assert_eq!(full.kind(), NetworkAskKind::SpecificAsk);
    }

    #[test]
    fn an_announcement_needs_no_more_than_what_one_is_available_for() {
        let kind = NetworkAskKind::AvailabilityAnnouncement;
        let told = Purpose::new(kind, name("Front-end work"), None, None).unwrap();
        assert_eq!(
            (told.kind(), told.field(), told.place()),
            (kind, None, None)
        );
    }
}
