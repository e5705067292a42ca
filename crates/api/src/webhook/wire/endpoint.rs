//! Endpoints on the wire, and the types of events that they can ask for.

use chrono::{DateTime, Utc};
use domain::{
    Stored, Text,
    vocabulary::Vocabulary,
    webhook::{self, EventType, EventTypes, InvalidEventTypes, Secrets, WebhookEndpoint},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    auth::Scope,
    change::{ChangeOperationWord, ChangedResourceWord, scope},
    error::ApiError,
    http::Patch,
    webhook::guard::Forbidden,
    wire::{Word, optional_text, web_url},
};

type EndpointState = Word<webhook::EndpointState>;
type DisabledReason = Word<webhook::DisabledReason>;
pub(in crate::webhook) type WebhookEndpointPatch = Patch<WebhookEndpointInput>;

/// Where another program wants to be told of changes, and of which.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "url": "https://hooks.example.org/rapport", "description": "Dashboard of the career center",
    "event_types": ["interview.created", "interview.updated"], "state": "enabled"
}))]
pub(in crate::webhook) struct WebhookEndpointInput {
    /// Messages are posted to it: https, at port 443 or 8443, on the public internet. Redirects are not followed.
    #[schema(min_length = 1, max_length = 2000, format = "uri")]
    pub(in crate::webhook) url: String,
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
    pub(in crate::webhook) fn read(
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
pub(in crate::webhook) struct WebhookEndpointResponse {
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
pub(in crate::webhook) struct NewWebhookEndpointResponse {
    #[serde(flatten)]
    pub(in crate::webhook) endpoint: WebhookEndpointResponse,
    /// Give it to the library that verifies messages, and keep it to yourself.
    #[schema(max_length = 100)]
    pub(in crate::webhook) secret: String,
}

/// What signs the messages of an endpoint.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "object": "webhook_secret", "secret": "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
    "previous_until": "2026-01-06T09:00:00Z"
}))]
pub(in crate::webhook) struct WebhookSecret {
    /// Always `webhook_secret`.
    #[schema(max_length = 50)]
    pub(in crate::webhook) object: &'static str,
    /// Give it to the library that verifies messages, and keep it to yourself.
    #[schema(max_length = 100)]
    pub(in crate::webhook) secret: String,
    /// Until when the secret before it signs beside it; null when it no longer does.
    pub(in crate::webhook) previous_until: Option<DateTime<Utc>>,
}

/// A kind of event that an endpoint can be told of.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "object": "webhook_event_type", "name": "interview.created", "resource": "interview", "operation": "created",
    "scope": "interviews:read"
}))]
pub(in crate::webhook) struct WebhookEventType {
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
