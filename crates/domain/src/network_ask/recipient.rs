//! One of the people who were asked, and what they said.

use chrono::{DateTime, Utc};

use super::NetworkAsk;
use crate::{Id, channel::Channel, contact::Contact, text::Paragraph, vocabulary};

/// People that one ask can go to.
pub const MAX_RECIPIENTS: usize = 500;

vocabulary! {
    /// What came from one of those who were asked.
    pub enum RecipientState {
        Waiting = "waiting",
        Replied = "replied",
        /// They led to somebody (F177).
        Introduced = "introduced",
        /// They answered that they know nobody.
        CannotHelp = "cannot_help",
        /// No answer is expected any more.
        NoReply = "no_reply",
    }
}

/// Where it stands with one of them; an answer has a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    Waiting,
    Replied { at: DateTime<Utc> },
    Introduced { at: DateTime<Utc> },
    CannotHelp { at: DateTime<Utc> },
    NoReply,
}

/// The parts of an answer do not go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidReply {
    #[error("must say when they answered: {state} is an answer")]
    WithoutTime { state: RecipientState },
    #[error("must be null: {state} is no answer")]
    TimeWithoutReply { state: RecipientState },
    #[error("must not be before they were asked")]
    BeforeAsked,
    #[error("must not be in the future")]
    InFuture,
}

impl Standing {
    /// # Errors
    /// An answer without its time, or a time without an answer.
    pub fn new(
        state: RecipientState,
        replied_at: Option<DateTime<Utc>>,
    ) -> Result<Self, InvalidReply> {
        match (state, replied_at) {
            (RecipientState::Waiting, None) => Ok(Self::Waiting),
            (RecipientState::NoReply, None) => Ok(Self::NoReply),
            (RecipientState::Replied, Some(at)) => Ok(Self::Replied { at }),
            (RecipientState::Introduced, Some(at)) => Ok(Self::Introduced { at }),
            (RecipientState::CannotHelp, Some(at)) => Ok(Self::CannotHelp { at }),
            (state, Some(_)) => Err(InvalidReply::TimeWithoutReply { state }),
            (state, None) => Err(InvalidReply::WithoutTime { state }),
        }
    }

    pub fn word(self) -> RecipientState {
        match self {
            Self::Waiting => RecipientState::Waiting,
            Self::Replied { .. } => RecipientState::Replied,
            Self::Introduced { .. } => RecipientState::Introduced,
            Self::CannotHelp { .. } => RecipientState::CannotHelp,
            Self::NoReply => RecipientState::NoReply,
        }
    }

    pub fn replied_at(self) -> Option<DateTime<Utc>> {
        match self {
            Self::Waiting | Self::NoReply => None,
            Self::Replied { at } | Self::Introduced { at } | Self::CannotHelp { at } => Some(at),
        }
    }
}

impl RecipientState {
    /// Whether it is an answer, so that it has a time.
    pub fn is_answer(self) -> bool {
        !matches!(self, Self::Waiting | Self::NoReply)
    }
}

/// One of the people whom an ask went to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    pub network_ask_id: Id<NetworkAsk>,
    pub contact_id: Id<Contact>,
    pub channel: Channel,
    pub asked_at: DateTime<Utc>,
    pub standing: Standing,
    pub note: Option<Paragraph>,
}

impl Recipient {
    /// The same recipient after what they said.
    ///
    /// # Errors
    /// The answer lies before the question, or after `now`.
    pub fn answered(self, standing: Standing, now: DateTime<Utc>) -> Result<Self, InvalidReply> {
        match standing.replied_at() {
            Some(at) if at < self.asked_at => Err(InvalidReply::BeforeAsked),
            Some(at) if at > now => Err(InvalidReply::InFuture),
            _ => Ok(Self { standing, ..self }),
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::vocabulary::Vocabulary;

    fn at(second: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(second, 0).unwrap()
    }

    #[test]
    fn an_answer_and_nothing_else_has_a_time() {
        for state in RecipientState::ALL.iter().copied() {
            let (with, without) = (
                Standing::new(state, Some(at(1))),
                Standing::new(state, None),
            );
            assert_eq!(with.is_ok(), state.is_answer());
            assert_eq!(without.is_ok(), !state.is_answer());
            assert_eq!(with.or(without).unwrap().word(), state);
        }
    }

    #[test]
    fn nobody_answers_before_they_are_asked_or_in_the_future() {
        let asked = Recipient {
            network_ask_id: Id::new(Uuid::from_u128(1)),
            contact_id: Id::new(Uuid::from_u128(2)),
            channel: Channel::Email,
            asked_at: at(100),
            standing: Standing::Waiting,
            note: None,
        };
        let reply = |second| {
            let standing = Standing::Replied { at: at(second) };
            asked.clone().answered(standing, at(200))
        };
        assert_eq!(reply(99), Err(InvalidReply::BeforeAsked));
        assert_eq!(reply(201), Err(InvalidReply::InFuture));
        assert_eq!(reply(150).unwrap().standing.replied_at(), Some(at(150)));
    }
}
