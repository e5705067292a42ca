//! Messages: tested, recovered, sent once more, and what came of each try.

use actix_web::{get, post, web::Path};
use chrono::TimeDelta;
use domain::{
    Id, Stored,
    vocabulary::Vocabulary,
    webhook::{Delivery, KEPT, Occasion, WebhookAttempt, WebhookEndpoint, WebhookMessage},
};
use persistence::{Transaction, webhook, workspace, workspace::Owner};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::wire::{
    ListWebhookAttempts, ListWebhookMessages, RecoverInput, WebhookAttemptResponse,
    WebhookEndpointResponse, WebhookMessageResponse,
};
use crate::{
    error::{ApiError, Code, Problem},
    http::{
        Answer, Body, Caller, Page, PageQuery, Query, Read, Reply, Write,
        caller::{ReadWebhooks, WriteWebhooks},
    },
    wire::Word,
};

/// Send a test to a webhook endpoint
///
/// An event of the type `webhook_endpoint.test`, whatever types the endpoint wants. List the attempts to see what came of
/// it.
#[utoipa::path(operation_id = "test_webhook_endpoint", tag = "webhooks", security(("bearer" = ["webhooks:write"])),
    responses(
        (status = 201, description = "The message, which is on its way", body = WebhookMessageResponse),
        (status = 409, description = "`wrong_state`: the endpoint is disabled", body = Problem),
    ))]
#[post("/webhook-endpoints/{id}/test")]
async fn test_webhook_endpoint(
    caller: Caller<WriteWebhooks>,
    write: Write,
    id: Path<Uuid>,
) -> Result<Answer<WebhookMessageResponse>, ApiError> {
    let (owner, now) = (caller.owner, write.now());
    write
        .run(owner, async |tx| {
            let endpoint = enabled(tx, &write, owner, *id).await?;
            let message = WebhookMessage {
                endpoint_id: endpoint.id,
                occasion: Occasion::Test,
                occurred_at: now,
                delivery: Delivery::anew(now),
            };
            let made = workspace::insert(tx, owner, write.new_id()?, &message, now).await?;
            webhook::wake(tx, owner, endpoint.id, now).await?;
            let collection = format!("/v1/webhook-endpoints/{}/messages", endpoint.id);
            Ok(Reply::created(&collection, made))
        })
        .await
}

/// Recover what a webhook endpoint missed
///
/// Sends once more what happened since a moment and could not be delivered, and what happened while the endpoint was
/// disabled. What was delivered is not sent again.
#[utoipa::path(operation_id = "recover_webhook_endpoint", tag = "webhooks", security(("bearer" = ["webhooks:write"])),
    request_body = RecoverInput,
    responses(
        (status = 200, description = "The endpoint, which is being told", body = WebhookEndpointResponse),
        (status = 409, description = "`wrong_state`: the endpoint is disabled", body = Problem),
    ))]
#[post("/webhook-endpoints/{id}/recover")]
async fn recover_webhook_endpoint(
    caller: Caller<WriteWebhooks>,
    write: Write,
    id: Path<Uuid>,
    body: Body<RecoverInput>,
) -> Result<Answer<WebhookEndpointResponse>, ApiError> {
    let (owner, now, since) = (caller.owner, write.now(), body.0.since);
    let back = now.signed_duration_since(since);
    if !(TimeDelta::zero()..=KEPT).contains(&back) {
        let detail = "must be in the past, and at most 30 days ago";
        return Err(ApiError::field("/since", "range", detail));
    }
    write
        .run(owner, async |tx| {
            let endpoint = enabled(tx, &write, owner, *id).await?;
            webhook::recover(tx, owner, endpoint.id, since, now).await?;
            Ok(Reply::ok(endpoint))
        })
        .await
}

/// List the messages of a webhook endpoint
///
/// Newest first. They are kept for 30 days.
#[utoipa::path(operation_id = "list_webhook_messages", tag = "webhooks", security(("bearer" = ["webhooks:read"])),
    params(ListWebhookMessages, PageQuery),
    responses((status = 200, description = "One page of the messages", body = Page<WebhookMessageResponse>)))]
#[get("/webhook-endpoints/{id}/messages")]
async fn list_webhook_messages(
    caller: Caller<ReadWebhooks>,
    read: Read,
    id: Path<Uuid>,
    list: Query<ListWebhookMessages>,
    page: Query<PageQuery>,
) -> Result<Answer<Page<WebhookMessageResponse>>, ApiError> {
    let filter = webhook::filter(&Word::list(list.0.state));
    read.children::<WebhookMessage, _>(caller.owner, *id, filter, "-created_at", page.0)
        .await
}

