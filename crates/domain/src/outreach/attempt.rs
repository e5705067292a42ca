//! One numbered attempt to reach a contact, or one answer from them (F64 to F68).

use chrono::{DateTime, Days, NaiveDate, Utc};

use super::{Channel, Direction, Outcome};
use crate::{
    Text, Zone,
    text::{Name, Paragraph},
};

/// Attempts that one outreach can hold.
pub const MAX_ATTEMPTS: u16 = 100;
/// Days ahead that a recontact can lie: ten years.
const MAX_RECONTACT_DAYS: u64 = 3653;

/// What is told of an attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Touch {
    pub channel: Channel,
    pub direction: Direction,
    pub outcome: Outcome,
    pub at: DateTime<Utc>,
    /// Who was spoken with; who took the message.
    pub with_whom: Option<Name>,
    /// When they asked to be approached again, or are back.
    pub recontact_on: Option<NaiveDate>,
    pub note: Option<Paragraph>,
    /// Why the attempt was made against the methodology.
    pub override_reason: Option<Text<1000>>,
}

/// An attempt whose parts go together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    number: u16,
    touch: Touch,
}

/// The parts of an attempt do not go together.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidAttempt {
    #[error("must be from 1 to {MAX_ATTEMPTS}: an outreach holds no more attempts")]
    Number,
    #[error("must name who took the message")]
    WithoutWhom,
    #[error("cannot be {outcome} by {channel}")]
    NotByChannel { outcome: Outcome, channel: Channel },
    #[error(
        "cannot be {outcome} when inbound: it tells what came of trying to reach them; an answer of theirs is \
         reply_interested, meeting_agreed, one of the declines or do_not_contact"
    )]
    NotInbound { outcome: Outcome },
    #[error(
        "must be inbound: an answer to writing ({outcome}) is an attempt of its own, at the time when it came"
    )]
    AnswerToWriting { outcome: Outcome },
    #[error("goes only with declined_for_now and out_of_office")]
    RecontactWithout,
    #[error("must be later than the day of the attempt, {day}")]
    RecontactTooSoon { day: NaiveDate },
    #[error("must be within ten years of the attempt")]
    RecontactTooFar,
    #[error("must not be in the future")]
    InFuture,
    #[error(
        "must not be before attempt {number}, which was at {at}: attempts are recorded in order"
    )]
    BeforeEarlier { number: u16, at: DateTime<Utc> },
}

impl InvalidAttempt {
    /// The field of [`Touch`] to which the message belongs; `number` where it is the attempt's own.
    pub fn field(&self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::WithoutWhom => "with_whom",
            Self::NotByChannel { .. } | Self::NotInbound { .. } => "outcome",
            Self::AnswerToWriting { .. } => "direction",
            Self::RecontactWithout | Self::RecontactTooSoon { .. } | Self::RecontactTooFar => {
                "recontact_on"
            }
            Self::InFuture | Self::BeforeEarlier { .. } => "at",
        }
    }
}

impl Attempt {
    /// An attempt as it was recorded.
    ///
    /// # Errors
    /// The outcome does not go with the channel or the direction, a message was left with nobody, or a recontact date
    /// goes with an outcome that has none.
    pub fn parse(number: u16, touch: Touch) -> Result<Self, InvalidAttempt> {
        let Touch {
            channel,
            direction,
            outcome,
            ..
        } = touch;
        if !(1..=MAX_ATTEMPTS).contains(&number) {
            return Err(InvalidAttempt::Number);
        }
        if direction == Direction::Inbound && !comes_in(outcome) {
            return Err(InvalidAttempt::NotInbound { outcome });
        }
        if direction == Direction::Outbound && outcome.is_answer() && !channel.is_live() {
            return Err(InvalidAttempt::AnswerToWriting { outcome });
        }
        if !goes_by(outcome, channel) {
            return Err(InvalidAttempt::NotByChannel { outcome, channel });
        }
        if outcome == Outcome::MessageLeftWith && touch.with_whom.is_none() {
            return Err(InvalidAttempt::WithoutWhom);
        }
        let has_date = matches!(outcome, Outcome::DeclinedForNow | Outcome::OutOfOffice);
        if touch.recontact_on.is_some() && !has_date {
            return Err(InvalidAttempt::RecontactWithout);
        }
        Ok(Self { number, touch })
    }

