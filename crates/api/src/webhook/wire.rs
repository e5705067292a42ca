//! Webhooks on the wire: endpoints, messages and tries, and what is sent.

use chrono::{DateTime, Utc};
use domain::{
    Stored, Text,
    vocabulary::Vocabulary,
    webhook::{
        self, EventType, EventTypes, InvalidEventTypes, Occasion, Secrets, WebhookAttempt,
        WebhookEndpoint, WebhookMessage,
    },
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::guard::Forbidden;
use crate::{
    auth::Scope,
    change::{ChangeOperationWord, ChangedResourceWord, scope},
    error::ApiError,
    http::Patch,
    wire::{Word, optional_text, web_url},
};

pub(crate) type EndpointState = Word<webhook::EndpointState>;
type DisabledReason = Word<webhook::DisabledReason>;
pub(crate) type WebhookMessageState = Word<webhook::WebhookMessageState>;
type DeliveryOutcome = Word<webhook::DeliveryOutcome>;
pub(super) type WebhookEndpointPatch = Patch<WebhookEndpointInput>;

/// Where another program wants to be told of changes, and of which.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "url": "https://hooks.example.org/rapport", "description": "Dashboard of the career center",
    "event_types": ["interview.created", "interview.updated"], "state": "enabled"
}))]
pub(super) struct WebhookEndpointInput {
    /// Messages are posted to it: https, at port 443 or 8443, on the public internet. Redirects are not followed.
    #[schema(min_length = 1, max_length = 2000, format = "uri")]
    pub(super) url: String,
    #[serde(default)]
    #[schema(min_length = 1, max_length = 500)]
    description: Option<String>,
    /// Of `GET /v1/webhook-event-types`; null for whatever happens, also what there is no type for yet. The token must
    /// permit to read the resources.
    #[serde(default)]
    #[schema(
        min_items = 1,
        max_items = 500,
        max_length = 100,
        pattern = "^[a-z_]+[.][a-z]+$"
    )]
    event_types: Option<Vec<String>>,
    /// While it is disabled nothing is sent, and what happens is left out. Enabled when it is not given.
    #[serde(default = "enabled")]
    state: EndpointState,
}

fn enabled() -> EndpointState {
    Word(webhook::EndpointState::Enabled)
}

impl WebhookEndpointInput {
    /// The endpoint that this makes of another, or of none.
    pub(super) fn read(
        self,
        secrets: Secrets,
        before: Option<webhook::DisabledReason>,
    ) -> Result<WebhookEndpoint, ApiError> {
        let Self {
            url,
            description,
            event_types,
            state: Word(state),
        } = self;
        Ok(WebhookEndpoint {
            url: web_url("/url", &url)?,
            description: optional_text("/description", description.as_deref())?,
            event_types: event_types.map_or(Ok(EventTypes::All), |types| read_types(&types))?,
            disabled: match state {
                webhook::EndpointState::Enabled => None,
                webhook::EndpointState::Disabled => {
                    Some(before.unwrap_or(webhook::DisabledReason::Owner))
                }
            },
            secrets,
        })
    }
}

fn read_types(given: &[String]) -> Result<EventTypes, ApiError> {
    let types = given.iter().enumerate().map(|(place, text)| {
        let pointer = format!("/event_types/{place}");
        EventType::parse(text)
            .map_err(|unknown| ApiError::field(&pointer, "unknown_event_type", unknown))
    });
    EventTypes::only(types.collect::<Result<_, _>>()?).map_err(|refused| {
        let InvalidEventTypes::None = refused;
        ApiError::field("/event_types", "min_items", refused)
    })
}

impl From<&WebhookEndpoint> for WebhookEndpointInput {
    fn from(endpoint: &WebhookEndpoint) -> Self {
        Self {
            url: endpoint.url.to_string(),
            description: endpoint.description.as_ref().map(Text::to_string),
            event_types: names(&endpoint.event_types),
            state: Word(endpoint.state()),
        }
    }
}

fn names(types: &EventTypes) -> Option<Vec<String>> {
    match types {
        EventTypes::All => None,
        EventTypes::Only(types) => Some(types.iter().map(ToString::to_string).collect()),
    }
}

impl From<Forbidden> for ApiError {
    fn from(forbidden: Forbidden) -> Self {
        Self::field("/url", forbidden.code(), forbidden)
    }
}

