//! Webhooks on the wire.

mod endpoint;
mod event;
mod message;

pub(super) use self::{
    endpoint::{
        NewWebhookEndpointResponse, WebhookEndpointInput, WebhookEndpointPatch,
        WebhookEndpointResponse, WebhookEventType, WebhookSecret,
    },
    message::{
        ListWebhookAttempts, ListWebhookMessages, RecoverInput, WebhookAttemptResponse,
        WebhookMessageResponse,
    },
};
pub(crate) use self::{event::EventBody, message::WebhookMessageState};
