//! What the outcomes of attempts mean for the counting.

use crate::outreach::Outcome;

/// Whether an attempt of ours with this outcome got to them, read or not. A call that nobody took did not.
pub fn arrives(outcome: Outcome) -> bool {
    match outcome {
        Outcome::Sent
        | Outcome::OpenedByNobodyWeKnow
        | Outcome::OutOfOffice
        | Outcome::VoicemailLeft
        | Outcome::MessageLeftWith
        | Outcome::ReplyInterested
        | Outcome::MeetingAgreed
        | Outcome::DeclinedMeeting
        | Outcome::DeclinedForNow
        | Outcome::DeclinedWithReferral
        | Outcome::Declined
        | Outcome::DoNotContact => true,
        Outcome::Bounced | Outcome::NoAnswer | Outcome::Busy | Outcome::WrongNumber => false,
    }
}

/// Whether they are willing to go on.
pub fn is_willing(outcome: Outcome) -> bool {
    matches!(outcome, Outcome::ReplyInterested | Outcome::MeetingAgreed)
}

/// Whether it is a no of any kind.
pub fn is_decline(outcome: Outcome) -> bool {
    outcome.is_answer() && !is_willing(outcome)
}

/// Whether it is a no that leaves a door open: a call instead, another time, somebody else (F56 to F59).
pub fn is_softened(outcome: Outcome) -> bool {
    matches!(
        outcome,
        Outcome::DeclinedMeeting | Outcome::DeclinedForNow | Outcome::DeclinedWithReferral
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::Vocabulary;

    #[test]
    fn every_answer_arrived_and_is_a_yes_or_a_no() {
        for outcome in Outcome::ALL.iter().copied() {
            assert!(arrives(outcome) || !outcome.is_answer(), "{outcome}");
            let verdicts = [is_willing(outcome), is_decline(outcome)];
            let verdicts = verdicts.iter().filter(|verdict| **verdict).count();
            assert_eq!(verdicts, usize::from(outcome.is_answer()), "{outcome}");
            assert!(is_decline(outcome) || !is_softened(outcome), "{outcome}");
        }
    }
}
