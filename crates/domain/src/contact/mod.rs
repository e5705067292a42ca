//! A person to talk to.

mod method;
mod tags;

use chrono::{DateTime, Utc};

pub use self::{
    method::{ContactMethod, InvalidMethods, MethodKind, MethodProblem, Methods},
    tags::{InvalidTags, Tag, Tags},
};
use crate::{
    Id, Text, Zone,
    organization::Organization,
    text::{Name, Notes},
    vocabulary,
};

vocabulary! {
    /// How the person knows the contact (F3, F175).
    pub enum Relationship {
        Family = "family",
        Friend = "friend",
        Neighbor = "neighbor",
        Coworker = "coworker",
        FormerPeer = "former_peer",
        FormerManager = "former_manager",
        Vendor = "vendor",
        VolunteerAcquaintance = "volunteer_acquaintance",
        NetworkingGroup = "networking_group",
        ProfessionalOrganization = "professional_organization",
        Committee = "committee",
        Teacher = "teacher",
        Alum = "alum",
        /// Known only through somebody else (F4).
        Referred = "referred",
        Stranger = "stranger",
        Other = "other",
    }
}

vocabulary! {
    /// How easy it is to ask; the warm ones come first (F5).
    pub enum Warmth {
        Warm = "warm",
        Lukewarm = "lukewarm",
        Cold = "cold",
    }
}

/// How the two came to know of each other, in the person's words.
pub type HowWeKnow = Text<1000>;

/// Somebody who can tell what a field of work is like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    pub name: Name,
    /// What they do, in a line.
    pub headline: Option<Name>,
    pub organization_id: Option<Id<Organization>>,
    pub relationship: Relationship,
    pub warmth: Warmth,
    pub how_we_know: Option<HowWeKnow>,
    pub time_zone: Option<Zone>,
    pub tags: Tags,
    pub notes: Option<Notes>,
    /// They asked to be left alone, and are.
    pub do_not_contact: bool,
    pub methods: Methods,
    /// Kept by the system: the last attempt in either direction that reached somebody, or the last conversation.
    pub last_contacted_at: Option<DateTime<Utc>>,
}

impl Contact {
    /// The contact after a touch at `at`. Touches may be recorded in any order; the latest counts (F127).
    #[must_use]
    pub fn touched(self, at: DateTime<Utc>) -> Self {
        Self {
            last_contacted_at: self.last_contacted_at.max(Some(at)),
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_touch_counts_in_whatever_order_touches_are_recorded() {
        let contact = Contact {
            name: Name::parse("Grace").unwrap(),
            headline: None,
            organization_id: None,
            relationship: Relationship::Alum,
            warmth: Warmth::Cold,
            how_we_know: None,
            time_zone: None,
            tags: Tags::default(),
            notes: None,
            do_not_contact: false,
            methods: Methods::default(),
            last_contacted_at: None,
        };
        let [early, late] = [100, 200].map(|second| DateTime::from_timestamp(second, 0).unwrap());
        let touched = contact.touched(late).touched(early);
        assert_eq!(touched.last_contacted_at, Some(late));
    }
}
