//! Events on the wire.

use chrono::{DateTime, Utc};
use domain::{
    Id, Stored, Text,
    event::{self, AmountMinor, Cost, Currency, Event, Span},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::{
    error::ApiError,
    http::Patch,
    organization::OrganizationResponse,
    wire::{EventSort, Word, instant, optional_text, text, zone},
};

type AttendedAs = Word<event::AttendedAs>;

/// An amount of money.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "amount_minor": 2500, "currency": "USD" }))]
pub(super) struct EventCost {
    /// In the smallest unit of the currency, such as cents.
    #[schema(minimum = 0, maximum = 100_000_000)]
    amount_minor: i32,
    /// The three letters of ISO 4217.
    #[schema(min_length = 3, max_length = 3, pattern = "^[A-Z]{3}$")]
    currency: String,
}

/// What a person says of an event.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "name": "Winter evening of the speech association", "starts_at": "2026-01-08T18:00:00Z",
    "ends_at": "2026-01-08T21:00:00Z", "time_zone": "America/New_York", "place": "Baltimore", "attended_as": "guest",
    "cost": { "amount_minor": 2500, "currency": "USD" }, "note": "Ask for the treasurer."
}))]
pub(super) struct EventInput {
    #[schema(min_length = 1, max_length = 200)]
    name: String,
    /// Whose event it is: an organization of the caller's.
    organization_id: Option<Uuid>,
    starts_at: DateTime<Utc>,
    /// Later than the start.
    ends_at: Option<DateTime<Utc>>,
    /// The IANA zone of the place.
    #[schema(min_length = 1, max_length = 64)]
    time_zone: String,
    #[schema(min_length = 1, max_length = 200)]
    place: Option<String>,
    /// `guest` when it is not given.
    attended_as: Option<AttendedAs>,
    /// Fee and travel together.
    cost: Option<EventCost>,
    #[schema(min_length = 1, max_length = 5000)]
    note: Option<String>,
}

pub(super) type EventPatch = Patch<EventInput>;

/// An occasion to meet people of a field.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Event, example = json!({
    "id": "019b76da-a800-7000-8000-000000000007", "object": "event",
    "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z",
    "name": "Winter evening of the speech association", "organization_id": null,
    "starts_at": "2026-01-08T18:00:00Z", "ends_at": "2026-01-08T21:00:00Z", "time_zone": "America/New_York",
    "place": "Baltimore", "attended_as": "guest", "cost": { "amount_minor": 2500, "currency": "USD" },
    "note": "Ask for the treasurer."
}))]
pub(super) struct EventResponse {
    id: Uuid,
    /// Always `event`.
    #[schema(max_length = 50)]
    object: &'static str,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    #[schema(max_length = 200)]
    name: String,
    pub(super) organization_id: Option<Uuid>,
    starts_at: DateTime<Utc>,
    ends_at: Option<DateTime<Utc>>,
    #[schema(max_length = 64)]
    time_zone: String,
    #[schema(max_length = 200)]
    place: Option<String>,
    attended_as: AttendedAs,
    cost: Option<EventCost>,
    #[schema(max_length = 5000)]
    note: Option<String>,
    /// With `expand=organization`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(super) organization: Option<Box<OrganizationResponse>>,
}

/// Which events.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ListEvents {
    /// Only events of this organization.
    pub(super) organization_id: Option<Uuid>,
    /// Only events attended as one of these.
    #[param(max_items = 3)]
    pub(super) attended_as: Option<Vec<AttendedAs>>,
    /// Only events that start after this moment.
    pub(super) starts_after: Option<DateTime<Utc>>,
    /// Only events that start before this moment.
    pub(super) starts_before: Option<DateTime<Utc>>,
    /// The order; newest first when it is not given.
    pub(super) sort: Option<EventSort>,
}

impl From<Cost> for EventCost {
    fn from(
        Cost {
            amount_minor,
            currency,
        }: Cost,
    ) -> Self {
        Self {
            amount_minor: amount_minor.get(),
            currency: currency.to_string(),
        }
    }
}

impl TryFrom<EventCost> for Cost {
    type Error = ApiError;

    fn try_from(
        EventCost {
            amount_minor,
            currency,
        }: EventCost,
    ) -> Result<Self, ApiError> {
        let amount = AmountMinor::new(amount_minor);
        let currency = Currency::parse(&currency);
        Ok(Self {
            amount_minor: amount
                .map_err(|refused| ApiError::field("/amount_minor", "range", refused))?,
            currency: currency
                .map_err(|refused| ApiError::field("/currency", "pattern", refused))?,
        })
    }
}

impl From<Stored<Event>> for EventResponse {
    fn from(
        Stored {
            id,
            version: _,
            created_at,
            updated_at,
            value,
        }: Stored<Event>,
    ) -> Self {
        let Event {
            name,
            organization_id,
            span,
            zone,
            place,
            attended_as,
            cost,
            note,
        } = value;
        Self {
            id: id.uuid(),
            object: "event",
            created_at,
            updated_at,
            name: name.into_string(),
            organization_id: organization_id.map(Id::uuid),
            starts_at: span.starts_at(),
            ends_at: span.ends_at(),
            time_zone: zone.name().to_owned(),
            place: place.map(Text::into_string),
            attended_as: Word(attended_as),
            cost: cost.map(EventCost::from),
            note: note.map(Text::into_string),
            organization: None,
        }
    }
}

impl From<&Event> for EventInput {
    fn from(
        Event {
            name,
            organization_id,
            span,
            zone,
            place,
            attended_as,
            cost,
            note,
        }: &Event,
    ) -> Self {
        Self {
            name: name.to_string(),
            organization_id: organization_id.map(Id::uuid),
            starts_at: span.starts_at(),
            ends_at: span.ends_at(),
            time_zone: zone.name().to_owned(),
            place: place.as_ref().map(Text::to_string),
            attended_as: Some(Word(*attended_as)),
            cost: cost.map(EventCost::from),
            note: note.as_ref().map(Text::to_string),
        }
    }
}

impl TryFrom<EventInput> for Event {
    type Error = ApiError;

    fn try_from(input: EventInput) -> Result<Self, ApiError> {
        let EventInput {
            name,
            organization_id,
            starts_at,
            ends_at,
            time_zone,
            place,
            attended_as,
            cost,
            note,
        } = input;
        let ends_at = ends_at.map(|at| instant("/ends_at", at)).transpose()?;
        let span = Span::new(instant("/starts_at", starts_at)?, ends_at);
        let cost = cost.map(Cost::try_from).transpose();
        Ok(Self {
            name: text("/name", &name)?,
            organization_id: organization_id.map(Id::new),
            span: span.map_err(|refused| ApiError::field("/ends_at", "order", refused))?,
            zone: zone("/time_zone", &time_zone)?,
            place: optional_text("/place", place.as_deref())?,
            attended_as: attended_as.map_or(event::AttendedAs::Guest, |Word(word)| word),
            cost: cost.map_err(|refused| refused.below("/cost"))?,
            note: optional_text("/note", note.as_deref())?,
        })
    }
}

crate::change::shown_as!(Event => EventResponse);
