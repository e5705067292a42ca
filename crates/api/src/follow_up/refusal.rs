//! What cannot be done with a follow-up, as problems.

use domain::{
    follow_up::{FollowUpState, Refused, Unnamable},
    vocabulary::Vocabulary,
};

use crate::error::{ApiError, Code};

impl From<Refused> for ApiError {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::AlreadySettled { state } => {
                Self::new(Code::AlreadySettled, refused).with("state", state.as_str())
            }
            Refused::NotSettled => {
                Self::new(Code::WrongState, refused).with("state", FollowUpState::Pending.as_str())
            }
            Refused::SnoozedIntoThePast { .. } => Self::field("/until", "in_the_past", refused),
            Refused::DoneInTheFuture { .. } => Self::field("/at", "in_the_future", refused),
            Refused::GivenByRule { member } => {
                Self::field(&format!("/{member}"), "given_by_rule", refused)
            }
            Refused::NotThanks => Self::field("/learning_id", "not_thanks", refused),
        }
    }
}

impl From<Unnamable> for ApiError {
    fn from(refused: Unnamable) -> Self {
        let code = match refused {
            Unnamable::NotNew => "not_new",
            Unnamable::OfSomebodyElse => "other_contact",
        };
        Self::field("/learning_id", code, refused)
    }
}
