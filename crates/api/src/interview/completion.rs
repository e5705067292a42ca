//! Completing an interview: its end, whom it led to and what is owed now, all in one transaction.

use actix_web::{post, web::Path};
use domain::{
    Stored, Zone,
    follow_up::FollowUp,
    interview::{Interview, deferred},
};
use persistence::{
    Transaction, follow_up::list_open_loops, interview_question::list, workspace::Owner,
};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::{
    completed_wire::{Completed, CompletedResponse},
    completion_wire::InterviewCompletionInput,
    follow_ups::{Change, settle_follow_ups, zone},
    refusal::refusal,
};
use crate::{
    error::{ApiError, Problem},
    follow_up::updated,
    http::{Answer, Body, Caller, Reply, Write, caller::WriteInterviews},
    outreach::settle,
};

/// Complete an interview
///
/// The people whom the interviewee led to become contacts and referrals, what should have been asked becomes questions,
/// other fields become themes with the status `idea`, what was promised becomes promises, and what is owed becomes
/// follow-ups: a thank-you by the end of the next day in the person's zone, the notes to transcribe, one follow-up for the
/// questions left over, the resume if they asked for it, word to whoever led there, and the next update. All of it
/// happens, or nothing.
#[utoipa::path(operation_id = "complete_interview", tag = "interviews", security(("bearer" = ["interviews:write"])),
    request_body = InterviewCompletionInput,
    responses(
        (status = 200, description = "The interview and all that followed from it", body = CompletedResponse),
        (status = 409, description = "`wrong_state`: only an interview in progress is completed; `referral_exists`: the \
            interviewee had led to one of these contacts before", body = Problem),
    ))]
#[post("/interviews/{id}/complete")]
async fn complete_interview(
    caller: Caller<WriteInterviews>,
    write: Write,
    id: Path<Uuid>,
    body: Body<InterviewCompletionInput>,
) -> Result<Answer<CompletedResponse>, ApiError> {
    let (owner, now) = (caller.owner, write.now());
    let (ending, closing) = body.0.read(now)?;
    write
        .run(owner, async |tx| {
            let current: Stored<Interview> = write.find_for_update(tx, owner, *id).await?;
            let completed_at = ending.at;
            let before = current.value.clone();
            let ended = before.clone().complete(ending, now);
            let ended = ended.map_err(|refused| refusal("/at", refused))?;
            let interview = write.save(tx, owner, current.with(ended)).await?;
            let zone = zone(tx, owner).await?;
            let day = zone.day_of(now);
            let kept = closing.keep(tx, &write, owner, &interview, day).await?;
            let mut follow_ups = owe(tx, &write, owner, (&before, &interview), zone).await?;
            let contact = [interview.value.contact_id];
            follow_ups.extend(updated(tx, &write, owner, &contact, completed_at).await?);
            settle(tx, owner, interview.value.outreach_id, now).await?;
            let completed = Completed {
                interview,
                kept,
                follow_ups,
            };
            Ok(Reply::ok(completed.stored()))
        })
        .await
}

/// Makes what is owed now that the conversation is over.
async fn owe(
    tx: &Transaction,
    write: &Write,
    owner: Owner,
    (before, interview): (&Interview, &Stored<Interview>),
    zone: Zone,
) -> Result<Vec<Stored<FollowUp>>, ApiError> {
    let questions = list(tx, owner, interview.id).await?;
    let change = Change {
        deferred: (0, deferred(questions.iter().map(|one| &one.value))),
        open_loops: &list_open_loops(tx, owner, interview.value.contact_id).await?,
        ..Change::of(Some(before), interview)
    };
    settle_follow_ups(tx, write, owner, change, zone).await
}

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(complete_interview);
}
