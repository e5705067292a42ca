//! Whether an interview is well prepared.

use actix_web::{get, web::Path};
use domain::{
    Id,
    contact::Contact,
    interview::{Interview, PlannedQuestion, Readied, ReadinessPolicy, readiness},
    preparation::Preparation,
};
use persistence::{interview_question::list, preparation::find_groundwork, workspace};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::{
    policy,
    readiness_wire::{Prepared, ReadinessResponse},
};
use crate::{
    error::ApiError,
    http::{Answer, Caller, Read, caller::ReadInterviews},
};

/// Find out whether an interview is well prepared
///
/// Enough questions, on all three subjects, that fit into the minutes asked for, and a place, link or number to meet at:
/// these are essential. Then objectives, research, the kind of place, and a story where both feel each other out. Each
/// finding says why, and by which operation it can be mended. Nothing here forbids holding the interview.
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
    let found = workspace::find::<Interview>(db, owner, Id::new(*id)).await?;
    let interview = found.ok_or_else(ApiError::not_found)?;
    let contact = workspace::find::<Contact>(db, owner, interview.value.contact_id).await?;
    let contact = contact.ok_or_else(|| ApiError::internal("an interview with nobody"))?;
    let questions = list(db, owner, interview.id).await?;
    let preparation = Id::<Preparation>::new(*id);
    let preparation = workspace::find(db, owner, preparation).await?;
    let preparation = preparation.map(|found| found.value).unwrap_or_default();
    let organization = contact.value.organization_id;
    let groundwork = find_groundwork(db, owner, contact.id, organization).await?;
    let policy = policy(db, owner, interview.value.outreach_id).await?;
    let policy = ReadinessPolicy {
        min_questions: policy.preparing.min_questions.value,
        closing_buffer_minutes: policy.preparing.closing_buffer_minutes.value,
    };
    let planned: Vec<PlannedQuestion> = questions.iter().map(|one| one.value.clone()).collect();
    let readied = Readied {
        interview: &interview.value,
        questions: &planned,
        methods: &contact.value.methods,
        preparation: &preparation,
        groundwork,
    };
    let findings = readiness(readied, policy);
    let prepared = Prepared {
        interview: &interview,
        contact: &contact,
        questions: &questions,
    };
    Ok(Answer::ok(&ReadinessResponse::new(&prepared, findings)))
}

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(find_interview_readiness);
}
