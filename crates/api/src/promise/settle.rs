//! What becomes of a promise: kept, broken, withdrawn, or open again.

use actix_web::{post, web::Path};
use chrono::{DateTime, Utc};
use domain::{
    Stored,
    promise::{Promise, Refused},
};
use persistence::{Transaction, workspace::Owner};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::wire::PromiseResponse;
use crate::{
    error::{ApiError, Problem},
    http::{Answer, Body, Caller, Write, caller::WriteFollowUps},
    wire::instant,
};

/// When a promise was kept.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({}))]
struct PromiseKeepingInput {
    /// Now, when it is not given; not a moment to come.
    at: Option<DateTime<Utc>>,
}

/// Takes a promise to its next state.
async fn proceed(
    write: &Write,
    owner: Owner,
    id: Uuid,
    transition: impl FnOnce(Promise) -> Result<Promise, Refused>,
) -> Result<Answer<PromiseResponse>, ApiError> {
    let next = async |_: &Transaction, current: Stored<Promise>| {
        let next = transition(current.value.clone())?;
        Ok(current.with(next))
    };
    write.change(owner, id, next).await
}

/// Keep a promise
#[utoipa::path(operation_id = "keep_promise", tag = "promises", security(("bearer" = ["follow_ups:write"])),
    request_body = PromiseKeepingInput,
    responses(
        (status = 200, description = "The promise, kept", body = PromiseResponse),
        (status = 409, description = "`wrong_state`: it is settled, as `state` says", body = Problem),
    ))]
#[post("/promises/{id}/keep")]
async fn keep_promise(
    caller: Caller<WriteFollowUps>,
    write: Write,
    id: Path<Uuid>,
    body: Body<PromiseKeepingInput>,
) -> Result<Answer<PromiseResponse>, ApiError> {
    let now = write.now();
    let at = body.0.at.map_or(Ok(now), |at| instant("/at", at))?;
    proceed(&write, caller.owner, *id, |promise| promise.keep(at, now)).await
}

/// Break a promise
///
/// It was not kept, and will not be.
#[utoipa::path(operation_id = "break_promise", tag = "promises", security(("bearer" = ["follow_ups:write"])),
    responses(
        (status = 200, description = "The promise, broken", body = PromiseResponse),
        (status = 409, description = "`wrong_state`: it is settled, as `state` says", body = Problem),
    ))]
#[post("/promises/{id}/break")]
async fn break_promise(
    caller: Caller<WriteFollowUps>,
    write: Write,
    id: Path<Uuid>,
) -> Result<Answer<PromiseResponse>, ApiError> {
    let now = write.now();
    proceed(&write, caller.owner, *id, |promise| promise.break_off(now)).await
}

/// Withdraw a promise
///
/// It holds no longer, and nobody minds.
#[utoipa::path(operation_id = "withdraw_promise", tag = "promises", security(("bearer" = ["follow_ups:write"])),
    responses(
        (status = 200, description = "The promise, withdrawn", body = PromiseResponse),
        (status = 409, description = "`wrong_state`: it is settled, as `state` says", body = Problem),
    ))]
#[post("/promises/{id}/withdraw")]
async fn withdraw_promise(
    caller: Caller<WriteFollowUps>,
    write: Write,
    id: Path<Uuid>,
) -> Result<Answer<PromiseResponse>, ApiError> {
    let now = write.now();
    proceed(&write, caller.owner, *id, |promise| promise.withdraw(now)).await
}

/// Reopen a promise
///
/// It was settled by mistake.
#[utoipa::path(operation_id = "reopen_promise", tag = "promises", security(("bearer" = ["follow_ups:write"])),
    responses(
        (status = 200, description = "The promise, open again", body = PromiseResponse),
        (status = 409, description = "`wrong_state`: it is open, as `state` says", body = Problem),
    ))]
#[post("/promises/{id}/reopen")]
async fn reopen_promise(
    caller: Caller<WriteFollowUps>,
    write: Write,
    id: Path<Uuid>,
) -> Result<Answer<PromiseResponse>, ApiError> {
    proceed(&write, caller.owner, *id, Promise::reopen).await
}

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(keep_promise)
        .service(break_promise)
        .service(withdraw_promise)
        .service(reopen_promise);
}
