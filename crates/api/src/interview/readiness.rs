//! Whether an interview is well prepared.

use actix_web::{get, web::Path};
use domain::{
    Id,
    interview::{Readied, ReadinessPolicy, readiness},
    methodology::Policy,
};
use persistence::{preparation::find_groundwork, prepared_answer::list_reverse};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::{beforehand::Beforehand, readiness_fix::Prepared, readiness_wire::ReadinessResponse};
use crate::{
    error::ApiError,
    http::{Answer, Caller, Read, caller::ReadInterviews},
};

/// Find out whether an interview is well prepared
///
/// Enough questions, on all three subjects, that fit into the minutes asked for, and a place, link or number to meet at:
/// these are essential. Important are objectives, research, a pitch that tells all and keeps the time, answers to what they
/// are likely to ask, and a story where both feel each other out; helpful the six topics, questions that no search answers
/// and that are known by heart, and the kind of place. Each finding says why, and by which operation it can be mended.
/// Nothing here forbids holding the interview.
#[utoipa::path(operation_id = "find_interview_readiness", tag = "interviews",
    security(("bearer" = ["interviews:read"])),
    responses((status = 200, description = "The findings", body = ReadinessResponse)))]
#[get("/interviews/{id}/readiness")]
async fn find_interview_readiness(
    caller: Caller<ReadInterviews>,
    read: Read,
    id: Path<Uuid>,
) -> Result<Answer<ReadinessResponse>, ApiError> {
    let (db, owner) = (read.db(), caller.owner);
    let known = Beforehand::of(db, owner, Id::new(*id)).await?;
    let (interview, contact) = (&known.interview, &known.contact);
    let about = (contact.id, contact.value.organization_id);
    let (kind, theme) = (interview.value.kind, interview.value.theme_id);
    let pitch = known.pitch(db, owner).await?.map(|(used, _)| used);
    let readied = Readied {
        interview: &interview.value,
        questions: &known.planned(),
        methods: &contact.value.methods,
        preparation: &known.preparation,
        groundwork: &find_groundwork(db, owner, interview.id, about).await?,
        pitch: pitch.as_ref(),
        reverse: &list_reverse(db, owner, kind, theme).await?,
    };
    let findings = readiness(readied, numbers(&known.policy));
    let pitch_id = pitch.as_ref().map(|used| used.pitch.id);
    let prepared = Prepared::new(&known, pitch_id);
    Ok(Answer::ok(&ReadinessResponse::new(&prepared, findings)))
}

fn numbers(Policy { preparing, .. }: &Policy) -> ReadinessPolicy {
    ReadinessPolicy {
        min_questions: preparing.min_questions.value,
        closing_buffer_minutes: preparing.closing_buffer_minutes.value,
        pitch: preparing.into(),
    }
}

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(find_interview_readiness);
}
