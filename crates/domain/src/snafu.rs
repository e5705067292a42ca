//! What went wrong in reaching somebody, and what to do better next time (F68, F69).

use chrono::{DateTime, Utc};

use crate::{
    Id,
    contact::Contact,
    organization::Organization,
    outreach::{Attempt, Outcome},
    text::Paragraph,
    vocabulary,
};

vocabulary! {
    /// Why it went wrong.
    pub enum SnafuCause {
        /// It stayed unopened, for they did not know who it was from (F68).
        SenderNotRecognized = "sender_not_recognized",
        /// The address no longer works.
        Bounced = "bounced",
        WrongNumber = "wrong_number",
        CaughtAsSpam = "caught_as_spam",
        AttachmentUnreadable = "attachment_unreadable",
        MisspelledName = "misspelled_name",
        /// It reached somebody of the same name, or somebody who no longer works there.
        WrongPerson = "wrong_person",
        /// It came when they could not deal with it.
        BadMoment = "bad_moment",
        TimeZoneMistaken = "time_zone_mistaken",
        /// Whoever took the message did not pass it on (F67).
        MessageNotPassedOn = "message_not_passed_on",
        UnclearRequest = "unclear_request",
        TooLong = "too_long",
        MissedAppointment = "missed_appointment",
        Other = "other",
    }
}

/// Whom a lesson is about: somebody, their organization, or both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct About {
    contact: Option<Id<Contact>>,
    organization: Option<Id<Organization>>,
}

/// It names neither of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("give a contact or an organization")]
pub struct AboutNobody;

impl About {
    /// # Errors
    /// [`AboutNobody`]
    pub fn of(
        contact: Option<Id<Contact>>,
        organization: Option<Id<Organization>>,
    ) -> Result<Self, AboutNobody> {
        if contact.is_none() && organization.is_none() {
            return Err(AboutNobody);
        }
        Ok(Self {
            contact,
            organization,
        })
    }

    pub fn contact(contact: Id<Contact>) -> Self {
        Self {
            contact: Some(contact),
            organization: None,
        }
    }

    pub fn contact_id(self) -> Option<Id<Contact>> {
        self.contact
    }

    pub fn organization_id(self) -> Option<Id<Organization>> {
        self.organization
    }
}

/// How it was made good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolution {
    pub at: DateTime<Utc>,
    pub note: Option<Paragraph>,
}

/// Something that went wrong, with its lesson.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snafu {
    pub about: About,
    /// The attempt that it happened to; none also when that is gone.
    pub attempt_id: Option<Id<Attempt>>,
    pub cause: SnafuCause,
    /// What to do better next time.
    pub lesson: Paragraph,
    pub happened_at: DateTime<Utc>,
    pub resolution: Option<Resolution>,
}

/// A transition that the state does not permit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotPermitted {
    #[error("It is resolved already.")]
    Resolved,
    #[error("It is open.")]
    Open,
}

impl Snafu {
    pub fn is_open(&self) -> bool {
        self.resolution.is_none()
    }

    /// # Errors
    /// [`NotPermitted::Resolved`]
    pub fn resolve(self, resolution: Resolution) -> Result<Self, NotPermitted> {
        if self.is_open() {
            let resolution = Some(resolution);
            Ok(Self { resolution, ..self })
        } else {
            Err(NotPermitted::Resolved)
        }
    }

    /// # Errors
    /// [`NotPermitted::Open`]
    pub fn reopen(self) -> Result<Self, NotPermitted> {
        if self.is_open() {
            Err(NotPermitted::Open)
        } else {
            let resolution = None;
            Ok(Self { resolution, ..self })
        }
    }
}

impl SnafuCause {
    /// What went wrong by the outcome of an attempt, if it did.
    pub fn of(outcome: Outcome) -> Option<Self> {
        match outcome {
            Outcome::Bounced => Some(Self::Bounced),
            Outcome::WrongNumber => Some(Self::WrongNumber),
            Outcome::OpenedByNobodyWeKnow => Some(Self::SenderNotRecognized),
            _ => None,
        }
    }

    /// The lesson that it usually teaches, for those who do not say another.
    pub fn usual_lesson(self) -> Paragraph {
        Paragraph::of_ours(match self {
            Self::SenderNotRecognized => {
                "Say in the subject and the first line who you are and what you have in common, or ask somebody whom they \
                 know to announce you."
            }
            Self::Bounced => "The address does not work: find another before you write again.",
            Self::WrongNumber => {
                "The number is not theirs: find the right one before you call again."
            }
            Self::CaughtAsSpam => "Write without links, attachments and capital letters, or call.",
            Self::AttachmentUnreadable => "Send a PDF, or put the text into the message.",
            Self::MisspelledName => "Look the name up letter by letter before you write.",
            Self::WrongPerson => "Make sure who they are and where they work now.",
            Self::BadMoment => "Ask when it suits them before you begin.",
            Self::TimeZoneMistaken => "Name the time zone, theirs first.",
            Self::MessageNotPassedOn => {
                "Ask for a time to call again in the place of leaving a message."
            }
            Self::UnclearRequest => "Ask for one thing, with minutes and days.",
            Self::TooLong => "Cut it to what fits on a screen.",
            Self::MissedAppointment => "Confirm the day before, with your number.",
            Self::Other => "Think of what would have prevented it.",
        })
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::vocabulary::Vocabulary;

    const SCHEMA: &str = include_str!("../../../migrations/20261125000530_create_snafu.up.sql");

    fn snafu() -> Snafu {
        Snafu {
            about: About::contact(Id::new(Uuid::from_u128(1))),
            attempt_id: None,
            cause: SnafuCause::Bounced,
            lesson: SnafuCause::Bounced.usual_lesson(),
            happened_at: DateTime::UNIX_EPOCH,
            resolution: None,
        }
    }

    #[test]
    fn the_schema_admits_the_same_causes() {
        let (_, rest) = SCHEMA.split_once("snafu_cause_check ").unwrap();
        let (list, _) = rest.split_once("))").unwrap();
        let admitted: Vec<_> = list.split('\'').skip(1).step_by(2).collect();
        let words: Vec<_> = SnafuCause::ALL.iter().map(|cause| cause.as_str()).collect();
        assert_eq!(admitted, words);
    }

    #[test]
    fn each_cause_has_a_lesson_of_its_own() {
        let lessons: std::collections::BTreeSet<_> = SnafuCause::ALL
            .iter()
            .map(|cause| cause.usual_lesson().to_string())
            .collect();
        assert_eq!(lessons.len(), SnafuCause::ALL.len());
    }

    #[test]
    fn it_is_about_somebody() {
        assert_eq!(About::of(None, None), Err(AboutNobody));
        let organization = Id::new(Uuid::from_u128(2));
        let about = About::of(None, Some(organization)).unwrap();
        assert_eq!(
            (about.contact_id(), about.organization_id()),
            (None, Some(organization))
        );
    }

    #[test]
    fn it_is_resolved_once_and_can_be_opened_again() {
        let resolution = Resolution {
            at: DateTime::UNIX_EPOCH,
            note: None,
        };
        assert_eq!(snafu().reopen(), Err(NotPermitted::Open));
        let resolved = snafu().resolve(resolution.clone()).unwrap();
        assert!(!resolved.is_open());
        assert_eq!(
            resolved.clone().resolve(resolution),
            Err(NotPermitted::Resolved)
        );
        assert_eq!(resolved.reopen(), Ok(snafu()));
    }
}
