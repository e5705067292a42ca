//! Contacts as the service shows them.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use domain::{Id, Stored, Text, contact::Contact, whole::Whole};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    custom,
    method::ContactMethodResponse,
    wire::{ContactRole, MetIn, Relationship, Seniority, Source, Warmth},
};
use crate::organization::OrganizationResponse;
use crate::wire::Word;

/// Somebody who can tell what a field of work is like.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Contact, example = json!({
    "id": "019b76da-a800-7000-8000-000000000007", "object": "contact",
    "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z",
    "name": "Grace Okafor", "headline": "Speech therapist", "organization_id": null,
    "roles": ["prospect", "connector"], "seniority": "senior", "relationship": "alum", "warmth": "lukewarm",
    "how_we_know": "We sang in the same choir at school.", "met_in": "school", "met_where": "Spring concert",
    "met_on": "2019-05-11", "source": "own_network", "city": "New York", "country": "US",
    "schools": ["Lakeside College"], "cities": ["Baltimore"], "interests": ["choir"],
    "custom": {"pronouns": "she/her"}, "time_zone": "America/New_York",
    "tags": ["therapist"], "notes": null, "do_not_contact": false,
    "update_every_days": null,
    "methods": [
        {"kind": "email", "label": null, "value": "grace@clinic.example", "extension": null, "is_primary": true,
         "validity": "valid"},
        {"kind": "phone", "label": "work", "value": "+1 410 555 0100", "extension": "42", "is_primary": false,
         "validity": "unverified"}
    ],
    "last_contacted_at": null
}))]
pub(crate) struct ContactResponse {
    id: Uuid,
    /// Always `contact`.
    #[schema(max_length = 50)]
    object: &'static str,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    #[schema(max_length = 200)]
    name: String,
    #[schema(max_length = 200)]
    headline: Option<String>,
    pub(super) organization_id: Option<Uuid>,
    #[schema(max_items = 3)]
    roles: Vec<ContactRole>,
    seniority: Option<Seniority>,
    relationship: Relationship,
    warmth: Warmth,
    #[schema(max_length = 1000)]
    how_we_know: Option<String>,
    met_in: Option<MetIn>,
    #[schema(max_length = 200)]
    met_where: Option<String>,
    met_on: Option<NaiveDate>,
    source: Source,
    #[schema(max_length = 200)]
    city: Option<String>,
    #[schema(max_length = 2)]
    country: Option<String>,
    #[schema(max_items = 20, max_length = 200)]
    schools: Vec<String>,
    #[schema(max_items = 20, max_length = 200)]
    cities: Vec<String>,
    #[schema(max_items = 50, max_length = 100)]
    interests: Vec<String>,
    /// Values by the keys of the caller's custom fields.
    #[schema(schema_with = custom::schema)]
    custom: BTreeMap<String, Value>,
    #[schema(max_length = 64)]
    time_zone: Option<String>,
    #[schema(max_items = 50, max_length = 50)]
    tags: Vec<String>,
    #[schema(max_length = 20000)]
    notes: Option<String>,
    do_not_contact: bool,
    /// Days between updates to them; null for as many as the methodology has.
    #[schema(minimum = 7, maximum = 730)]
    update_every_days: Option<i16>,
    #[schema(max_items = 20)]
    methods: Vec<ContactMethodResponse>,
    /// The last time somebody was reached, by either side, or the last conversation. Kept by the service.
    last_contacted_at: Option<DateTime<Utc>>,
    /// With `expand=organization`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(super) organization: Option<Box<OrganizationResponse>>,
}

impl From<Stored<Contact>> for ContactResponse {
    fn from(
        Stored {
            id,
            version: _,
            created_at,
            updated_at,
            value,
        }: Stored<Contact>,
    ) -> Self {
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
            last_contacted_at,
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
        } = value;
        let methods = methods.into_vec().into_iter();
        Self {
            id: id.uuid(),
            object: "contact",
            created_at,
            updated_at,
            name: name.into_string(),
            headline: headline.map(Text::into_string),
            organization_id: organization_id.map(Id::uuid),
            roles: roles.into_iter().map(Word).collect(),
            seniority: seniority.map(Word),
            relationship: Word(relationship),
            warmth: Word(warmth),
            how_we_know: how_we_know.map(Text::into_string),
            time_zone: time_zone.map(|zone| zone.name().to_owned()),
            met_in: met_in.map(Word),
            met_where: met_where.map(Text::into_string),
            met_on,
            source: Word(source),
            city: city.map(Text::into_string),
            country: country.map(|country| country.to_string()),
            schools: schools.into_strings(),
            cities: cities.into_strings(),
            interests: interests.into_strings(),
            custom: custom::write(&custom),
            tags: tags.into_strings(),
            notes: notes.map(Text::into_string),
            do_not_contact,
            update_every_days: update_every_days.map(Whole::get),
            methods: methods.map(ContactMethodResponse::from).collect(),
            last_contacted_at,
            organization: None,
        }
    }
}

crate::change::shown_as!(Contact => ContactResponse);
