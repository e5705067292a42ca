//! Webhooks over HTTP: where other programs are told of changes, and what came of it.

mod courier;
mod document;
mod guard;
mod secret;
mod sending;
mod wire;

use std::time::Duration;

use actix_web::{
    delete, get,
    http::{
        StatusCode,
        header::{HeaderValue, LOCATION},
    },
    patch, post,
    web::Path,
};
use chrono::TimeDelta;
use domain::{
    Id, Stored,
    vocabulary::Vocabulary,
    webhook::{
        Delivery, EventType, KEPT, MAX_ENDPOINTS, Occasion, Secrets, WebhookAttempt,
        WebhookEndpoint, WebhookMessage,
    },
};
use persistence::{Transaction, webhook, workspace, workspace::Owner};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

pub(crate) use self::{
    courier::Courier,
    document::complete,
    wire::{EventBody, WebhookMessageState},
};
use self::{
    guard::Guard,
    secret::{SigningSecrets, seed},
    wire::{
        ListWebhookAttempts, ListWebhookMessages, NewWebhookEndpointResponse, RecoverInput,
        WebhookAttemptResponse, WebhookEndpointInput, WebhookEndpointPatch,
        WebhookEndpointResponse, WebhookEventType, WebhookMessageResponse, WebhookSecret,
    },
};
use crate::{
    account::answer,
    auth::Secret,
    change, config,
    error::{ApiError, Code, Problem},
    http::{
        Answer, Body, Caller, Page, PageQuery, Query, Read, Reply, Write,
        caller::{ReadAccount, ReadWebhooks, WriteWebhooks},
    },
    wire::Word,
};

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

/// Make a webhook endpoint
///
/// A program of yours is told from now on of what changes, within seconds, by a POST of a `WebhookEvent`, signed as Standard
/// Webhooks 1.0.0 has it: give `secret` to one of its libraries. Answer with 2xx within 15 seconds. Otherwise it is sent
/// again, ten times over three days, each time with the same `webhook-id`: note the ids that you have seen. Answer 410 to
/// be told nothing more. The order is that of the changes as long as all goes well; `seq` says it always. Takes no
/// Idempotency-Key: the answer holds a secret. There can be ten.
#[utoipa::path(operation_id = "create_webhook_endpoint", tag = "webhooks", security(("bearer" = ["webhooks:write"])),
    request_body = WebhookEndpointInput,
    responses(
        (status = 201, description = "The endpoint with its secret", body = NewWebhookEndpointResponse),
        (status = 409, description = "`limit_reached`: there are ten endpoints", body = Problem),
    ))]
#[post("/webhook-endpoints")]
async fn create_webhook_endpoint(
    caller: Caller<WriteWebhooks>,
    write: Write,
    body: Body<WebhookEndpointInput>,
) -> Result<Answer<NewWebhookEndpointResponse>, ApiError> {
    let (owner, id, now) = (caller.owner, write.next_id(), write.now());
    let webhooks = &write.state().webhooks;
    let secrets = Secrets {
        current: seed()?,
        previous: None,
    };
    let endpoint = body.0.read(secrets, None)?;
    admit(&caller, webhooks, &endpoint).await?;
    let tx = write.state().db.begin().await?;
    workspace::lock(&tx, owner).await?;
    if webhook::count(&tx, owner).await? >= MAX_ENDPOINTS {
        let detail = format!("There can be {MAX_ENDPOINTS} endpoints. Delete one first.");
        return Err(ApiError::new(Code::LimitReached, detail));
    }
    let stored = workspace::insert(&tx, owner, id, &endpoint, now).await?;
    webhook::begin(&tx, owner, id).await?;
    tx.commit().await?;
    let location = HeaderValue::from_str(&format!("/v1/webhook-endpoints/{id}"));
    let made = NewWebhookEndpointResponse {
        endpoint: stored.into(),
        secret: webhooks.secrets.of(owner, id, secrets.current).reveal(),
    };
    let answer = answer(StatusCode::CREATED, &made);
    Ok(answer.with_header(LOCATION, location.map_err(ApiError::internal)?))
}

