//! What a person sends, says or hands over to somebody, from the template to the text as it went.

mod block;
mod grounds;
mod template;
mod value;

use chrono::{DateTime, NaiveDate, Utc};

pub use self::{
    block::TemplateBlock,
    grounds::{Asked, Grounds, KnownReferrer},
    template::{
        ChosenTemplate, MAX_OWN_TEMPLATES, MessageTemplate, TemplateBody, TemplateOrigin,
        TemplateSubject,
    },
    value::{TemplateValue, ValueDescription},
};
use crate::{
    Id, Text,
    at_most::AtMost,
    channel::Channel,
    contact::Contact,
    document::Document,
    locale::Locale,
    outreach::{Attempt, Outcome, Outreach},
    text::Notes,
    vocabulary,
    whole::Whole,
};

vocabulary! {
    /// What a message is for.
    pub enum MessageKind {
        /// On paper; the first touch of the built-in methodology (F40).
        Letter = "letter",
        Email = "email",
        /// What to say on the phone (F52).
        CallScript = "call_script",
        /// What to leave on a machine (F66).
        Voicemail = "voicemail",
        /// The few words that go with a request to connect on a social network (F35).
        ConnectionNote = "connection_note",
        /// By the next day (F120).
        ThankYou = "thank_you",
        /// What became of their advice (F124).
        Update = "update",
        /// To people one knows, to be led to others (F36).
        NetworkAsk = "network_ask",
        /// To people one knows, to say that one is looking for work (F174).
        AvailabilityAnnouncement = "availability_announcement",
        /// Thanks for a no (F57).
        DeclineCourtesy = "decline_courtesy",
        /// Goes with a resume that somebody is to pass on (F178).
        ResumeHandOff = "resume_hand_off",
    }
}

impl MessageKind {
    /// Whether it has a subject: what is sent by e-mail as a rule does.
    pub fn has_subject(self) -> bool {
        !matches!(
            self,
            Self::Letter | Self::CallScript | Self::Voicemail | Self::ConnectionNote
        )
    }

    /// Whether it asks for a conversation, so that sending it is an attempt of an outreach.
    pub fn is_touch(self) -> bool {
        matches!(
            self,
            Self::Letter | Self::Email | Self::CallScript | Self::Voicemail | Self::ConnectionNote
        )
    }

    /// What sending it comes to as an attempt. Of a call only the call itself tells.
    pub fn outcome(self) -> Option<Outcome> {
        match self {
            Self::CallScript => None,
            Self::Voicemail => Some(Outcome::VoicemailLeft),
            _ => Some(Outcome::Sent),
        }
    }

    /// By what it goes unless it says otherwise.
    pub fn channel(self) -> Channel {
        match self {
            Self::Letter => Channel::Letter,
            Self::CallScript | Self::Voicemail => Channel::Phone,
            Self::ConnectionNote => Channel::SocialNetwork,
            _ => Channel::Email,
        }
    }
}

vocabulary! {
    /// Where a message stands.
    pub enum MessageState {
        Draft = "draft",
        /// It went out, and its text stays as it was.
        Sent = "sent",
    }
}

pub type Subject = Text<200>;
/// Minutes to ask for (F166); the methodology advises within these.
pub type RequestedMinutes = Whole<5, 60>;
/// Something that was new to the person (F121).
pub type NewLearning = Text<1000>;
/// Why a message went out although the lint advised against it.
pub type OverrideReason = Text<1000>;

/// Former texts that one message keeps.
pub const MAX_VERSIONS: usize = 200;

/// A message of the person's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Whom it is to; None for one to several.
    pub contact_id: Option<Id<Contact>>,
    pub outreach_id: Option<Id<Outreach>>,
    /// What it was written from.
    pub template: Option<ChosenTemplate>,
    pub kind: MessageKind,
    /// By what it is to go; None as its kind does.
    pub channel: Option<Channel>,
    pub subject: Option<Subject>,
    pub body: Notes,
    pub language: Option<Locale>,
    pub attachments: AtMost<Id<Document>, 10>,
    pub requested_minutes: Option<RequestedMinutes>,
    pub window: Option<Window>,
    pub learnings: AtMost<NewLearning, 10>,
    /// They asked for the resume (F18).
    pub is_resume_asked_for: bool,
    pub state: State,
}

/// Where a message stands, with what is known in that state only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    Draft,
    Sent(Sent),
}

/// How a message went out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    pub at: DateTime<Utc>,
    pub channel: Channel,
    /// The attempt that it was.
    pub attempt_id: Option<Id<Attempt>>,
    pub override_reason: Option<OverrideReason>,
}

