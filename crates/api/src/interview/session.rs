//! Holding an interview: it begins, or somebody does not come.

use actix_web::{post, web::Path};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::{
    proceed,
    refusal::{not_missed, refusal},
    wire::InterviewResponse,
};
use crate::{
    error::{ApiError, Problem},
    http::{Answer, Body, Caller, Write, caller::WriteInterviews},
    wire::{instant, optional_text},
};

/// When a conversation began.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "at": "2026-01-08T14:02:00Z" }))]
struct StartInput {
    /// Now when it is not given.
    at: Option<DateTime<Utc>>,
}

/// Why somebody was not there.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "reason": "She forgot, and wrote at once." }))]
struct NoShowInput {
    #[schema(min_length = 1, max_length = 1000)]
    reason: Option<String>,
}

/// Start an interview
///
/// At most a day before the agreed time; to hold it earlier still, reschedule it first.
#[utoipa::path(operation_id = "start_interview", tag = "interviews", security(("bearer" = ["interviews:write"])),
    request_body = StartInput,
    responses(
        (status = 200, description = "The interview, in progress", body = InterviewResponse),
        (status = 409, description = "`wrong_state`: only a scheduled interview begins", body = Problem),
    ))]
#[post("/interviews/{id}/start")]
async fn start_interview(
    caller: Caller<WriteInterviews>,
    write: Write,
    id: Path<Uuid>,
    body: Body<StartInput>,
) -> Result<Answer<InterviewResponse>, ApiError> {
    let now = write.now();
    let at = body.0.at.map(|at| instant("/at", at)).transpose()?;
    proceed(&write, caller.owner, *id, |interview| {
        let started = interview.start(at.unwrap_or(now), now);
        started.map_err(|refused| refusal("/at", refused))
    })
    .await
}

/// Record that somebody was not there
///
/// From the agreed start on; also when it was started while waiting.
#[utoipa::path(operation_id = "record_no_show", tag = "interviews", security(("bearer" = ["interviews:write"])),
    request_body = NoShowInput,
    responses(
        (status = 200, description = "The interview, missed", body = InterviewResponse),
        (status = 409, description = "`wrong_state`: it is over, or its time has not come: then the problem tells \
            `not_before`", body = Problem),
    ))]
#[post("/interviews/{id}/no-show")]
async fn record_no_show(
    caller: Caller<WriteInterviews>,
    write: Write,
    id: Path<Uuid>,
    body: Body<NoShowInput>,
) -> Result<Answer<InterviewResponse>, ApiError> {
    let reason = optional_text("/reason", body.0.reason.as_deref())?;
    let now = write.now();
    proceed(&write, caller.owner, *id, |interview| {
        let state = interview.state.word();
        let missed = interview.no_show(reason, now);
        missed.map_err(|refused| not_missed(state, refused))
    })
    .await
}

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(start_interview).service(record_no_show);
}
