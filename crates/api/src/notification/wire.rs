//! Notifications on the wire.

use chrono::{DateTime, Utc};
use domain::{
    Stored,
    notification::{self, Hour, Lead, Notifications},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{error::ApiError, http::Patch, wire::Word};

type DigestDays = Word<notification::DigestDays>;

/// What a person wants to be told by mail.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "digest": "weekdays", "digest_hour": 7, "interview_lead_minutes": 60, "follow_up_lead_minutes": 240
}))]
pub(super) struct NotificationsInput {
    /// On which days the digest of what is overdue and due comes.
    digest: DigestDays,
    /// At which hour of the account's time zone it comes.
    #[schema(minimum = 0, maximum = 23)]
    digest_hour: i64,
    /// How many minutes before an interview a reminder comes; null for none.
    #[schema(minimum = 1, maximum = 10080)]
    interview_lead_minutes: Option<i64>,
    /// How many minutes before something owed is late, such as a thank-you, a reminder comes; null for none.
    #[schema(minimum = 1, maximum = 10080)]
    follow_up_lead_minutes: Option<i64>,
}

pub(super) type NotificationsPatch = Patch<NotificationsInput>;

/// What the caller wants to be told by mail. There is one for each account, with the account's id.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Notifications, example = json!({
    "id": "019b76da-a800-7000-8000-000000000001", "object": "notifications",
    "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z",
    "digest": "weekdays", "digest_hour": 7, "interview_lead_minutes": 60, "follow_up_lead_minutes": 240
}))]
pub(super) struct NotificationsResponse {
    id: Uuid,
    /// Always `notifications`.
    #[schema(max_length = 50)]
    object: &'static str,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    digest: DigestDays,
    #[schema(minimum = 0, maximum = 23)]
    digest_hour: i64,
    #[schema(minimum = 1, maximum = 10080)]
    interview_lead_minutes: Option<i64>,
    #[schema(minimum = 1, maximum = 10080)]
    follow_up_lead_minutes: Option<i64>,
}

impl From<&Notifications> for NotificationsInput {
    fn from(
        Notifications {
            digest,
            digest_hour,
            interview_lead,
            follow_up_lead,
        }: &Notifications,
    ) -> Self {
        Self {
            digest: Word(*digest),
            digest_hour: digest_hour.get().into(),
            interview_lead_minutes: interview_lead.map(Lead::as_minutes),
            follow_up_lead_minutes: follow_up_lead.map(Lead::as_minutes),
        }
    }
}

impl TryFrom<NotificationsInput> for Notifications {
    type Error = ApiError;

    fn try_from(input: NotificationsInput) -> Result<Self, ApiError> {
        let NotificationsInput {
            digest,
            digest_hour,
            interview_lead_minutes,
            follow_up_lead_minutes,
        } = input;
        let hour = u8::try_from(digest_hour).map_err(|_far| notification::NoHour);
        let hour = hour.and_then(Hour::new);
        let lead = |pointer, minutes: Option<i64>| {
            let lead = minutes.map(Lead::minutes).transpose();
            lead.map_err(|none| ApiError::field(pointer, "range", none))
        };
        Ok(Self {
            digest: digest.0,
            digest_hour: hour.map_err(|none| ApiError::field("/digest_hour", "range", none))?,
            interview_lead: lead("/interview_lead_minutes", interview_lead_minutes)?,
            follow_up_lead: lead("/follow_up_lead_minutes", follow_up_lead_minutes)?,
        })
    }
}

impl From<Stored<Notifications>> for NotificationsResponse {
    fn from(
        Stored {
            id,
            version: _,
            created_at,
            updated_at,
            value,
        }: Stored<Notifications>,
    ) -> Self {
        let NotificationsInput {
            digest,
            digest_hour,
            interview_lead_minutes,
            follow_up_lead_minutes,
        } = NotificationsInput::from(&value);
        Self {
            id: id.uuid(),
            object: "notifications",
            created_at,
            updated_at,
            digest,
            digest_hour,
            interview_lead_minutes,
            follow_up_lead_minutes,
        }
    }
}
