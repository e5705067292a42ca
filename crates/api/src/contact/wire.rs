//! Contacts on the wire.

use chrono::{DateTime, Utc};
use domain::{
    Id, Stored, Text,
    contact::{self, Contact, InvalidTags, Tags},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::method::{ContactMethodInput, ContactMethodResponse, methods};
use crate::{
    error::ApiError,
    wire::{Word, optional_text, text, text_code, zone},
};

pub(crate) type Relationship = Word<contact::Relationship>;
pub(crate) type Warmth = Word<contact::Warmth>;

/// What a person says about a contact.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "name": "Grace Okafor", "headline": "Speech therapist", "relationship": "alum", "warmth": "lukewarm",
    "how_we_know": "We sang in the same choir at school.", "time_zone": "America/New_York", "tags": ["therapist"],
    "methods": [
        {"kind": "email", "value": "grace@clinic.example", "is_primary": true},
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
    /// `other` when it is not given.
    pub(crate) relationship: Option<Relationship>,
    /// `cold` when it is not given.
    pub(crate) warmth: Option<Warmth>,
    /// How the two came to know of each other.
    #[schema(min_length = 1, max_length = 1000)]
    pub(crate) how_we_know: Option<String>,
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
    /// The ways to reach them, in the order to show them. A patch replaces all of them.
    #[serde(default)]
    #[schema(max_items = 20)]
    pub(crate) methods: Vec<ContactMethodInput>,
}

/// Somebody who can tell what a field of work is like.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Contact, example = json!({
    "id": "019b76da-a800-7000-8000-000000000007", "object": "contact",
    "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z",
    "name": "Grace Okafor", "headline": "Speech therapist", "organization_id": null, "relationship": "alum",
    "warmth": "lukewarm", "how_we_know": "We sang in the same choir at school.", "time_zone": "America/New_York",
    "tags": ["therapist"], "notes": null, "do_not_contact": false,
    "methods": [
        {"kind": "email", "label": null, "value": "grace@clinic.example", "extension": null, "is_primary": true},
        {"kind": "phone", "label": "work", "value": "+1 410 555 0100", "extension": "42", "is_primary": false}
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
    organization_id: Option<Uuid>,
    relationship: Relationship,
    warmth: Warmth,
    #[schema(max_length = 1000)]
    how_we_know: Option<String>,
    #[schema(max_length = 64)]
    time_zone: Option<String>,
    #[schema(max_items = 50, max_length = 50)]
    tags: Vec<String>,
    #[schema(max_length = 20000)]
    notes: Option<String>,
    do_not_contact: bool,
    #[schema(max_items = 20)]
    methods: Vec<ContactMethodResponse>,
    /// The last time somebody was reached, by either side, or the last conversation. Kept by the service.
    last_contacted_at: Option<DateTime<Utc>>,
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
            methods,
            last_contacted_at,
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
            relationship: Word(relationship),
            warmth: Word(warmth),
            how_we_know: how_we_know.map(Text::into_string),
            time_zone: time_zone.map(|zone| zone.name().to_owned()),
            tags: tags.into_strings(),
            notes: notes.map(Text::into_string),
            do_not_contact,
            methods: methods.map(ContactMethodResponse::from).collect(),
            last_contacted_at,
        }
    }
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
            methods,
            last_contacted_at: _,
        } = contact;
        let methods = methods.as_slice().iter();
        Self {
            name: name.to_string(),
            headline: headline.as_ref().map(Text::to_string),
            organization_id: organization_id.map(Id::uuid),
            relationship: Some(Word(*relationship)),
            warmth: Some(Word(*warmth)),
            how_we_know: how_we_know.as_ref().map(Text::to_string),
            time_zone: time_zone.map(|zone| zone.name().to_owned()),
            tags: tags.clone().into_strings(),
            notes: notes.as_ref().map(Text::to_string),
            do_not_contact: *do_not_contact,
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
            methods: given,
        } = input;
        let time_zone = time_zone.map(|given| zone("/time_zone", &given));
        Ok(Self {
            name: text("/name", &name)?,
            headline: optional_text("/headline", headline.as_deref())?,
            organization_id: organization_id.map(Id::new),
            relationship: relationship.map_or(contact::Relationship::Other, |Word(word)| word),
            warmth: warmth.map_or(contact::Warmth::Cold, |Word(word)| word),
            how_we_know: optional_text("/how_we_know", how_we_know.as_deref())?,
            time_zone: time_zone.transpose()?,
            tags: Tags::parse(tags).map_err(invalid_tags)?,
            notes: optional_text("/notes", notes.as_deref())?,
            do_not_contact,
            methods: methods(given)?,
            last_contacted_at: None,
        })
    }
}

fn invalid_tags(refused: InvalidTags) -> ApiError {
    let code = match refused {
        InvalidTags::TooMany { .. } => "max_items",
        InvalidTags::Tag { problem, .. } => text_code(problem),
    };
    ApiError::field(&format!("/{}", refused.path()), code, refused)
}
