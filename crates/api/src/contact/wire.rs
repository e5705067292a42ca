//! What a client says about a contact.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::{
    Id, Text,
    contact::{self, Contact},
    seniority,
    whole::Whole,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    custom,
    method::{ContactMethodInput, methods},
};
use crate::{
    error::ApiError,
    wire::{Word, optional_country, optional_text, phrases, text, whole, zone},
};

pub(crate) type Relationship = Word<contact::Relationship>;
pub(crate) type Warmth = Word<contact::Warmth>;
pub(crate) type ContactRole = Word<contact::ContactRole>;
pub(crate) type MetIn = Word<contact::MetIn>;
pub(crate) type Source = Word<contact::Source>;
pub(crate) type Seniority = Word<seniority::Seniority>;

/// What a person says about a contact.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "name": "Grace Okafor", "headline": "Speech therapist", "organization_id": null,
    "roles": ["prospect", "connector"], "seniority": "senior", "relationship": "alum", "warmth": "lukewarm",
    "how_we_know": "We sang in the same choir at school.", "met_in": "school", "met_where": "Spring concert",
    "met_on": "2019-05-11", "source": "own_network", "city": "New York", "country": "US",
    "schools": ["Lakeside College"], "cities": ["Baltimore"], "interests": ["choir"], "custom": {},
    "time_zone": "America/New_York", "tags": ["therapist"], "notes": "Prefers mornings.", "do_not_contact": false,
    "update_every_days": 90,
    "methods": [
        {"kind": "email", "value": "grace@clinic.example", "is_primary": true, "validity": "valid"},
        {"kind": "phone", "label": "work", "value": "+1 410 555 0100", "extension": "42"}
    ]
}))]
pub(crate) struct ContactInput {
    #[schema(min_length = 1, max_length = 200)]
    pub(crate) name: String,
    /// What they do, in a line.
    #[schema(min_length = 1, max_length = 200)]
    pub(crate) headline: Option<String>,
    /// Where they work: an organization of the caller's.
    pub(crate) organization_id: Option<Uuid>,
    /// What they are to the search: any of several.
    #[serde(default)]
    #[schema(max_items = 3)]
    pub(crate) roles: Vec<ContactRole>,
    /// How far along their career they are.
    pub(crate) seniority: Option<Seniority>,
    /// `other` when it is not given.
    pub(crate) relationship: Option<Relationship>,
    /// `cold` when it is not given.
    pub(crate) warmth: Option<Warmth>,
    /// How the two came to know of each other.
    #[schema(min_length = 1, max_length = 1000)]
    pub(crate) how_we_know: Option<String>,
    /// In what surroundings the two met.
    pub(crate) met_in: Option<MetIn>,
    /// Where the two met, such as the name of a conference.
    #[schema(min_length = 1, max_length = 200)]
    pub(crate) met_where: Option<String>,
    pub(crate) met_on: Option<NaiveDate>,
    /// What they were found by; `other` when it is not given. Set at creation, never changed.
    pub(crate) source: Option<Source>,
    /// Where they live or work now.
    #[schema(min_length = 1, max_length = 200)]
    pub(crate) city: Option<String>,
    /// A code of ISO 3166-1 alpha-2. Phone numbers without a country are taken for numbers of this one.
    #[schema(min_length = 2, max_length = 2, pattern = "^[A-Z]{2}$")]
    pub(crate) country: Option<String>,
    /// Schools they went to. As with all lists of words here, of two that differ only in letter case the first stays.
    #[serde(default)]
    #[schema(max_items = 20, min_length = 1, max_length = 200)]
    pub(crate) schools: Vec<String>,
    /// Places they have lived in.
    #[serde(default)]
    #[schema(max_items = 20, min_length = 1, max_length = 200)]
    pub(crate) cities: Vec<String>,
    /// What they like to do or to talk about.
    #[serde(default)]
    #[schema(max_items = 50, min_length = 1, max_length = 100)]
    pub(crate) interests: Vec<String>,
    /// Values by the keys of the caller's custom fields. A patch changes the values it names; null clears one.
    #[serde(default)]
    #[schema(schema_with = custom::schema)]
    pub(crate) custom: BTreeMap<String, Value>,
    /// A time zone of the IANA database.
    #[schema(min_length = 1, max_length = 64)]
    pub(crate) time_zone: Option<String>,
    /// Words to group contacts by. Of two that differ only in letter case the first stays. A comma separates tags in
    /// the filters of a list, so no tag has one.
    #[serde(default)]
    #[schema(
        max_items = 50,
        min_length = 1,
        max_length = 50,
        pattern = r"^[^,\r\n]*$"
    )]
    pub(crate) tags: Vec<String>,
    #[schema(min_length = 1, max_length = 20000)]
    pub(crate) notes: Option<String>,
    /// They asked to be left alone.
    #[serde(default)]
    pub(crate) do_not_contact: bool,
    /// Days between updates to them, once the two have talked. As many as the methodology has when it is not given.
    #[schema(minimum = 7, maximum = 730)]
    pub(crate) update_every_days: Option<i16>,
    /// The ways to reach them, in the order to show them. A patch replaces all of them.
    #[serde(default)]
    #[schema(max_items = 20)]
    pub(crate) methods: Vec<ContactMethodInput>,
}

