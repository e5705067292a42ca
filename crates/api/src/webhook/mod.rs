//! Webhooks over HTTP: where other programs are told of changes, and what came of it. See docs/adr/0023.

mod courier;
mod document;
mod endpoint;
mod guard;
mod message;
mod secret;
mod sending;
mod wire;

use std::time::Duration;

use utoipa_actix_web::service_config::ServiceConfig;

pub(crate) use self::{
    courier::Courier,
    document::complete,
    wire::{EventBody, WebhookMessageState},
};
use self::{guard::Guard, secret::SigningSecrets};
use crate::{auth::Secret, config};

/// What webhooks need of the service.
#[derive(Debug)]
pub(crate) struct Webhooks {
    secrets: SigningSecrets,
    guard: Guard,
    client: reqwest::Client,
}

impl Webhooks {
    pub(crate) fn new(
        secret: &Secret,
        settings: &config::Webhooks,
    ) -> Result<Self, reqwest::Error> {
        let guard = Guard::new(settings.allow_loopback);
        let patience = Duration::from_secs(settings.timeout_seconds);
        Ok(Self {
            secrets: SigningSecrets::new(secret),
            guard,
            client: sending::client(guard, patience)?,
        })
    }
}

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    endpoint::routes(config);
    message::routes(config);
}
