//! Organizations on the wire.

use chrono::{DateTime, Utc};
use domain::{
    Stored, Text, WebUrl,
    country::Country,
    organization::{self, Merits, Motivation, Organization, Posting},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    error::ApiError,
    http::Patch,
    wire::{Word, optional_country, optional_text, optional_web_url, text, whole},
};

pub(super) type OrganizationKind = Word<organization::OrganizationKind>;

/// What a person says about an organization.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "name": "Canal Street Clinic", "kind": "employer", "website": "https://clinic.example", "location": "New York",
    "industry": "Health care", "country": "US", "mission": "Every child is understood.",
    "notes": "The clinic on the corner.", "is_target": true, "motivation": 3, "posting": 2, "advocacy": true
}))]
pub(super) struct OrganizationInput {
    #[schema(min_length = 1, max_length = 200)]
    name: String,
    /// `employer` when it is not given.
    kind: Option<OrganizationKind>,
    /// An address that starts with `https://` or `http://`.
    #[schema(min_length = 1, max_length = 2000)]
    website: Option<String>,
    #[schema(min_length = 1, max_length = 200)]
    location: Option<String>,
    /// The line of business, in the person's words.
    #[schema(min_length = 1, max_length = 200)]
    industry: Option<String>,
    /// Where it is at home: two capital letters of ISO 3166-1.
    #[schema(min_length = 2, max_length = 2, pattern = "^[A-Z]{2}$")]
    country: Option<String>,
    /// What the organization says it is for.
    #[schema(min_length = 1, max_length = 5000)]
    mission: Option<String>,
    #[schema(min_length = 1, max_length = 20000)]
    notes: Option<String>,
    /// Whether it is on the target list, which holds 200 at most; `false` when it is not given.
    is_target: Option<bool>,
    /// How much the person wants to work there: 0 does not know it, 1 a little, 2 rather, 3 a dream. 0 when it is not
    /// given.
    #[schema(minimum = 0, maximum = 3)]
    motivation: Option<i16>,
    /// What it advertises: 1 nothing that fits, 2 something near, 3 just the thing. 1 when it is not given.
    #[schema(minimum = 1, maximum = 3)]
    posting: Option<i16>,
    /// Whether somebody there would put in a word; `false` when it is not given.
    advocacy: Option<bool>,
}

pub(super) type OrganizationPatch = Patch<OrganizationInput>;

/// An employer, school or association of interest.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Organization, example = json!({
    "id": "019b76da-a800-7000-8000-000000000007", "object": "organization",
    "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z",
    "name": "Canal Street Clinic", "kind": "employer", "website": "https://clinic.example", "location": "New York",
    "industry": "Health care", "country": "US", "mission": "Every child is understood.",
    "notes": "The clinic on the corner.", "is_target": true, "motivation": 3, "posting": 2, "advocacy": true
}))]
pub(crate) struct OrganizationResponse {
    id: Uuid,
    /// Always `organization`.
    #[schema(max_length = 50)]
    object: &'static str,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    #[schema(max_length = 200)]
    name: String,
    kind: OrganizationKind,
    #[schema(max_length = 2000)]
    website: Option<String>,
    #[schema(max_length = 200)]
    location: Option<String>,
    #[schema(max_length = 200)]
    industry: Option<String>,
    #[schema(max_length = 2)]
    country: Option<String>,
    #[schema(max_length = 5000)]
    mission: Option<String>,
    #[schema(max_length = 20000)]
    notes: Option<String>,
    /// Whether it is on the target list.
    is_target: bool,
    /// From 0, unknown to the person, to 3, a dream.
    #[schema(minimum = 0, maximum = 3)]
    motivation: i16,
    /// From 1, it advertises nothing that fits, to 3, just the thing.
    #[schema(minimum = 1, maximum = 3)]
    posting: i16,
    /// Whether somebody there would put in a word.
    advocacy: bool,
}

impl From<Stored<Organization>> for OrganizationResponse {
    fn from(
        Stored {
            id,
            version: _,
            created_at,
            updated_at,
            value,
        }: Stored<Organization>,
    ) -> Self {
        let Organization {
            name,
            kind,
            website,
            location,
            industry,
            country,
            mission,
            notes,
            is_target,
            merits:
                Merits {
                    motivation,
                    posting,
                    advocacy,
                },
        } = value;
        Self {
            id: id.uuid(),
            object: "organization",
            created_at,
            updated_at,
            name: name.into_string(),
            kind: Word(kind),
            website: website.as_ref().map(WebUrl::to_string),
            location: location.map(Text::into_string),
            industry: industry.map(Text::into_string),
            country: country.as_ref().map(Country::to_string),
            mission: mission.map(Text::into_string),
            notes: notes.map(Text::into_string),
            is_target,
            motivation: motivation.get(),
            posting: posting.get(),
            advocacy,
        }
    }
}

impl From<&Organization> for OrganizationInput {
    fn from(
        Organization {
            name,
            kind,
            website,
            location,
            industry,
            country,
            mission,
            notes,
            is_target,
            merits:
                Merits {
                    motivation,
                    posting,
                    advocacy,
                },
        }: &Organization,
    ) -> Self {
        Self {
            name: name.to_string(),
            kind: Some(Word(*kind)),
            website: website.as_ref().map(WebUrl::to_string),
            location: location.as_ref().map(Text::to_string),
            industry: industry.as_ref().map(Text::to_string),
            country: country.as_ref().map(Country::to_string),
            mission: mission.as_ref().map(Text::to_string),
            notes: notes.as_ref().map(Text::to_string),
            is_target: Some(*is_target),
            motivation: Some(motivation.get()),
            posting: Some(posting.get()),
            advocacy: Some(*advocacy),
        }
    }
}

impl TryFrom<OrganizationInput> for Organization {
    type Error = ApiError;

    fn try_from(
        OrganizationInput {
            name,
            kind,
            website,
            location,
            industry,
            country,
            mission,
            notes,
            is_target,
            motivation,
            posting,
            advocacy,
        }: OrganizationInput,
    ) -> Result<Self, ApiError> {
        Ok(Self {
            name: text("/name", &name)?,
            kind: kind.map_or(organization::OrganizationKind::Employer, |Word(kind)| kind),
            website: optional_web_url("/website", website.as_deref())?,
            location: optional_text("/location", location.as_deref())?,
            industry: optional_text("/industry", industry.as_deref())?,
            country: optional_country("/country", country.as_deref())?,
            mission: optional_text("/mission", mission.as_deref())?,
            notes: optional_text("/notes", notes.as_deref())?,
            is_target: is_target.unwrap_or_default(),
            merits: Merits {
                motivation: whole("/motivation", motivation.unwrap_or(Motivation::MIN.get()))?,
                posting: whole("/posting", posting.unwrap_or(Posting::MIN.get()))?,
                advocacy: advocacy.unwrap_or_default(),
            },
        })
    }
}

crate::change::shown_as!(Organization => OrganizationResponse);
