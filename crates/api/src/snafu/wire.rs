//! Snafus on the wire.

use chrono::{DateTime, Utc};
use domain::{
    Id, Stored, Text,
    snafu::{self, About, Resolution, Snafu},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    error::ApiError,
    http::Patch,
    wire::{Word, instant, optional_text},
};

pub(crate) type SnafuCause = Word<snafu::SnafuCause>;

/// What went wrong, about a contact or an organization, or both.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "contact_id": "019b76da-a800-7000-8000-000000000005", "organization_id": null, "attempt_id": null,
    "cause": "misspelled_name", "lesson": "She is Joann, not Joanne.", "happened_at": "2026-01-05T09:00:00Z"
}))]
pub(super) struct SnafuInput {
    contact_id: Option<Uuid>,
    organization_id: Option<Uuid>,
    /// The attempt that it happened to.
    attempt_id: Option<Uuid>,
    cause: SnafuCause,
    /// What to do better next time; what the cause usually teaches when it is not given.
    #[schema(min_length = 1, max_length = 5000)]
    lesson: Option<String>,
    /// When it happened; now when it is not given.
    happened_at: Option<DateTime<Utc>>,
}

pub(super) type SnafuPatch = Patch<SnafuInput>;

/// How it was made good.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "note": "Wrote again under the right name." }))]
pub(super) struct SnafuResolutionInput {
    #[schema(min_length = 1, max_length = 5000)]
    note: Option<String>,
}

/// What went wrong, and its lesson. It is deleted with any of what it is about.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Snafu, example = json!({
    "id": "019b76da-a800-7000-8000-000000000009", "object": "snafu",
    "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z",
    "contact_id": "019b76da-a800-7000-8000-000000000005", "organization_id": null, "attempt_id": null,
    "cause": "misspelled_name", "lesson": "She is Joann, not Joanne.", "happened_at": "2026-01-05T09:00:00Z",
    "resolved_at": null, "resolution": null
}))]
pub(crate) struct SnafuResponse {
    id: Uuid,
    /// Always `snafu`.
    #[schema(max_length = 50)]
    object: &'static str,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    contact_id: Option<Uuid>,
    organization_id: Option<Uuid>,
    /// The attempt that it happened to; null also when that is gone.
    attempt_id: Option<Uuid>,
    cause: SnafuCause,
    #[schema(max_length = 5000)]
    lesson: String,
    happened_at: DateTime<Utc>,
    /// Null while it is open: until then the check before sending tells it.
    resolved_at: Option<DateTime<Utc>>,
    #[schema(max_length = 5000)]
    resolution: Option<String>,
}

impl From<Stored<Snafu>> for SnafuResponse {
    fn from(
        Stored {
            id,
            version: _,
            created_at,
            updated_at,
            value,
        }: Stored<Snafu>,
    ) -> Self {
        let Snafu {
            about,
            attempt_id,
            cause,
            lesson,
            happened_at,
            resolution,
        } = value;
        let (resolved_at, note) = resolution.map(|one| (one.at, one.note)).unzip();
        Self {
            id: id.uuid(),
            object: "snafu",
            created_at,
            updated_at,
            contact_id: about.contact_id().map(Id::uuid),
            organization_id: about.organization_id().map(Id::uuid),
            attempt_id: attempt_id.map(Id::uuid),
            cause: Word(cause),
            lesson: lesson.into_string(),
            happened_at,
            resolved_at,
            resolution: note.flatten().map(Text::into_string),
        }
    }
}

impl From<&Snafu> for SnafuInput {
    fn from(
        Snafu {
            about,
            attempt_id,
            cause,
            lesson,
            happened_at,
            // By resolving and opening again alone.
            resolution: _,
        }: &Snafu,
    ) -> Self {
        Self {
            contact_id: about.contact_id().map(Id::uuid),
            organization_id: about.organization_id().map(Id::uuid),
            attempt_id: attempt_id.map(Id::uuid),
            cause: Word(*cause),
            lesson: Some(lesson.to_string()),
            happened_at: Some(*happened_at),
        }
    }
}

impl SnafuInput {
    /// Open, at `now` unless it says when.
    pub(super) fn read(self, now: DateTime<Utc>) -> Result<Snafu, ApiError> {
        let Self {
            contact_id,
            organization_id,
            attempt_id,
            cause: Word(cause),
            lesson,
            happened_at,
        } = self;
        let about = About::of(contact_id.map(Id::new), organization_id.map(Id::new));
        let lesson = optional_text("/lesson", lesson.as_deref())?;
        let happened_at = happened_at.map_or(Ok(now), |at| instant("/happened_at", at))?;
        if happened_at > now {
            let detail = "must not be in the future";
            return Err(ApiError::field("/happened_at", "in_future", detail));
        }
        Ok(Snafu {
            about: about
                .map_err(|nobody| ApiError::field("/contact_id", "about_nobody", nobody))?,
            attempt_id: attempt_id.map(Id::new),
            cause,
            lesson: lesson.unwrap_or_else(|| cause.usual_lesson()),
            happened_at,
            resolution: None,
        })
    }
}

impl SnafuResolutionInput {
    pub(super) fn read(self, at: DateTime<Utc>) -> Result<Resolution, ApiError> {
        let note = optional_text("/note", self.note.as_deref())?;
        Ok(Resolution { at, note })
    }
}

crate::change::shown_as!(Snafu => SnafuResponse);
