//! What the course of an outreach depends on besides its attempts.

use chrono::{DateTime, Utc};

use super::ContactType;
use crate::{
    Id, Zone,
    calendar::{Desk, KnownDesk, Sending},
    contact::Contact,
    text::Name,
};

/// What a course depends on besides the attempts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// When the outreach began.
    pub created_at: DateTime<Utc>,
    /// The person's time zone, and their business days.
    pub sender: Desk,
    /// The contact's, as far as they are known.
    pub recipient: KnownDesk,
    /// Whether the contact is marked as not to be contacted.
    pub do_not_contact: bool,
    pub meeting: Meeting,
    /// What the person takes the contact for, whatever the attempts show.
    pub judged_type: Option<ContactType>,
    /// Whether steps towards somebody else at the organization are left out.
    pub asks_only_them: bool,
    /// None when the contact's organization is not known.
    pub colleagues: Option<Colleagues>,
}

/// What became of the latest interview of the outreach.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meeting {
    None,
    /// It is in the calendar, or going on.
    Scheduled {
        at: DateTime<Utc>,
    },
    /// It was completed.
    Held {
        at: DateTime<Utc>,
    },
    /// It was canceled, or somebody did not come.
    FellThrough {
        at: DateTime<Utc>,
    },
}

/// Who else is known at the contact's organization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Colleagues {
    pub organization: Name,
    /// Those who could be asked, the best known first.
    pub candidates: Vec<Candidate>,
    /// When the pursuits of others there began.
    pub pursued_at: Vec<DateTime<Utc>>,
    pub helper: Option<Helper>,
}

/// Somebody who could be asked instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub id: Id<Contact>,
    pub name: Name,
}

/// Somebody else there who agreed to meet, or is a booster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Helper {
    pub name: Name,
    pub since: DateTime<Utc>,
}

impl Facts {
    /// The zone of the person's days.
    pub fn zone(&self) -> Zone {
        self.sender.zone
    }

    /// A message from the person to the contact.
    pub(super) fn sending(&self, at: DateTime<Utc>) -> Sending {
        Sending {
            at,
            sender: self.sender,
            recipient: self.recipient,
        }
    }

    /// How many others at the organization have been pursued since then; all there could be when none is to be.
    pub(super) fn others_since(&self, at: DateTime<Utc>) -> usize {
        match &self.colleagues {
            Some(colleagues) if !self.asks_only_them => {
                let since = colleagues.pursued_at.iter().filter(|began| **began >= at);
                since.count()
            }
            _ => usize::MAX,
        }
    }
}
