//! A person to talk to.

mod custom;
mod lookup;
mod method;
mod words;

use chrono::{DateTime, NaiveDate, Utc};

pub use self::{
    custom::{
        CustomValue, CustomValues, FieldKey, InvalidFieldKey, InvalidNumber, Number, TooManyValues,
    },
    lookup::lookup_key,
    method::{ContactMethod, InvalidMethods, MethodKind, MethodProblem, Methods, Validity},
    words::{ContactRole, MetIn, Relationship, Roles, Source, Warmth},
};
use crate::{
    Id, Text, Zone,
    country::Country,
    organization::Organization,
    phrases::Phrases,
    seniority::Seniority,
    text::{Name, Notes},
    whole::Whole,
};

/// How the two came to know of each other, in the person's words.
pub type HowWeKnow = Text<1000>;
/// A word or short phrase by which a person groups their contacts.
pub type Tag = Text<50>;
/// The tags of a contact.
pub type Tags = Phrases<50, 50>;
/// Names of schools or of places, for what the two may have in common (F34, F78).
pub type Places = Phrases<200, 20>;
/// What somebody likes to do or to talk about (F34).
pub type Interests = Phrases<100, 50>;

/// Somebody who can tell what a field of work is like.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    pub name: Name,
    /// What they do, in a line.
    pub headline: Option<Name>,
    pub organization_id: Option<Id<Organization>>,
    /// What they are to the search; none when nobody has said yet.
    pub roles: Roles,
    /// How far along their career they are (F184).
    pub seniority: Option<Seniority>,
    pub relationship: Relationship,
    pub warmth: Warmth,
    pub how_we_know: Option<HowWeKnow>,
    /// In what surroundings, where and when the two met (F157, F176).
    pub met_in: Option<MetIn>,
    pub met_where: Option<Name>,
    pub met_on: Option<NaiveDate>,
    /// What they were found by (F33); never changed.
    pub source: Source,
    /// Where they live or work now (F30).
    pub city: Option<Name>,
    pub country: Option<Country>,
    /// What the two may have in common (F34, F78).
    pub schools: Places,
    pub cities: Places,
    pub interests: Interests,
    /// By the custom fields that the person has declared (user ask 8).
    pub custom: CustomValues,
    pub time_zone: Option<Zone>,
    pub tags: Tags,
    pub notes: Option<Notes>,
    /// They asked to be left alone, and are.
    pub do_not_contact: bool,
    /// How often they hear how their advice works out, where it is not as often as the methodology has it (F127).
    pub update_every_days: Option<UpdateEveryDays>,
    pub methods: Methods,
    /// Kept by the system: the last attempt in either direction that reached somebody, or the last conversation.
    pub last_contacted_at: Option<DateTime<Utc>>,
}

/// Days between updates to one contact.
pub type UpdateEveryDays = Whole<7, 730>;

impl Contact {
    /// Whether an outreach to them takes another course by this: they want to be left alone or no longer do, work with
    /// others, or have other business days.
    #[must_use]
    pub fn is_approached_otherwise(&self, other: &Self) -> bool {
        let decides = |contact: &Self| {
            let Self {
                do_not_contact,
                organization_id,
                time_zone,
                country,
                ..
            } = contact;
            (*do_not_contact, *organization_id, *time_zone, *country)
        };
        decides(self) != decides(other)
    }

    /// A contact of whom nothing is known but the name.
    #[must_use]
    pub fn named(name: Name) -> Self {
        Self {
            name,
            headline: None,
            organization_id: None,
            roles: Roles::new(),
            seniority: None,
            relationship: Relationship::Other,
            warmth: Warmth::Cold,
            how_we_know: None,
            met_in: None,
            met_where: None,
            met_on: None,
            source: Source::Other,
            city: None,
            country: None,
            schools: Places::default(),
            cities: Places::default(),
            interests: Interests::default(),
            custom: CustomValues::default(),
            time_zone: None,
            tags: Tags::default(),
            notes: None,
            do_not_contact: false,
            update_every_days: None,
            methods: Methods::default(),
            last_contacted_at: None,
        }
    }

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
        let contact = Contact::named(Name::parse("Grace").unwrap());
        let [early, late] = [100, 200].map(|second| DateTime::from_timestamp(second, 0).unwrap());
        let touched = contact.touched(late).touched(early);
        assert_eq!(touched.last_contacted_at, Some(late));
    }
}