    /// The attempt that follows `earlier`, all of one outreach in order.
    ///
    /// Attempts are recorded in the order in which they happened, for each was judged by those before it: one that is
    /// earlier than the last is refused; one at the same time is not.
    ///
    /// # Errors
    /// As [`Attempt::parse`]; a time in the future or before the last attempt; a recontact not after the local day of the
    /// attempt or more than ten years on; one attempt too many.
    pub fn next(
        touch: Touch,
        earlier: &[Self],
        now: DateTime<Utc>,
        zone: Zone,
    ) -> Result<Self, InvalidAttempt> {
        let last = earlier.last();
        let number = last.map_or(0, |last| last.number).saturating_add(1);
        let attempt = Self::parse(number, touch)?;
        let at = attempt.touch.at;
        if at > now {
            return Err(InvalidAttempt::InFuture);
        }
        if let Some(Self { number, touch }) = last.filter(|last| last.touch.at > at) {
            let (number, at) = (*number, touch.at);
            return Err(InvalidAttempt::BeforeEarlier { number, at });
        }
        if let Some(date) = attempt.touch.recontact_on {
            let day = zone.day_of(at);
            if date <= day {
                return Err(InvalidAttempt::RecontactTooSoon { day });
            }
            if day
                .checked_add_days(Days::new(MAX_RECONTACT_DAYS))
                .is_none_or(|limit| date > limit)
            {
                return Err(InvalidAttempt::RecontactTooFar);
            }
        }
        Ok(attempt)
    }

    /// Counts the attempts of an outreach from 1.
    pub fn number(&self) -> u16 {
        self.number
    }

    pub fn touch(&self) -> &Touch {
        &self.touch
    }

    pub fn into_touch(self) -> Touch {
        self.touch
    }
}

/// Whether it can come in: an answer, or word of what became of a message of ours. What only a caller can meet (a busy
/// line) and what only a sender can do (send, leave a voicemail) does not; their own voicemail is an answer.
fn comes_in(outcome: Outcome) -> bool {
    use Outcome::{Bounced, OpenedByNobodyWeKnow, OutOfOffice};
    outcome.is_answer() || matches!(outcome, Bounced | OpenedByNobodyWeKnow | OutOfOffice)
}

