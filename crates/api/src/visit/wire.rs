//! Visits on the wire.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    Stored, Text,
    place::{InvalidPlace, Place},
    visit::{self, Days, InvalidDays, Visit},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::neighbor::VisitSummary;
use crate::{
    error::ApiError,
    http::Patch,
    wire::{VisitSort, Word, country, optional_text, text, zone},
};

type VisitState = Word<visit::VisitState>;

/// Days in a city.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "city": "Baltimore", "region": "Maryland", "country": "US", "starts_on": "2026-10-10", "ends_on": "2026-10-15",
    "time_zone": "America/New_York", "latitude": 39.2904, "longitude": -76.6122, "purpose": "A cousin's wedding",
    "notes": "The mornings are free."
}))]
pub(super) struct VisitInput {
    #[schema(min_length = 1, max_length = 200)]
    city: String,
    #[schema(min_length = 1, max_length = 200)]
    region: Option<String>,
    /// Two capital letters of ISO 3166-1.
    #[schema(min_length = 2, max_length = 2, pattern = "^[A-Z]{2}$")]
    country: String,
    /// The first day.
    starts_on: NaiveDate,
    /// The last day; a visit has at most 90.
    ends_on: NaiveDate,
    /// The IANA zone of the city: its days are counted there.
    #[schema(min_length = 1, max_length = 64)]
    time_zone: String,
    /// Degrees north (WGS 84); with a longitude, or not at all. Suggestions look around it.
    #[schema(minimum = -90.0, maximum = 90.0)]
    latitude: Option<f64>,
    /// Degrees east (WGS 84); with a latitude, or not at all.
    #[schema(minimum = -180.0, maximum = 180.0)]
    longitude: Option<f64>,
    /// Why one is there anyway.
    #[schema(min_length = 1, max_length = 200)]
    purpose: Option<String>,
    #[schema(min_length = 1, max_length = 20000)]
    notes: Option<String>,
    /// `planned` when it is not given.
    state: Option<VisitState>,
}

pub(super) type VisitPatch = Patch<VisitInput>;

/// Days in a city that many outreaches can propose.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Visit, example = json!({
    "id": "019b76da-a800-7000-8000-000000000009", "object": "visit",
    "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z",
    "city": "Baltimore", "region": "Maryland", "country": "US", "starts_on": "2026-10-10", "ends_on": "2026-10-15",
    "time_zone": "America/New_York", "latitude": 39.2904, "longitude": -76.6122, "purpose": "A cousin's wedding",
    "notes": "The mornings are free.", "state": "planned"
}))]
pub(super) struct VisitResponse {
    pub(super) id: Uuid,
    /// Always `visit`.
    #[schema(max_length = 50)]
    object: &'static str,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    #[schema(max_length = 200)]
    city: String,
    #[schema(max_length = 200)]
    region: Option<String>,
    #[schema(max_length = 2)]
    country: String,
    starts_on: NaiveDate,
    ends_on: NaiveDate,
    #[schema(max_length = 64)]
    time_zone: String,
    /// Degrees north (WGS 84).
    #[schema(minimum = -90.0, maximum = 90.0)]
    latitude: Option<f64>,
    /// Degrees east (WGS 84).
    #[schema(minimum = -180.0, maximum = 180.0)]
    longitude: Option<f64>,
    #[schema(max_length = 200)]
    purpose: Option<String>,
    #[schema(max_length = 20000)]
    notes: Option<String>,
    state: VisitState,
    /// With `expand=summary`, and in the answer to a write.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(super) summary: Option<Box<VisitSummary>>,
}

/// Which visits.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ListVisits {
    /// Only visits in one of these states.
    #[param(max_items = 2)]
    pub(super) state: Option<Vec<VisitState>>,
    /// Only visits to this city, without regard to letter case and accents.
    #[param(min_length = 1, max_length = 200)]
    pub(super) city: Option<String>,
    /// Only visits to this country, by its two letters.
    #[param(min_length = 2, max_length = 2, pattern = "^[A-Z]{2}$", example = "US")]
    pub(super) country: Option<String>,
    /// Only visits that this outreach proposes.
    pub(super) outreach_id: Option<Uuid>,
    /// Only visits whose last day is not over everywhere on earth.
    pub(super) upcoming: Option<bool>,
    /// Only visits with a day on or after this one.
    pub(super) on_or_after: Option<NaiveDate>,
    /// Only visits with a day on or before this one.
    pub(super) on_or_before: Option<NaiveDate>,
    /// The order; newest first when it is not given.
    pub(super) sort: Option<VisitSort>,
}

impl From<Stored<Visit>> for VisitResponse {
    fn from(
        Stored {
            id,
            version: _,
            created_at,
            updated_at,
            value,
        }: Stored<Visit>,
    ) -> Self {
        let Visit {
            city,
            region,
            country,
            days,
            zone,
            place,
            purpose,
            notes,
            state,
        } = value;
        Self {
            id: id.uuid(),
            object: "visit",
            created_at,
            updated_at,
            city: city.into_string(),
            region: region.map(Text::into_string),
            country: country.to_string(),
            starts_on: days.starts_on(),
            ends_on: days.ends_on(),
            time_zone: zone.name().to_owned(),
            latitude: place.as_ref().map(Place::latitude),
            longitude: place.as_ref().map(Place::longitude),
            purpose: purpose.map(Text::into_string),
            notes: notes.map(Text::into_string),
            state: Word(state),
            summary: None,
        }
    }
}

impl From<&Visit> for VisitInput {
    fn from(
        Visit {
            city,
            region,
            country,
            days,
            zone,
            place,
            purpose,
            notes,
            state,
        }: &Visit,
    ) -> Self {
        Self {
            city: city.to_string(),
            region: region.as_ref().map(Text::to_string),
            country: country.to_string(),
            starts_on: days.starts_on(),
            ends_on: days.ends_on(),
            time_zone: zone.name().to_owned(),
            latitude: place.as_ref().map(Place::latitude),
            longitude: place.as_ref().map(Place::longitude),
            purpose: purpose.as_ref().map(Text::to_string),
            notes: notes.as_ref().map(Text::to_string),
            state: Some(Word(*state)),
        }
    }
}

impl TryFrom<VisitInput> for Visit {
    type Error = ApiError;

    fn try_from(input: VisitInput) -> Result<Self, ApiError> {
        let VisitInput {
            city,
            region,
            country: code,
            starts_on,
            ends_on,
            time_zone,
            latitude,
            longitude,
            purpose,
            notes,
            state,
        } = input;
        let elsewhere = |invalid: InvalidPlace| {
            ApiError::field(&format!("/{}", invalid.field()), "coordinates", invalid)
        };
        let days = Days::new(starts_on, ends_on).map_err(|invalid| {
            let code = match invalid {
                InvalidDays::EndsBeforeItStarts => "order",
                InvalidDays::TooMany => "too_many_days",
            };
            ApiError::field("/ends_on", code, invalid)
        });
        Ok(Self {
            city: text("/city", &city)?,
            region: optional_text("/region", region.as_deref())?,
            country: country("/country", &code)?,
            days: days?,
            zone: zone("/time_zone", &time_zone)?,
            place: Place::parse(latitude, longitude).map_err(elsewhere)?,
            purpose: optional_text("/purpose", purpose.as_deref())?,
            notes: optional_text("/notes", notes.as_deref())?,
            state: state.map_or(visit::VisitState::Planned, |Word(state)| state),
        })
    }
}

crate::change::shown_as!(Visit => VisitResponse);