/// The message went out, and stays as it went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("it was sent at {at}, and stays as it went")]
pub struct AlreadySent {
    pub at: DateTime<Utc>,
}

/// A kind without a subject was given one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be left out: a {kind} has no subject")]
pub struct HasNoSubject {
    pub kind: MessageKind,
}

/// Refuses a subject where the kind has none.
///
/// # Errors
/// [`HasNoSubject`]
pub fn check_subject(kind: MessageKind, is_given: bool) -> Result<(), HasNoSubject> {
    if is_given && !kind.has_subject() {
        return Err(HasNoSubject { kind });
    }
    Ok(())
}

impl Message {
    pub fn state_word(&self) -> MessageState {
        match self.state {
            State::Draft => MessageState::Draft,
            State::Sent(_) => MessageState::Sent,
        }
    }

    /// What may still be changed.
    ///
    /// # Errors
    /// [`AlreadySent`]
    pub fn as_draft(&self) -> Result<&Self, AlreadySent> {
        match &self.state {
            State::Draft => Ok(self),
            State::Sent(sent) => Err(AlreadySent { at: sent.at }),
        }
    }

    /// The message once it is out.
    ///
    /// # Errors
    /// [`AlreadySent`]
    pub fn send(self, sent: Sent) -> Result<Self, AlreadySent> {
        self.as_draft()?;
        Ok(Self {
            state: State::Sent(sent),
            ..self
        })
    }

    /// Whether another has the same text.
    pub fn says_the_same(&self, other: &Self) -> bool {
        self.subject == other.subject && self.body == other.body
    }
}

/// What a draft said before it was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageVersion {
    pub message_id: Id<Message>,
    /// The revision of the message that had this text.
    pub revision: i32,
    pub subject: Option<Subject>,
    pub body: Notes,
}

/// Days between which the person could meet, both included, and perhaps where (F44, F45).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    from: NaiveDate,
    to: NaiveDate,
    pub place: Option<Text<200>>,
}

/// A window that ends before it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must not be before {from}, when the window begins")]
pub struct WindowEndsFirst {
    pub from: NaiveDate,
}

impl Window {
    /// # Errors
    /// [`WindowEndsFirst`]
    pub fn new(
        from: NaiveDate,
        to: NaiveDate,
        place: Option<Text<200>>,
    ) -> Result<Self, WindowEndsFirst> {
        if to < from {
            return Err(WindowEndsFirst { from });
        }
        Ok(Self { from, to, place })
    }

    pub fn from(&self) -> NaiveDate {
        self.from
    }

    pub fn to(&self) -> NaiveDate {
        self.to
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::Vocabulary;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn draft() -> Message {
        Message {
            contact_id: None,
            outreach_id: None,
            template: None,
            kind: MessageKind::Email,
            channel: None,
            subject: None,
            body: Notes::parse("Would you have 20 minutes?").unwrap(),
            language: None,
            attachments: AtMost::default(),
            requested_minutes: None,
            window: None,
            learnings: AtMost::default(),
            is_resume_asked_for: false,
            state: State::Draft,
        }
    }

    fn sent(when: &str) -> Sent {
        Sent {
            at: at(when),
            channel: Channel::Email,
            attempt_id: None,
            override_reason: None,
        }
    }

    #[test]
    fn a_message_is_sent_at_most_once() {
        let out = draft().send(sent("2026-01-05T09:00:00Z")).unwrap();
        assert_eq!(out.state_word(), MessageState::Sent);
        let refused = AlreadySent {
            at: at("2026-01-05T09:00:00Z"),
        };
        assert_eq!(out.as_draft(), Err(refused));
        assert_eq!(out.send(sent("2026-01-06T09:00:00Z")), Err(refused));
    }

    #[test]
    fn only_a_call_is_more_than_its_script() {
        let kinds = MessageKind::ALL.iter();
        let without: Vec<_> = kinds.filter(|kind| kind.outcome().is_none()).collect();
        assert_eq!(without, [&MessageKind::CallScript]);
    }

    #[test]
    fn a_letter_has_no_subject() {
        assert_eq!(check_subject(MessageKind::Letter, false), Ok(()));
        assert_eq!(check_subject(MessageKind::Email, true), Ok(()));
        let kind = MessageKind::Letter;
        assert_eq!(check_subject(kind, true), Err(HasNoSubject { kind }));
    }

    #[test]
    fn a_window_does_not_end_before_it_begins() {
        let day = |day| NaiveDate::from_ymd_opt(2026, 10, day).unwrap();
        assert!(Window::new(day(10), day(10), None).is_ok());
        let from = day(10);
        assert_eq!(
            Window::new(from, day(9), None),
            Err(WindowEndsFirst { from })
        );
    }
}
