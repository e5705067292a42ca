//! Sites on the wire.

use chrono::{DateTime, Utc};
use domain::{
    Id, Stored, Text,
    country::Country,
    organization::{self, Organization},
    place::{InvalidPlace, Place},
    site::{FoundSite, Site},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    error::ApiError,
    http::Patch,
    wire::{Word, optional_country, optional_text, text},
};

pub(super) type OrganizationKind = Word<organization::OrganizationKind>;

/// What a person says about a site.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "name": "Harbor office", "address": "1 Pier Street", "city": "Baltimore", "country": "US", "phone": "+1 410 555 0100",
    "latitude": 39.2854, "longitude": -76.6132, "is_headquarters": true
}))]
pub(super) struct SiteInput {
    #[schema(min_length = 1, max_length = 200)]
    name: String,
    #[schema(min_length = 1, max_length = 500)]
    address: Option<String>,
    #[schema(min_length = 1, max_length = 200)]
    city: Option<String>,
    /// Two capital letters of ISO 3166-1.
    #[schema(min_length = 2, max_length = 2, pattern = "^[A-Z]{2}$")]
    country: Option<String>,
    #[schema(min_length = 1, max_length = 50)]
    phone: Option<String>,
    /// Degrees north (WGS 84); with a longitude, or not at all.
    #[schema(minimum = -90.0, maximum = 90.0)]
    latitude: Option<f64>,
    /// Degrees east (WGS 84); with a latitude, or not at all.
    #[schema(minimum = -180.0, maximum = 180.0)]
    longitude: Option<f64>,
    /// Whether it is the organization's head office; at most one is. `false` when it is not given.
    is_headquarters: Option<bool>,
}

pub(super) type SitePatch = Patch<SiteInput>;

/// A place where an organization works.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Site, example = json!({
    "id": "019b76da-a800-7000-8000-000000000009", "object": "site",
    "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z",
    "organization_id": "019b76da-a800-7000-8000-000000000007", "name": "Harbor office", "address": "1 Pier Street",
    "city": "Baltimore", "country": "US", "phone": "+1 410 555 0100", "latitude": 39.2854, "longitude": -76.6132,
    "is_headquarters": true
}))]
pub(super) struct SiteResponse {
    id: Uuid,
    /// Always `site`.
    #[schema(max_length = 50)]
    object: &'static str,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    organization_id: Uuid,
    #[schema(max_length = 200)]
    name: String,
    #[schema(max_length = 500)]
    address: Option<String>,
    #[schema(max_length = 200)]
    city: Option<String>,
    #[schema(max_length = 2)]
    country: Option<String>,
    #[schema(max_length = 50)]
    phone: Option<String>,
    /// Degrees north (WGS 84).
    #[schema(minimum = -90.0, maximum = 90.0)]
    latitude: Option<f64>,
    /// Degrees east (WGS 84).
    #[schema(minimum = -180.0, maximum = 180.0)]
    longitude: Option<f64>,
    is_headquarters: bool,
}

/// A site that was looked for.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = FoundSite, example = json!({
    "id": "019b76da-a800-7000-8000-000000000009", "object": "found_site",
    "organization_name": "Canal Street Clinic", "organization_kind": "employer", "distance_km": 1.204,
    "site": {
        "id": "019b76da-a800-7000-8000-000000000009", "object": "site",
        "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z",
        "organization_id": "019b76da-a800-7000-8000-000000000007", "name": "Harbor office", "address": "1 Pier Street",
        "city": "Baltimore", "country": "US", "phone": "+1 410 555 0100", "latitude": 39.2854, "longitude": -76.6132,
        "is_headquarters": true
    }
}))]
pub(super) struct FoundSiteResponse {
    /// That of the site.
    id: Uuid,
    /// Always `found_site`.
    #[schema(max_length = 50)]
    object: &'static str,
    #[schema(max_length = 200)]
    organization_name: String,
    organization_kind: OrganizationKind,
    /// Along the great circle from the place asked for; null when none was. On a sphere, so within half a percent.
    #[schema(minimum = 0.0, maximum = 20100.0)]
    distance_km: Option<f64>,
    site: SiteResponse,
}

impl From<Stored<Site>> for SiteResponse {
    fn from(
        Stored {
            id,
            version: _,
            created_at,
            updated_at,
            value,
        }: Stored<Site>,
    ) -> Self {
        let Site {
            organization_id,
            name,
            address,
            city,
            country,
            phone,
            place,
            is_headquarters,
        } = value;
        Self {
            id: id.uuid(),
            object: "site",
            created_at,
            updated_at,
            organization_id: organization_id.uuid(),
            name: name.into_string(),
            address: address.map(Text::into_string),
            city: city.map(Text::into_string),
            country: country.as_ref().map(Country::to_string),
            phone: phone.map(Text::into_string),
            latitude: place.as_ref().map(Place::latitude),
            longitude: place.as_ref().map(Place::longitude),
            is_headquarters,
        }
    }
}

impl From<FoundSite> for FoundSiteResponse {
    fn from(
        FoundSite {
            site,
            organization_name,
            organization_kind,
            distance_metres,
        }: FoundSite,
    ) -> Self {
        Self {
            id: site.id.uuid(),
            object: "found_site",
            organization_name: organization_name.into_string(),
            organization_kind: Word(organization_kind),
            distance_km: distance_metres.map(|metres| f64::from(metres) / 1000.0),
            site: site.into(),
        }
    }
}

impl From<&Site> for SiteInput {
    fn from(
        Site {
            organization_id: _,
            name,
            address,
            city,
            country,
            phone,
            place,
            is_headquarters,
        }: &Site,
    ) -> Self {
        Self {
            name: name.to_string(),
            address: address.as_ref().map(Text::to_string),
            city: city.as_ref().map(Text::to_string),
            country: country.as_ref().map(Country::to_string),
            phone: phone.as_ref().map(Text::to_string),
            latitude: place.as_ref().map(Place::latitude),
            longitude: place.as_ref().map(Place::longitude),
            is_headquarters: Some(*is_headquarters),
        }
    }
}

impl SiteInput {
    /// The site of this organization that it describes.
    pub(super) fn of(self, organization_id: Id<Organization>) -> Result<Site, ApiError> {
        let Self {
            name,
            address,
            city,
            country,
            phone,
            latitude,
            longitude,
            is_headquarters,
        } = self;
        let refused = |invalid: InvalidPlace| {
            ApiError::field(&format!("/{}", invalid.field()), "coordinates", invalid)
        };
        Ok(Site {
            organization_id,
            name: text("/name", &name)?,
            address: optional_text("/address", address.as_deref())?,
            city: optional_text("/city", city.as_deref())?,
            country: optional_country("/country", country.as_deref())?,
            phone: optional_text("/phone", phone.as_deref())?,
            place: Place::parse(latitude, longitude).map_err(refused)?,
            is_headquarters: is_headquarters.unwrap_or_default(),
        })
    }
}

crate::change::shown_as!(Site => SiteResponse);
