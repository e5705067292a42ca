//! The parts of a contact, and whose value of each is taken.

use std::collections::BTreeMap;

use crate::vocabulary;

vocabulary! {
    /// A part of what is known of a contact, named as the contact has it.
    pub enum ContactField {
        Name = "name",
        Headline = "headline",
        OrganizationId = "organization_id",
        Roles = "roles",
        Seniority = "seniority",
        Relationship = "relationship",
        Warmth = "warmth",
        HowWeKnow = "how_we_know",
        MetIn = "met_in",
        MetWhere = "met_where",
        MetOn = "met_on",
        Source = "source",
        City = "city",
        Country = "country",
        Schools = "schools",
        Cities = "cities",
        Interests = "interests",
        Custom = "custom",
        TimeZone = "time_zone",
        Tags = "tags",
        Notes = "notes",
        DoNotContact = "do_not_contact",
        UpdateEveryDays = "update_every_days",
        Methods = "methods",
        LastContactedAt = "last_contacted_at",
    }
}

impl ContactField {
    /// Whether a person chooses whose value is taken. A wish to be left alone outlives every merge, and the last touch
    /// is kept by the service.
    pub fn is_chosen(self) -> bool {
        !matches!(self, Self::DoNotContact | Self::LastContactedAt)
    }
}

vocabulary! {
    /// One of the two contacts of a merge: the one that is kept, or the one that is merged into it.
    pub enum Side {
        Keep = "keep",
        Merge = "merge",
    }
}

/// Whose value is taken where a person says so; the rules speak for the rest.
pub type Choices = BTreeMap<ContactField, Side>;

vocabulary! {
    /// Whose value the contact has after a merge.
    pub enum Taken {
        Keep = "keep",
        Merge = "merge",
        Both = "both",
    }
}

impl From<Side> for Taken {
    fn from(side: Side) -> Self {
        match side {
            Side::Keep => Self::Keep,
            Side::Merge => Self::Merge,
        }
    }
}

vocabulary! {
    /// Why that value is taken.
    pub enum Why {
        /// The person said so.
        Chosen = "chosen",
        /// The other contact says nothing of it.
        OtherIsBlank = "other_is_blank",
        /// Both say something, and the kept contact goes first.
        KeptGoesFirst = "kept_goes_first",
        /// A list holds what either list holds.
        United = "united",
        /// Whoever wants to be left alone is.
        EitherSaysSo = "either_says_so",
        /// The later of two instants.
        Later = "later",
    }
}

/// What becomes of a field in which the two contacts differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    pub field: ContactField,
    pub taken: Taken,
    pub why: Why,
}

/// Together the two have more of a list than a contact can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("together the two have more than {max}: choose the list of one of them")]
pub struct Overfull {
    pub field: ContactField,
    pub max: usize,
}
