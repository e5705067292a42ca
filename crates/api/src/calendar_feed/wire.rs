//! Calendar feeds and calendars on the wire.

use chrono::{DateTime, Utc};
use domain::{
    Stored,
    calendar_feed::{self, CalendarFeed, Parts},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    error::ApiError,
    wire::{Word, text},
};

pub(super) type CalendarPart = Word<calendar_feed::CalendarPart>;

/// A calendar to subscribe to.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "name": "Conversations", "holds": ["interviews", "visits", "follow_ups"] }))]
pub(super) struct CalendarFeedInput {
    /// What calendars show it as.
    #[schema(min_length = 1, max_length = 200)]
    name: String,
    #[schema(min_items = 1, max_items = 3)]
    holds: Vec<CalendarPart>,
}

impl TryFrom<CalendarFeedInput> for CalendarFeed {
    type Error = ApiError;

    fn try_from(CalendarFeedInput { name, holds }: CalendarFeedInput) -> Result<Self, Self::Error> {
        let holds = Parts::new(Word::list(Some(holds)));
        Ok(Self {
            name: text("/name", &name)?,
            holds: holds.map_err(|nothing| ApiError::field("/holds", "min_items", nothing))?,
            last_fetched_at: None,
        })
    }
}

/// A calendar that other programs subscribe to.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = CalendarFeed, example = json!({
    "id": "019b76da-a800-7000-8000-000000000007", "object": "calendar_feed",
    "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z",
    "name": "Conversations", "holds": ["interviews", "visits", "follow_ups"], "last_fetched_at": null
}))]
pub(super) struct CalendarFeedResponse {
    id: Uuid,
    /// Always `calendar_feed`.
    #[schema(max_length = 50)]
    object: &'static str,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    #[schema(max_length = 200)]
    name: String,
    #[schema(min_items = 1, max_items = 3)]
    holds: Vec<CalendarPart>,
    /// When a program last asked for it, noted at most once an hour; null until one has.
    last_fetched_at: Option<DateTime<Utc>>,
}

impl From<Stored<CalendarFeed>> for CalendarFeedResponse {
    fn from(
        Stored {
            id,
            version: _,
            created_at,
            updated_at,
            value,
        }: Stored<CalendarFeed>,
    ) -> Self {
        let CalendarFeed {
            name,
            holds,
            last_fetched_at,
        } = value;
        Self {
            id: id.uuid(),
            object: "calendar_feed",
            created_at,
            updated_at,
            name: name.into_string(),
            holds: holds.as_slice().iter().copied().map(Word).collect(),
            last_fetched_at,
        }
    }
}

/// A new feed with the address that is told this once.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = NewCalendarFeed, example = json!({
    "id": "019b76da-a800-7000-8000-000000000007", "object": "calendar_feed",
    "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z",
    "name": "Conversations", "holds": ["interviews", "visits", "follow_ups"], "last_fetched_at": null,
    "url": "http://127.0.0.1:8080/calendar/MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY.ics"
}))]
pub(super) struct NewCalendarFeedResponse {
    #[serde(flatten)]
    pub(super) feed: CalendarFeedResponse,
    /// Whoever knows it reads the calendar, without a token. Subscribe to it, and keep it to yourself.
    #[schema(format = "uri", max_length = 2000)]
    pub(super) url: String,
}

/// A calendar (RFC 5545, RFC 7986) in UTF-8, its lines folded at 75 octets.
#[derive(Debug, ToSchema)]
#[schema(value_type = String, max_length = 10_485_760,
    example = json!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Rapport//Rapport 1//EN\r\nBEGIN:VEVENT\r\nUID:019b76da-a800-7000-8000-000000000009\r\nDTSTAMP:20260105T090000Z\r\nSEQUENCE:0\r\nDTSTART:20260108T140000Z\r\nDTEND:20260108T142000Z\r\nSUMMARY:Meet Grace Okafor\r\nSTATUS:CONFIRMED\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"))]
pub(crate) struct CalendarFile(
    #[expect(dead_code, reason = "stands for the file in the document")] String,
);
