//! What has come of a referral, by what was done since (F118).

use chrono::{DateTime, Utc};

use super::ReferralOutcome;
use crate::outreach::Outcome;

/// What was done about the person led to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deeds {
    /// The last interview with them.
    pub talked_at: Option<DateTime<Utc>>,
    /// Attempts to reach them.
    pub attempts: u32,
    /// Their last answer.
    pub answer: Option<Outcome>,
    /// Whether an outreach to them has a next step.
    pub is_pursued: bool,
}

/// The outcome that the deeds speak for, and why.
pub fn propose(deeds: &Deeds) -> (ReferralOutcome, &'static str) {
    if deeds.talked_at.is_some() {
        return (ReferralOutcome::Talked, "An interview with them was held.");
    }
    match deeds.answer {
        Some(answer) if answer.is_refusal() => {
            (ReferralOutcome::Declined, "Their last answer was a no.")
        }
        Some(_) => (ReferralOutcome::Contacted, "They answered."),
        None if deeds.attempts == 0 => {
            (ReferralOutcome::Open, "Nobody has tried to reach them yet.")
        }
        None if deeds.is_pursued => (
            ReferralOutcome::Contacted,
            "They were written to or called, and a next step is planned.",
        ),
        None => (
            ReferralOutcome::NoReply,
            "They never answered, and no next step is planned.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_done_speaks_for_an_outcome() {
        let nothing = Deeds {
            talked_at: None,
            attempts: 0,
            answer: None,
            is_pursued: true,
        };
        let outcome = |deeds| propose(&deeds).0;
        assert_eq!(outcome(nothing), ReferralOutcome::Open);
        let tried = Deeds {
            attempts: 2,
            ..nothing
        };
        assert_eq!(outcome(tried), ReferralOutcome::Contacted);
        let given_up = Deeds {
            is_pursued: false,
            ..tried
        };
        assert_eq!(outcome(given_up), ReferralOutcome::NoReply);
        let answered = |answer| Deeds {
            answer: Some(answer),
            ..given_up
        };
        let interested = answered(Outcome::ReplyInterested);
        assert_eq!(outcome(interested), ReferralOutcome::Contacted);
        let declined = answered(Outcome::DeclinedForNow);
        assert_eq!(outcome(declined), ReferralOutcome::Declined);
        let talked = Deeds {
            talked_at: Some(DateTime::UNIX_EPOCH),
            ..declined
        };
        assert_eq!(outcome(talked), ReferralOutcome::Talked);
    }
}
