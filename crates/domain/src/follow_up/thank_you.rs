//! Thanks: where they stand, what they name (F121), and how often they were in time (F120).

use chrono::{DateTime, Utc};

use super::{FollowUp, FollowUpKind, State};
use crate::{analytics::Rate, learning::Learning, vocabulary};

vocabulary! {
    /// Where a thank-you stands (F15, F120).
    pub enum ThankYouState {
        /// It is owed, and nothing is written.
        Due = "due",
        /// It is owed, and a message is written.
        Drafted = "drafted",
        /// It went out by the end of its day.
        Sent = "sent",
        /// It went out after its day.
        Late = "late",
        /// The person decided against it, for a reason.
        Waived = "waived",
    }
}

impl FollowUp {
    /// Where it stands; None when it is no thank-you, or was withdrawn.
    pub fn thank_you_state(&self) -> Option<ThankYouState> {
        if self.kind != FollowUpKind::ThankYou {
            return None;
        }
        match &self.state {
            State::Pending { .. } if self.message_id.is_some() => Some(ThankYouState::Drafted),
            State::Pending { .. } => Some(ThankYouState::Due),
            State::Done { at } => Some(ThankYouState::of_sent(*at, self.due_at)),
            State::Skipped { .. } => Some(ThankYouState::Waived),
            State::Withdrawn { .. } => None,
        }
    }

    /// Refuses to name in these thanks what was not new to the person, or what somebody else said.
    ///
    /// # Errors
    /// [`Unnamable`]
    pub fn may_name(&self, learning: &Learning) -> Result<(), Unnamable> {
        let is_theirs = learning.contact_id == Some(self.contact_id)
            || self.interview_id.is_some() && learning.interview_id == self.interview_id;
        if !is_theirs {
            Err(Unnamable::OfSomebodyElse)
        } else if learning.new_to_me {
            Ok(())
        } else {
            Err(Unnamable::NotNew)
        }
    }

    /// Whether thanks for a conversation are still to name what was new (F121). What somebody is thanked for otherwise may
    /// have taught nothing.
    pub fn lacks_a_learning(&self) -> bool {
        self.kind == FollowUpKind::ThankYou
            && self.interview_id.is_some()
            && self.learning_id.is_none()
    }
}

/// Why thanks do not name a learning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unnamable {
    #[error("must be a learning that was new to you")]
    NotNew,
    #[error("must be a learning from this contact or interview")]
    OfSomebodyElse,
}

impl ThankYouState {
    fn of_sent(at: DateTime<Utc>, due_at: DateTime<Utc>) -> Self {
        if at <= due_at { Self::Sent } else { Self::Late }
    }
}

/// How many thank-yous stand where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ThankYouCounts {
    pub due: u32,
    pub drafted: u32,
    pub sent: u32,
    pub late: u32,
    pub waived: u32,
    /// Of those due and drafted, how many should have gone out by now.
    pub overdue: u32,
}

/// How often thanks were in time.
#[derive(Clone, Copy, Debug)]
pub struct Punctuality {
    pub counts: ThankYouCounts,
    /// Of those whose time has come. What was waived, and what can still be in time, does not count.
    pub in_time: Rate,
}

impl From<ThankYouCounts> for Punctuality {
    fn from(counts: ThankYouCounts) -> Self {
        let too_late = counts.late.saturating_add(counts.overdue);
        let trials = counts.sent.saturating_add(too_late);
        Self {
            counts,
            in_time: Rate::new(counts.sent, trials),
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::{
        Id,
        follow_up::{Reason, samples},
    };

    #[test]
    fn thanks_are_due_drafted_sent_late_or_waived() {
        let owed = FollowUp {
            kind: FollowUpKind::ThankYou,
            ..samples::pending()
        };
        let (due, next) = (owed.due_at, owed.due_at + chrono::TimeDelta::seconds(1));
        let reason = Reason::parse("We met again at once").unwrap();
        let drafted = FollowUp {
            message_id: Some(Id::new(Uuid::from_u128(3))),
            ..owed.clone()
        };
        let withdrawn = FollowUp {
            state: State::Withdrawn {
                at: due,
                reason: reason.clone(),
            },
            ..owed.clone()
        };
        let stands = |one: &FollowUp| one.thank_you_state();
        assert_eq!(stands(&owed), Some(ThankYouState::Due));
        assert_eq!(stands(&drafted), Some(ThankYouState::Drafted));
        let sent = |at| owed.clone().done(at, next).unwrap().thank_you_state();
        assert_eq!(sent(due), Some(ThankYouState::Sent));
        assert_eq!(sent(next), Some(ThankYouState::Late));
        let waived = owed.clone().skip(reason, due).unwrap();
        assert_eq!(stands(&waived), Some(ThankYouState::Waived));
        assert_eq!(stands(&withdrawn), None);
        assert_eq!(stands(&samples::pending()), None);
    }

    #[test]
    fn what_can_still_be_in_time_does_not_count() {
        let counts = ThankYouCounts {
            due: 4,
            drafted: 1,
            sent: 6,
            late: 1,
            waived: 9,
            overdue: 2,
        };
        let in_time = Punctuality::from(counts).in_time;
        assert_eq!((in_time.successes(), in_time.trials()), (6, 9));
    }
}
