//! A document given to somebody to pass on with a good word, and what became of it (F178).

use chrono::{DateTime, Utc};

use crate::{
    Id,
    contact::Contact,
    document::{Checksum, Document, VersionLabel},
    organization::Organization,
    text::{Name, Paragraph},
    vocabulary,
};

vocabulary! {
    /// In which form a document was handed over.
    pub enum HandOffFormat {
        Paper = "paper",
        Electronic = "electronic",
    }
}

vocabulary! {
    /// How far a document has come.
    pub enum HandOffState {
        /// The advocate has it.
        Handed = "handed",
        /// They passed it on.
        Forwarded = "forwarded",
        /// It is known to have arrived with somebody.
        Delivered = "delivered",
    }
}

vocabulary! {
    /// How an advocate passed a document on.
    pub enum ForwardingMeans {
        HandDelivered = "hand_delivered",
        Email = "email",
        Post = "post",
        /// Into a system of the organization's.
        Upload = "upload",
        Other = "other",
    }
}

/// A document in the hands of an advocate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandOff {
    pub document_id: Id<Document>,
    /// The advocate.
    pub contact_id: Id<Contact>,
    pub format: HandOffFormat,
    pub handed_at: DateTime<Utc>,
    /// What to say of the person's qualifications when passing it on.
    pub note: Option<Paragraph>,
    pub edition: Edition,
    forwardings: Vec<Forwarding>,
}

/// Which version of the document it was, whatever the document says since.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edition {
    pub version_label: Option<VersionLabel>,
    /// Of its bytes, if there were some.
    pub sha256: Option<Checksum>,
}

impl From<&Document> for Edition {
    fn from(document: &Document) -> Self {
        Self {
            version_label: document.version_label.clone(),
            sha256: document.content.as_ref().map(|content| content.sha256),
        }
    }
}

/// The advocate passed the document on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Forwarding {
    pub to: Recipient,
    pub organization_id: Option<Id<Organization>>,
    pub how: ForwardingMeans,
    pub forwarded_at: DateTime<Utc>,
    pub delivered_at: Option<DateTime<Utc>>,
}

/// To whom it went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recipient {
    Contact(Id<Contact>),
    /// Somebody who is no contact.
    Named(Name),
}

/// Why forwardings were refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidForwardings {
    #[error("must have at most {max} forwardings")]
    TooMany { max: usize },
    #[error("must not be before it was handed over")]
    BeforeHandOff { index: usize },
    #[error("must not be before it was forwarded")]
    DeliveredBefore { index: usize },
    #[error("must be somebody other than the advocate")]
    ToAdvocate { index: usize },
}

impl InvalidForwardings {
    /// Where in a hand-off it is, counted from 0.
    pub fn path(self) -> String {
        match self {
            Self::TooMany { .. } => "forwardings".to_owned(),
            Self::BeforeHandOff { index } => format!("forwardings/{index}/forwarded_at"),
            Self::DeliveredBefore { index } => format!("forwardings/{index}/delivered_at"),
            Self::ToAdvocate { index } => format!("forwardings/{index}/contact_id"),
        }
    }
}

impl HandOff {
    pub const MAX_FORWARDINGS: usize = 20;

    /// Puts these forwardings in the place of the ones there were.
    ///
    /// # Errors
    /// [`InvalidForwardings`] tells the first that does not fit.
    pub fn forwarded(self, forwardings: Vec<Forwarding>) -> Result<Self, InvalidForwardings> {
        if forwardings.len() > Self::MAX_FORWARDINGS {
            let max = Self::MAX_FORWARDINGS;
            return Err(InvalidForwardings::TooMany { max });
        }
        for (index, forwarding) in forwardings.iter().enumerate() {
            if forwarding.forwarded_at < self.handed_at {
                return Err(InvalidForwardings::BeforeHandOff { index });
            }
            if forwarding
                .delivered_at
                .is_some_and(|at| at < forwarding.forwarded_at)
            {
                return Err(InvalidForwardings::DeliveredBefore { index });
            }
            if forwarding.to == Recipient::Contact(self.contact_id) {
                return Err(InvalidForwardings::ToAdvocate { index });
            }
        }
        Ok(Self {
            forwardings,
            ..self
        })
    }

    /// A document just handed over.
    pub fn new(
        document_id: Id<Document>,
        contact_id: Id<Contact>,
        format: HandOffFormat,
        handed_at: DateTime<Utc>,
        note: Option<Paragraph>,
    ) -> Self {
        Self {
            document_id,
            contact_id,
            format,
            handed_at,
            note,
            edition: Edition::default(),
            forwardings: Vec::new(),
        }
    }

    pub fn forwardings(&self) -> &[Forwarding] {
        &self.forwardings
    }

    /// How far it has come, by what is known of it.
    pub fn state(&self) -> HandOffState {
        if self
            .forwardings
            .iter()
            .any(|one| one.delivered_at.is_some())
        {
            HandOffState::Delivered
        } else if self.forwardings.is_empty() {
            HandOffState::Handed
        } else {
            HandOffState::Forwarded
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn at(second: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(second, 0).unwrap()
    }

    fn handed() -> HandOff {
        let [document, advocate] = [1, 2].map(Uuid::from_u128);
        let (document, advocate) = (Id::new(document), Id::new(advocate));
        HandOff::new(document, advocate, HandOffFormat::Paper, at(100), None)
    }

    fn forwarding(forwarded: i64, delivered: Option<i64>) -> Forwarding {
        Forwarding {
            to: Recipient::Named(Name::parse("The manager").unwrap()),
            organization_id: None,
            how: ForwardingMeans::HandDelivered,
            forwarded_at: at(forwarded),
            delivered_at: delivered.map(at),
        }
    }

    #[test]
    fn a_hand_off_has_come_as_far_as_its_farthest_forwarding() {
        assert_eq!(handed().state(), HandOffState::Handed);
        let passed_on = handed().forwarded(vec![forwarding(100, None)]).unwrap();
        assert_eq!(passed_on.state(), HandOffState::Forwarded);
        let two = vec![forwarding(100, Some(200)), forwarding(150, None)];
        let arrived = passed_on.forwarded(two).unwrap();
        assert_eq!(arrived.state(), HandOffState::Delivered);
        assert_eq!(
            arrived.forwarded(vec![]).unwrap().state(),
            HandOffState::Handed
        );
    }

    #[test]
    fn nothing_arrives_before_it_is_sent_or_is_sent_before_it_is_had() {
        let path = |list| handed().forwarded(list).unwrap_err().path();
        assert_eq!(
            path(vec![forwarding(99, None)]),
            "forwardings/0/forwarded_at"
        );
        let late = vec![forwarding(100, None), forwarding(150, Some(149))];
        assert_eq!(path(late), "forwardings/1/delivered_at");
        let to_them = Forwarding {
            to: Recipient::Contact(handed().contact_id),
            ..forwarding(100, None)
        };
        assert_eq!(path(vec![to_them]), "forwardings/0/contact_id");
        assert_eq!(path(vec![forwarding(100, None); 21]), "forwardings");
    }
}