/// Find a message of a webhook endpoint
#[utoipa::path(operation_id = "find_webhook_message", tag = "webhooks", security(("bearer" = ["webhooks:read"])),
    responses((status = 200, description = "The message", body = WebhookMessageResponse)))]
#[get("/webhook-endpoints/{id}/messages/{message_id}")]
async fn find_webhook_message(
    caller: Caller<ReadWebhooks>,
    read: Read,
    path: Path<(Uuid, Uuid)>,
) -> Result<Answer<WebhookMessageResponse>, ApiError> {
    read.child::<WebhookMessage, _>(caller.owner, path.into_inner())
        .await
}

/// Send a message to its webhook endpoint once more
///
/// Now, whether it was delivered or not, under the same `webhook-id`; it is tried anew as often as at first.
#[utoipa::path(operation_id = "resend_webhook_message", tag = "webhooks", security(("bearer" = ["webhooks:write"])),
    responses(
        (status = 200, description = "The message, which is on its way", body = WebhookMessageResponse),
        (status = 409, description = "`wrong_state`: the endpoint is disabled", body = Problem),
    ))]
#[post("/webhook-endpoints/{id}/messages/{message_id}/resend")]
async fn resend_webhook_message(
    caller: Caller<WriteWebhooks>,
    write: Write,
    path: Path<(Uuid, Uuid)>,
) -> Result<Answer<WebhookMessageResponse>, ApiError> {
    let (owner, now, ids) = (caller.owner, write.now(), path.into_inner());
    write
        .run(owner, async |tx| {
            // The endpoint first, as those who deliver do.
            let found = workspace::find_for_update(tx, owner, Id::new(ids.0)).await?;
            require_enabled(&found.ok_or_else(ApiError::not_found)?)?;
            let message = write.take_child::<WebhookMessage>(tx, owner, ids).await?;
            let again = WebhookMessage {
                delivery: Delivery::anew(now),
                ..message.value.clone()
            };
            let saved = write.save(tx, owner, message.with(again)).await?;
            webhook::wake(tx, owner, saved.value.endpoint_id, now).await?;
            Ok(Reply::ok(saved))
        })
        .await
}

/// List the attempts to deliver to a webhook endpoint
///
/// Newest first: what was answered, or why nothing was heard. They are kept as long as their messages.
#[utoipa::path(operation_id = "list_webhook_attempts", tag = "webhooks", security(("bearer" = ["webhooks:read"])),
    params(ListWebhookAttempts, PageQuery),
    responses((status = 200, description = "One page of the attempts", body = Page<WebhookAttemptResponse>)))]
#[get("/webhook-endpoints/{id}/attempts")]
async fn list_webhook_attempts(
    caller: Caller<ReadWebhooks>,
    read: Read,
    id: Path<Uuid>,
    list: Query<ListWebhookAttempts>,
    page: Query<PageQuery>,
) -> Result<Answer<Page<WebhookAttemptResponse>>, ApiError> {
    let filter = webhook::about(list.0.message_id);
    read.children::<WebhookAttempt, _>(caller.owner, *id, filter, "-created_at", page.0)
        .await
}

/// Locks an endpoint that is told of something.
async fn enabled(
    tx: &Transaction,
    write: &Write,
    owner: Owner,
    id: Uuid,
) -> Result<Stored<WebhookEndpoint>, ApiError> {
    let endpoint = write
        .find_for_update::<WebhookEndpoint>(tx, owner, id)
        .await?;
    require_enabled(&endpoint)?;
    Ok(endpoint)
}

fn require_enabled(endpoint: &Stored<WebhookEndpoint>) -> Result<(), ApiError> {
    if endpoint.value.disabled.is_none() {
        return Ok(());
    }
    let state = endpoint.value.state().as_str();
    let detail = "The endpoint is disabled. Enable it first.";
    Err(ApiError::new(Code::WrongState, detail).with("state", state))
}

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(test_webhook_endpoint)
        .service(recover_webhook_endpoint)
        .service(list_webhook_messages)
        .service(find_webhook_message)
        .service(resend_webhook_message)
        .service(list_webhook_attempts);
}
