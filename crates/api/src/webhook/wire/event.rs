//! What is sent.

use chrono::{DateTime, Utc};
use domain::{
    vocabulary::Vocabulary,
    webhook::{Occasion, WebhookMessage},
};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// What is posted to an endpoint: that something changed, not what it now says. Read it by its id, or follow
/// `GET /v1/changes`.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = WebhookEvent, example = json!({
    "type": "interview.created", "timestamp": "2026-01-05T09:00:00Z",
    "data": { "resource": "interview", "id": "019b76da-a800-7000-8000-000000000009", "operation": "created", "seq": 42 }
}))]
pub(crate) struct EventBody {
    /// One of `GET /v1/webhook-event-types`, or `webhook_endpoint.test`.
    #[serde(rename = "type")]
    #[schema(max_length = 100)]
    kind: String,
    /// When it happened.
    timestamp: DateTime<Utc>,
    data: EventData,
}

/// What an event is about.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = WebhookEventData)]
pub(crate) struct EventData {
    /// A resource of the workspace, or `webhook_endpoint` for a test.
    #[schema(max_length = 50)]
    resource: &'static str,
    id: Uuid,
    /// What happened to it; `test` for a test.
    #[schema(max_length = 50)]
    operation: &'static str,
    /// The number of the change in the workspace, higher is later; null for a test.
    #[schema(minimum = 1, maximum = 9_007_199_254_740_991_i64)]
    seq: Option<i64>,
}

impl EventBody {
    pub(in crate::webhook) fn of(message: &WebhookMessage) -> Self {
        let data = match message.occasion {
            Occasion::Change { seq, kind, id } => EventData {
                resource: kind.resource.as_str(),
                id,
                operation: kind.operation.as_str(),
                seq: Some(seq),
            },
            Occasion::Test => EventData {
                resource: "webhook_endpoint",
                id: message.endpoint_id.uuid(),
                operation: "test",
                seq: None,
            },
        };
        Self {
            kind: message.occasion.event_type(),
            timestamp: message.occurred_at,
            data,
        }
    }
}