fn goes_by(outcome: Outcome, channel: Channel) -> bool {
    match outcome {
        Outcome::Sent | Outcome::Bounced | Outcome::OpenedByNobodyWeKnow => channel.is_written(),
        Outcome::NoAnswer | Outcome::Busy | Outcome::MessageLeftWith => channel.is_live(),
        Outcome::VoicemailLeft => matches!(channel, Channel::Phone | Channel::Video),
        Outcome::WrongNumber => matches!(channel, Channel::Phone | Channel::TextMessage),
        Outcome::OutOfOffice
        | Outcome::ReplyInterested
        | Outcome::MeetingAgreed
        | Outcome::DeclinedMeeting
        | Outcome::DeclinedForNow
        | Outcome::DeclinedWithReferral
        | Outcome::Declined
        | Outcome::DoNotContact => true,
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{at, day, facts, ours, touch};
    use super::*;
    use crate::vocabulary::Vocabulary;

    use Channel::{Email, InPerson, Letter, Other, Phone, SocialNetwork, TextMessage, Video};
    use Direction::{Inbound, Outbound};

    /// By which channels an outcome of our own attempt, and one that comes in, is accepted.
    fn accepted(direction: Direction, outcome: Outcome) -> Vec<Channel> {
        let by = |channel: &Channel| {
            Attempt::parse(1, touch("2026-10-01", direction, *channel, outcome)).is_ok()
        };
        Channel::ALL.iter().copied().filter(by).collect()
    }

    #[test]
    fn each_outcome_comes_by_the_channels_that_can_have_it() {
        let written = vec![Letter, Email, TextMessage, SocialNetwork, Other];
        let live = vec![Phone, InPerson, Video, Other];
        let any = Channel::ALL.to_vec();
        for (outcome, outbound, inbound) in [
            (Outcome::Sent, &written, &vec![]),
            (Outcome::Bounced, &written, &written),
            (Outcome::OpenedByNobodyWeKnow, &written, &written),
            (Outcome::NoAnswer, &live, &vec![]),
            (Outcome::Busy, &live, &vec![]),
            (Outcome::WrongNumber, &vec![Phone, TextMessage], &vec![]),
            (Outcome::OutOfOffice, &any, &any),
            (Outcome::VoicemailLeft, &vec![Phone, Video], &vec![]),
            (Outcome::MessageLeftWith, &live, &vec![]),
            (Outcome::ReplyInterested, &live, &any),
            (Outcome::MeetingAgreed, &live, &any),
            (Outcome::DeclinedMeeting, &live, &any),
            (Outcome::DeclinedForNow, &live, &any),
            (Outcome::DeclinedWithReferral, &live, &any),
            (Outcome::Declined, &live, &any),
            (Outcome::DoNotContact, &live, &any),
        ] {
            assert_eq!(&accepted(Outbound, outcome), outbound, "{outcome} outbound");
            assert_eq!(&accepted(Inbound, outcome), inbound, "{outcome} inbound");
        }
    }

    fn refusal(touch: Touch) -> InvalidAttempt {
        Attempt::parse(1, touch).unwrap_err()
    }

    #[test]
    fn an_error_names_the_field_to_mend() {
        let sent = touch("2026-10-01", Outbound, Letter, Outcome::Sent);
        let left = touch("2026-10-01", Outbound, Phone, Outcome::MessageLeftWith);
        for (wrong, field) in [
            (
                Touch {
                    channel: Phone,
                    ..sent.clone()
                },
                "outcome",
            ),
            (
                Touch {
                    direction: Inbound,
                    ..sent.clone()
                },
                "outcome",
            ),
            (
                Touch {
                    outcome: Outcome::MeetingAgreed,
                    ..sent.clone()
                },
                "direction",
            ),
            (
                Touch {
                    recontact_on: Some(day("2026-12-01")),
                    ..sent.clone()
                },
                "recontact_on",
            ),
            (
                Touch {
                    with_whom: None,
                    ..left
                },
                "with_whom",
            ),
        ] {
            assert_eq!(refusal(wrong.clone()).field(), field, "{wrong:?}");
        }
        assert_eq!(
            Attempt::parse(0, sent.clone()).unwrap_err().field(),
            "number"
        );
        assert_eq!(
            Attempt::parse(101, sent).unwrap_err(),
            InvalidAttempt::Number
        );
    }

    fn next(touch: Touch, earlier: &[Attempt]) -> Result<Attempt, InvalidAttempt> {
        Attempt::next(touch, earlier, at("2026-10-20T12:00:00Z"), facts().zone())
    }

    #[test]
    fn attempts_are_numbered_in_the_order_in_which_they_happened() {
        let first = ours("2026-10-10", Letter, Outcome::Sent);
        let call = |day| touch(day, Outbound, Phone, Outcome::NoAnswer);
        let earlier = [first];
        assert_eq!(next(call("2026-10-09"), &[]).unwrap().number(), 1);
        assert_eq!(next(call("2026-10-10"), &earlier).unwrap().number(), 2);
        let refused = next(call("2026-10-09"), &earlier).unwrap_err();
        assert_eq!(refused.field(), "at");
        assert_eq!(
            refused.to_string(),
            "must not be before attempt 1, which was at 2026-10-10 16:00:00 UTC: attempts are recorded in order"
        );
    }

    #[test]
    fn an_attempt_in_the_future_is_refused() {
        let tomorrow = touch("2026-10-21", Outbound, Letter, Outcome::Sent);
        assert_eq!(next(tomorrow, &[]), Err(InvalidAttempt::InFuture));
    }

    #[test]
    fn a_recontact_lies_after_the_day_and_within_ten_years() {
        let recontact = |date: &str| {
            let declined = touch("2026-10-10", Inbound, Email, Outcome::DeclinedForNow);
            let recontact_on = Some(day(date));
            next(
                Touch {
                    recontact_on,
                    ..declined
                },
                &[],
            )
        };
        assert!(recontact("2026-10-11").is_ok());
        assert!(recontact("2036-10-10").is_ok());
        let too_soon = InvalidAttempt::RecontactTooSoon {
            day: day("2026-10-10"),
        };
        assert_eq!(recontact("2026-10-10"), Err(too_soon));
        assert_eq!(
            recontact("2036-10-12"),
            Err(InvalidAttempt::RecontactTooFar)
        );
    }

    #[test]
    fn the_hundred_and_first_attempt_is_refused() {
        let letter = touch("2026-10-01", Outbound, Letter, Outcome::Sent);
        let last = Attempt::parse(MAX_ATTEMPTS, letter.clone()).unwrap();
        assert_eq!(next(letter, &[last]), Err(InvalidAttempt::Number));
    }
}