/// Where another program is told of changes.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = WebhookEndpoint, example = json!({
    "id": "019b76da-a800-7000-8000-000000000007", "object": "webhook_endpoint",
    "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z",
    "url": "https://hooks.example.org/rapport", "description": "Dashboard of the career center",
    "event_types": ["interview.created", "interview.updated"], "state": "enabled", "disabled_reason": null
}))]
pub(super) struct WebhookEndpointResponse {
    id: Uuid,
    /// Always `webhook_endpoint`.
    #[schema(max_length = 50)]
    object: &'static str,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    #[schema(max_length = 2000, format = "uri")]
    url: String,
    #[schema(max_length = 500)]
    description: Option<String>,
    /// Null: whatever happens.
    #[schema(max_items = 500, max_length = 100)]
    event_types: Option<Vec<String>>,
    state: EndpointState,
    /// Null while it is enabled.
    disabled_reason: Option<DisabledReason>,
}

impl From<Stored<WebhookEndpoint>> for WebhookEndpointResponse {
    fn from(stored: Stored<WebhookEndpoint>) -> Self {
        let state = Word(stored.value.state());
        let WebhookEndpoint {
            url,
            description,
            event_types,
            disabled,
            secrets: _,
        } = stored.value;
        Self {
            id: stored.id.uuid(),
            object: "webhook_endpoint",
            created_at: stored.created_at,
            updated_at: stored.updated_at,
            url: url.to_string(),
            description: description.map(Text::into_string),
            event_types: names(&event_types),
            state,
            disabled_reason: disabled.map(Word),
        }
    }
}

/// A new endpoint, with what signs its messages.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = NewWebhookEndpoint, example = json!({
    "id": "019b76da-a800-7000-8000-000000000007", "object": "webhook_endpoint",
    "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z",
    "url": "https://hooks.example.org/rapport", "description": "Dashboard of the career center",
    "event_types": ["interview.created", "interview.updated"], "state": "enabled", "disabled_reason": null,
    "secret": "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="
}))]
pub(super) struct NewWebhookEndpointResponse {
    #[serde(flatten)]
    pub(super) endpoint: WebhookEndpointResponse,
    /// Give it to the library that verifies messages, and keep it to yourself.
    #[schema(max_length = 100)]
    pub(super) secret: String,
}

/// What signs the messages of an endpoint.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "object": "webhook_secret", "secret": "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
    "previous_until": "2026-01-06T09:00:00Z"
}))]
pub(super) struct WebhookSecret {
    /// Always `webhook_secret`.
    #[schema(max_length = 50)]
    pub(super) object: &'static str,
    /// Give it to the library that verifies messages, and keep it to yourself.
    #[schema(max_length = 100)]
    pub(super) secret: String,
    /// Until when the secret before it signs beside it; null when it no longer does.
    pub(super) previous_until: Option<DateTime<Utc>>,
}

/// From when on.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "since": "2026-01-04T09:00:00Z" }))]
pub(super) struct RecoverInput {
    /// In the past, and at most 30 days ago.
    pub(super) since: DateTime<Utc>,
}

/// Which messages.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ListWebhookMessages {
    /// Only messages in one of these states.
    #[param(max_items = 3)]
    pub(super) state: Option<Vec<WebhookMessageState>>,
}

/// Which tries.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct ListWebhookAttempts {
    /// Only tries of this message.
    pub(super) message_id: Option<Uuid>,
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
pub(super) struct WebhookMessageResponse {
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
pub(super) struct WebhookAttemptResponse {
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

/// A kind of event that an endpoint can be told of.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "object": "webhook_event_type", "name": "interview.created", "resource": "interview", "operation": "created",
    "scope": "interviews:read"
}))]
pub(super) struct WebhookEventType {
    /// Always `webhook_event_type`.
    #[schema(max_length = 50)]
    object: &'static str,
    #[schema(max_length = 100)]
    name: String,
    resource: ChangedResourceWord,
    operation: ChangeOperationWord,
    /// What a token must permit to be told of it.
    #[schema(max_length = 50)]
    scope: &'static str,
}

impl From<EventType> for WebhookEventType {
    fn from(kind: EventType) -> Self {
        Self {
            object: "webhook_event_type",
            name: kind.to_string(),
            resource: Word(kind.resource),
            operation: Word(kind.operation),
            scope: Scope::as_str(scope(kind.resource)),
        }
    }
}

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
    pub(super) fn of(message: &WebhookMessage) -> Self {
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