/// Whether messages may go there, and tell whoever is there of that.
async fn admit<P>(
    caller: &Caller<P>,
    webhooks: &Webhooks,
    endpoint: &WebhookEndpoint,
) -> Result<(), ApiError> {
    change::require(caller, &endpoint.event_types.resources())?;
    Ok(webhooks.guard.check(endpoint.url.as_str()).await?)
}

/// List your webhook endpoints
///
/// Newest first, without their secrets.
#[utoipa::path(operation_id = "list_webhook_endpoints", tag = "webhooks", security(("bearer" = ["webhooks:read"])),
    params(PageQuery),
    responses((status = 200, description = "One page of the caller's endpoints", body = Page<WebhookEndpointResponse>)))]
#[get("/webhook-endpoints")]
async fn list_webhook_endpoints(
    caller: Caller<ReadWebhooks>,
    read: Read,
    page: Query<PageQuery>,
) -> Result<Answer<Page<WebhookEndpointResponse>>, ApiError> {
    let all = workspace::Filter::default();
    read.page::<WebhookEndpoint, _>(caller.owner, all, "-created_at", page.0)
        .await
}

/// Find a webhook endpoint
///
/// `disabled_reason` says why it is told nothing: you disabled it, it answered 410 (`gone`), or it failed for five days
/// without a success (`failing`). Enable it again with PATCH, and recover what it missed.
#[utoipa::path(operation_id = "find_webhook_endpoint", tag = "webhooks", security(("bearer" = ["webhooks:read"])),
    responses((status = 200, description = "The endpoint", body = WebhookEndpointResponse)))]
#[get("/webhook-endpoints/{id}")]
async fn find_webhook_endpoint(
    caller: Caller<ReadWebhooks>,
    read: Read,
    id: Path<Uuid>,
) -> Result<Answer<WebhookEndpointResponse>, ApiError> {
    read.one::<WebhookEndpoint, _>(caller.owner, *id).await
}

/// Change a webhook endpoint
///
/// Also messages that wait go to the new address. While it is disabled, nothing is noted for it: what happens then is sent
/// only when you recover it.
#[utoipa::path(operation_id = "update_webhook_endpoint", tag = "webhooks", security(("bearer" = ["webhooks:write"])),
    request_body(content = WebhookEndpointPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "The endpoint as it now is", body = WebhookEndpointResponse)))]
#[patch("/webhook-endpoints/{id}")]
async fn update_webhook_endpoint(
    caller: Caller<WriteWebhooks>,
    write: Write,
    id: Path<Uuid>,
    patch: WebhookEndpointPatch,
) -> Result<Answer<WebhookEndpointResponse>, ApiError> {
    let (owner, now) = (caller.owner, write.now());
    let apply = |current: &WebhookEndpoint| {
        let wanted = patch.apply(&WebhookEndpointInput::from(current))?;
        wanted.read(current.secrets, current.disabled)
    };
    // To look up a name takes its time, and nothing is to be locked meanwhile.
    let found = workspace::find::<WebhookEndpoint>(&write.state().db, owner, Id::new(*id)).await?;
    let wanted = apply(&found.ok_or_else(ApiError::not_found)?.value)?;
    admit(&caller, &write.state().webhooks, &wanted).await?;
    write
        .change(owner, *id, async |tx, current: Stored<WebhookEndpoint>| {
            let next = apply(&current.value)?;
            match (current.value.disabled, next.disabled) {
                (_, Some(_)) => webhook::end(tx, owner, current.id).await?,
                (None, None) => {}
                (Some(_), None) => webhook::begin(tx, owner, current.id).await?,
            }
            if next.disabled.is_none() {
                webhook::wake(tx, owner, current.id, now).await?;
            }
            Ok(current.with(next))
        })
        .await
}

