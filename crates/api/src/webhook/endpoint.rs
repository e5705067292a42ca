//! Endpoints: made, changed, deleted, and their secrets.

use actix_web::{
    delete, get,
    http::{
        StatusCode,
        header::{HeaderValue, LOCATION},
    },
    patch, post,
    web::Path,
};
use domain::{
    Id, Stored,
    webhook::{EventType, MAX_ENDPOINTS, Secrets, WebhookEndpoint},
};
use persistence::{webhook, workspace};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::{
    Webhooks,
    secret::seed,
    wire::{
        NewWebhookEndpointResponse, WebhookEndpointInput, WebhookEndpointPatch,
        WebhookEndpointResponse, WebhookEventType, WebhookSecret,
    },
};
use crate::{
    account::answer,
    change,
    error::{ApiError, Code, Problem},
    http::{
        Answer, Body, Caller, Page, PageQuery, Query, Read, Write,
        caller::{ReadAccount, ReadWebhooks, WriteWebhooks},
    },
};

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
    let current = found.ok_or_else(ApiError::not_found)?.value;
    let wanted = apply(&current)?;
    // One that only is disabled goes nowhere, so where it went may have become a place where nothing may go.
    let goes_elsewhere = (&wanted.url, &wanted.event_types) != (&current.url, &current.event_types);
    if wanted.disabled.is_none() || goes_elsewhere {
        admit(&caller, &write.state().webhooks, &wanted).await?;
    }
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

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(create_webhook_endpoint)
        .service(list_webhook_endpoints)
        .service(find_webhook_endpoint)
        .service(update_webhook_endpoint)
        .service(delete_webhook_endpoint)
        .service(find_webhook_secret)
        .service(rotate_webhook_secret)
        .service(list_webhook_event_types);
}
