//! The notes of an interview, transcribed.

use actix_web::{post, web::Path};
use chrono::{DateTime, Utc};
use domain::{Stored, interview::Interview};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::{follow, refusal::refusal, wire::InterviewResponse};
use crate::{
    error::{ApiError, Problem},
    http::{Answer, Body, Caller, Reply, Write, caller::WriteInterviews},
    wire::instant,
};

/// When notes were transcribed.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({}))]
struct TranscriptionInput {
    /// Now when it is not given; not before the interview ended, and not in the future.
    at: Option<DateTime<Utc>>,
}

/// Transcribe the notes of an interview
///
/// Records that they were written out; what was learned is kept as learnings. The notes themselves stay. The follow-up
/// for it is done. Another time takes the place of the one before.
#[utoipa::path(operation_id = "transcribe_notes", tag = "interviews", security(("bearer" = ["interviews:write"])),
    request_body = TranscriptionInput,
    responses(
        (status = 200, description = "The interview, its notes transcribed", body = InterviewResponse),
        (status = 409, description = "`wrong_state`: the interview is not completed", body = Problem),
    ))]
#[post("/interviews/{id}/transcribe")]
async fn transcribe_notes(
    caller: Caller<WriteInterviews>,
    write: Write,
    id: Path<Uuid>,
    body: Body<TranscriptionInput>,
) -> Result<Answer<InterviewResponse>, ApiError> {
    let (owner, now) = (caller.owner, write.now());
    let at = body.0.at.map_or(Ok(now), |at| instant("/at", at))?;
    write
        .run(owner, async |tx| {
            let current: Stored<Interview> = write.find_for_update(tx, owner, *id).await?;
            let transcribed = current.value.clone().transcribe(at, now);
            let transcribed = transcribed.map_err(|refused| refusal("/at", refused))?;
            Ok(Reply::ok(
                follow(tx, &write, owner, current, transcribed).await?,
            ))
        })
        .await
}

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(transcribe_notes);
}
