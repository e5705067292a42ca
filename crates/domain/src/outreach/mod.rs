//! The pursuit of one contact for one theme, by numbered attempts.

mod attempt;
mod check;
mod contact_type;
mod course;
mod explanation;
mod facts;
#[cfg(test)]
mod fixture;
mod guide;
mod next_action;
mod pre_send;
mod progress;
#[cfg(test)]
mod properties;
mod round;
#[cfg(test)]
mod scenarios;
mod simulation;

pub use crate::channel::Channel;
pub use attempt::{Attempt, InvalidAttempt, MAX_ATTEMPTS, Touch};
pub use check::{Explanation, Refused, check};
pub use contact_type::{ContactType, TypeJudgment};
pub use course::{Course, course};
pub use explanation::{Effect, Explained, Prospect, Reading, explain};
pub use facts::{Candidate, Colleagues, Facts, Helper, Meeting};
pub use next_action::{NextAction, NextActionKind, Timing, Window};
pub use pre_send::{Ground, PreSendFinding, PreSendRule, PreSendState, pre_send};
pub use simulation::{Event, InvalidEvent, MAX_TOUCHES, Scenario, Simulated, Simulation, simulate};

use crate::{Id, contact::Contact, methodology::Chosen, text::Notes, theme::Theme, vocabulary};

vocabulary! {
    /// Who made the attempt.
    pub enum Direction {
        /// The person who pursues the contact.
        Outbound = "outbound",
        /// The contact, or the means by which the message went: an absence notice, a returned letter.
        Inbound = "inbound",
    }
}

vocabulary! {
    /// What came of an attempt (F54 to F59, F65 to F68).
    pub enum Outcome {
        Sent = "sent",
        /// The message came back.
        Bounced = "bounced",
        /// The message stayed unopened because the sender was not recognized (F68).
        OpenedByNobodyWeKnow = "opened_by_nobody_we_know",
        NoAnswer = "no_answer",
        Busy = "busy",
        WrongNumber = "wrong_number",
        OutOfOffice = "out_of_office",
        VoicemailLeft = "voicemail_left",
        /// Somebody else took a message (F67).
        MessageLeftWith = "message_left_with",
        ReplyInterested = "reply_interested",
        MeetingAgreed = "meeting_agreed",
        /// No to a meeting; a phone call is still to be offered (F56).
        DeclinedMeeting = "declined_meeting",
        /// Not now, perhaps later (F58).
        DeclinedForNow = "declined_for_now",
        /// No, but they named somebody else (F59).
        DeclinedWithReferral = "declined_with_referral",
        Declined = "declined",
        /// Never again; nothing overrides it.
        DoNotContact = "do_not_contact",
    }
}

vocabulary! {
    /// Where an outreach stands.
    pub enum OutreachState {
        /// Nothing has reached them yet.
        Planned = "planned",
        AwaitingReply = "awaiting_reply",
        /// They answered, and are willing to go on.
        InConversation = "in_conversation",
        MeetingAgreed = "meeting_agreed",
        /// Left alone until the date of the recontact.
        Deferred = "deferred",
        Declined = "declined",
        /// They are not to be contacted.
        Closed = "closed",
    }
}

/// The pursuit of one contact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outreach {
    pub contact_id: Id<Contact>,
    pub theme_id: Option<Id<Theme>>,
    pub methodology: Chosen,
    pub notes: Option<Notes>,
    /// What the person takes the contact for, whatever the attempts show.
    pub judged_type: Option<ContactType>,
    /// Whether steps towards somebody else at the organization are left out.
    pub asks_only_them: bool,
    pub course: Course,
}

impl Outcome {
    /// Whether the contact answered the request, in whatever way.
    pub fn is_answer(self) -> bool {
        match self {
            Self::ReplyInterested
            | Self::MeetingAgreed
            | Self::DeclinedMeeting
            | Self::DeclinedForNow
            | Self::DeclinedWithReferral
            | Self::Declined
            | Self::DoNotContact => true,
            Self::Sent
            | Self::Bounced
            | Self::OpenedByNobodyWeKnow
            | Self::NoAnswer
            | Self::Busy
            | Self::WrongNumber
            | Self::OutOfOffice
            | Self::VoicemailLeft
            | Self::MessageLeftWith => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::Vocabulary;

    const SCHEMA: &str =
        include_str!("../../../../migrations/20261122000500_create_pursuit.up.sql");

    /// The words that the schema admits.
    fn admitted(check: &str) -> Vec<&'static str> {
        let (_, rest) = SCHEMA.split_once(&format!("CONSTRAINT {check} ")).unwrap();
        let (list, _) = rest.split_once("))").unwrap();
        list.split('\'').skip(1).step_by(2).collect()
    }

    fn words<T: Vocabulary>() -> Vec<&'static str> {
        T::ALL.iter().map(|value| value.as_str()).collect()
    }

    #[test]
    fn the_schema_admits_the_same_words() {
        assert_eq!(admitted("attempt_channel_check"), words::<Channel>());
        assert_eq!(admitted("attempt_direction_check"), words::<Direction>());
        assert_eq!(admitted("attempt_outcome_check"), words::<Outcome>());
        assert_eq!(admitted("outreach_state_check"), words::<OutreachState>());
    }

    #[test]
    fn a_next_action_fits_its_column() {
        assert!(
            words::<NextActionKind>()
                .iter()
                .all(|word| word.len() <= 50)
        );
    }
}
