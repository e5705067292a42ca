//! Messages and tries on the wire.

use chrono::{DateTime, Utc};
use domain::{
    Stored, Text,
    webhook::{self, Occasion, WebhookAttempt, WebhookMessage},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::wire::Word;

pub(crate) type WebhookMessageState = Word<webhook::WebhookMessageState>;
type DeliveryOutcome = Word<webhook::DeliveryOutcome>;

/// From when on.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "since": "2026-01-04T09:00:00Z" }))]
pub(in crate::webhook) struct RecoverInput {
    /// In the past, and at most 30 days ago.
    pub(in crate::webhook) since: DateTime<Utc>,
}

/// Which messages.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(in crate::webhook) struct ListWebhookMessages {
    /// Only messages in one of these states.
    #[param(max_items = 3)]
    pub(in crate::webhook) state: Option<Vec<WebhookMessageState>>,
}

/// Which tries.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(in crate::webhook) struct ListWebhookAttempts {
    /// Only tries of this message.
    pub(in crate::webhook) message_id: Option<Uuid>,
}

/// One event for one endpoint.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = WebhookMessage, example = json!({
    "id": "019b76da-a800-7000-8000-000000000008", "object": "webhook_message",
    "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z",
    "webhook_endpoint_id": "019b76da-a800-7000-8000-000000000007", "event_type": "interview.created", "seq": 42,
    "resource_id": "019b76da-a800-7000-8000-000000000009", "occurred_at": "2026-01-05T09:00:00Z",
    "state": "pending", "tries": 1, "next_attempt_at": "2026-01-05T09:00:05Z"
}))]
pub(in crate::webhook) struct WebhookMessageResponse {
    /// It is sent as `webhook-id`, the same at every try.
    id: Uuid,
    /// Always `webhook_message`.
    #[schema(max_length = 50)]
    object: &'static str,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    webhook_endpoint_id: Uuid,
    /// `webhook_endpoint.test` for a test.
    #[schema(max_length = 100)]
    event_type: String,
    /// The number of the change; null for a test.
    #[schema(minimum = 1, maximum = 9_007_199_254_740_991_i64)]
    seq: Option<i64>,
    /// What changed; null for a test.
    resource_id: Option<Uuid>,
    occurred_at: DateTime<Utc>,
    state: WebhookMessageState,
    /// Tries since it was made, or sent once more.
    #[schema(minimum = 0, maximum = 100)]
    tries: u16,
    /// When it is tried next; null when it is not.
    next_attempt_at: Option<DateTime<Utc>>,
}

impl From<Stored<WebhookMessage>> for WebhookMessageResponse {
    fn from(stored: Stored<WebhookMessage>) -> Self {
        let WebhookMessage {
            endpoint_id,
            occasion,
            occurred_at,
            delivery,
        } = stored.value;
        let (seq, resource_id) = match occasion {
            Occasion::Change { seq, id, .. } => (Some(seq), Some(id)),
            Occasion::Test => (None, None),
        };
        Self {
            id: stored.id.uuid(),
            object: "webhook_message",
            created_at: stored.created_at,
            updated_at: stored.updated_at,
            webhook_endpoint_id: endpoint_id.uuid(),
            event_type: occasion.event_type(),
            seq,
            resource_id,
            occurred_at,
            state: Word(delivery.state()),
            tries: delivery.tries(),
            next_attempt_at: delivery.next_at(),
        }
    }
}

/// One try to deliver a message.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = WebhookAttempt, example = json!({
    "id": "019b76da-a800-7000-8000-00000000000a", "object": "webhook_attempt",
    "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z",
    "webhook_endpoint_id": "019b76da-a800-7000-8000-000000000007",
    "webhook_message_id": "019b76da-a800-7000-8000-000000000008", "outcome": "refused", "status": 500,
    "detail": "out of order", "took_ms": 87
}))]
pub(in crate::webhook) struct WebhookAttemptResponse {
    id: Uuid,
    /// Always `webhook_attempt`.
    #[schema(max_length = 50)]
    object: &'static str,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    webhook_endpoint_id: Uuid,
    webhook_message_id: Uuid,
    outcome: DeliveryOutcome,
    /// What the endpoint answered; null when nothing was heard.
    #[schema(minimum = 100, maximum = 999)]
    status: Option<u16>,
    /// The beginning of what the endpoint said, or why nothing was heard.
    #[schema(max_length = 1000)]
    detail: Option<String>,
    /// Milliseconds until it was over.
    #[schema(minimum = 0, maximum = 2_147_483_647)]
    took_ms: i64,
}

impl From<Stored<WebhookAttempt>> for WebhookAttemptResponse {
    fn from(stored: Stored<WebhookAttempt>) -> Self {
        let WebhookAttempt {
            endpoint_id,
            message_id,
            outcome,
            status,
            detail,
            took,
        } = stored.value;
        Self {
            id: stored.id.uuid(),
            object: "webhook_attempt",
            created_at: stored.created_at,
            updated_at: stored.updated_at,
            webhook_endpoint_id: endpoint_id.uuid(),
            webhook_message_id: message_id.uuid(),
            outcome: Word(outcome),
            status,
            detail: detail.map(Text::into_string),
            took_ms: took.num_milliseconds(),
        }
    }
}