/// Delete a webhook endpoint
///
/// With its messages, those that wait among them.
#[utoipa::path(operation_id = "delete_webhook_endpoint", tag = "webhooks", security(("bearer" = ["webhooks:write"])),
    responses((status = 204, description = "It is gone")))]
#[delete("/webhook-endpoints/{id}")]
async fn delete_webhook_endpoint(
    caller: Caller<WriteWebhooks>,
    write: Write,
    id: Path<Uuid>,
) -> Result<Answer<()>, ApiError> {
    write.delete::<WebhookEndpoint>(caller.owner, *id).await
}

/// Show the secret of a webhook endpoint
///
/// For a person who is signed in: it is enough to pretend to be this service.
#[utoipa::path(operation_id = "find_webhook_secret", tag = "webhooks", security(("bearer" = ["account:read"])),
    responses((status = 200, description = "The secret", body = WebhookSecret)))]
#[get("/webhook-endpoints/{id}/secret")]
async fn find_webhook_secret(
    caller: Caller<ReadAccount>,
    read: Read,
    id: Path<Uuid>,
) -> Result<Answer<WebhookSecret>, ApiError> {
    let (owner, id) = (caller.owner, Id::new(*id));
    let found = workspace::find::<WebhookEndpoint>(read.db(), owner, id).await?;
    let secrets = found.ok_or_else(ApiError::not_found)?.value.secrets;
    let secret = read.state.webhooks.secrets.of(owner, id, secrets.current);
    let shown = WebhookSecret {
        object: "webhook_secret",
        secret: secret.reveal(),
        previous_until: secrets.previous_at(read.now()).map(|one| one.until),
    };
    Ok(answer(StatusCode::OK, &shown))
}

/// Rotate the secret of a webhook endpoint
///
/// Show the new one afterwards. For 24 hours messages carry two signatures, by the new secret and by the one before, so that
/// the receiver can change over without a gap.
#[utoipa::path(operation_id = "rotate_webhook_secret", tag = "webhooks", security(("bearer" = ["webhooks:write"])),
    responses((status = 200, description = "The endpoint", body = WebhookEndpointResponse)))]
#[post("/webhook-endpoints/{id}/rotate-secret")]
async fn rotate_webhook_secret(
    caller: Caller<WriteWebhooks>,
    write: Write,
    id: Path<Uuid>,
) -> Result<Answer<WebhookEndpointResponse>, ApiError> {
    let seed = seed()?;
    write
        .change(
            caller.owner,
            *id,
            async |_tx, current: Stored<WebhookEndpoint>| {
                let rotated = WebhookEndpoint {
                    secrets: current.value.secrets.rotated(seed, write.now()),
                    ..current.value.clone()
                };
                Ok(current.with(rotated))
            },
        )
        .await
}

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

/// List the types of events
///
/// What an endpoint can ask to be told of: something was created, changed or deleted.
#[utoipa::path(operation_id = "list_webhook_event_types", tag = "webhooks", security(("bearer" = ["webhooks:read"])),
    params(PageQuery),
    responses((status = 200, description = "One page of the types", body = Page<WebhookEventType>)))]
#[get("/webhook-event-types")]
async fn list_webhook_event_types(
    caller: Caller<ReadWebhooks>,
    read: Read,
    page: Query<PageQuery>,
) -> Result<Answer<Page<WebhookEventType>>, ApiError> {
    let types = EventType::all().map(WebhookEventType::from);
    read.paging(caller.owner, page.0)?.fixed(types)
}

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(create_webhook_endpoint)
        .service(list_webhook_endpoints)
        .service(find_webhook_endpoint)
        .service(update_webhook_endpoint)
        .service(delete_webhook_endpoint)
        .service(find_webhook_secret)
        .service(rotate_webhook_secret)
        .service(test_webhook_endpoint)
        .service(recover_webhook_endpoint)
        .service(list_webhook_messages)
        .service(find_webhook_message)
        .service(resend_webhook_message)
        .service(list_webhook_attempts)
        .service(list_webhook_event_types);
}