impl From<&Contact> for ContactInput {
    fn from(contact: &Contact) -> Self {
        let Contact {
            name,
            headline,
            organization_id,
            relationship,
            warmth,
            how_we_know,
            time_zone,
            tags,
            notes,
            do_not_contact,
            update_every_days,
            methods,
            last_contacted_at: _,
            roles,
            seniority,
            met_in,
            met_where,
            met_on,
            source,
            city,
            country,
            schools,
            cities,
            interests,
            custom,
        } = contact;
        let methods = methods.as_slice().iter();
        Self {
            name: name.to_string(),
            headline: headline.as_ref().map(Text::to_string),
            organization_id: organization_id.map(Id::uuid),
            roles: roles.iter().copied().map(Word).collect(),
            seniority: seniority.map(Word),
            relationship: Some(Word(*relationship)),
            warmth: Some(Word(*warmth)),
            how_we_know: how_we_know.as_ref().map(Text::to_string),
            time_zone: time_zone.map(|zone| zone.name().to_owned()),
            met_in: met_in.map(Word),
            met_where: met_where.as_ref().map(Text::to_string),
            met_on: *met_on,
            source: Some(Word(*source)),
            city: city.as_ref().map(Text::to_string),
            country: country.map(|country| country.to_string()),
            schools: schools.to_strings(),
            cities: cities.to_strings(),
            interests: interests.to_strings(),
            custom: custom::write(custom),
            tags: tags.to_strings(),
            notes: notes.as_ref().map(Text::to_string),
            do_not_contact: *do_not_contact,
            update_every_days: update_every_days.map(Whole::get),
            methods: methods.map(ContactMethodInput::from).collect(),
        }
    }
}

impl TryFrom<ContactInput> for Contact {
    type Error = ApiError;

    fn try_from(input: ContactInput) -> Result<Self, ApiError> {
        let ContactInput {
            name,
            headline,
            organization_id,
            relationship,
            warmth,
            how_we_know,
            time_zone,
            tags,
            notes,
            do_not_contact,
            update_every_days,
            methods: given,
            roles,
            seniority,
            met_in,
            met_where,
            met_on,
            source,
            city,
            country,
            schools,
            cities,
            interests,
            custom,
        } = input;
        let time_zone = time_zone.map(|given| zone("/time_zone", &given));
        Ok(Self {
            name: text("/name", &name)?,
            headline: optional_text("/headline", headline.as_deref())?,
            organization_id: organization_id.map(Id::new),
            roles: roles.into_iter().map(|Word(role)| role).collect(),
            seniority: seniority.map(|Word(word)| word),
            relationship: relationship.map_or(contact::Relationship::Other, |Word(word)| word),
            warmth: warmth.map_or(contact::Warmth::Cold, |Word(word)| word),
            how_we_know: optional_text("/how_we_know", how_we_know.as_deref())?,
            time_zone: time_zone.transpose()?,
            met_in: met_in.map(|Word(word)| word),
            met_where: optional_text("/met_where", met_where.as_deref())?,
            met_on,
            source: source.map_or(contact::Source::Other, |Word(word)| word),
            city: optional_text("/city", city.as_deref())?,
            country: optional_country("/country", country.as_deref())?,
            schools: phrases("schools", schools)?,
            cities: phrases("cities", cities)?,
            interests: phrases("interests", interests)?,
            custom: custom::read(custom)?,
            tags: phrases("tags", tags)?,
            notes: optional_text("/notes", notes.as_deref())?,
            do_not_contact,
            update_every_days: update_every_days
                .map(|days| whole("/update_every_days", days))
                .transpose()?,
            methods: methods(given)?,
            last_contacted_at: None,
        })
    }
}
