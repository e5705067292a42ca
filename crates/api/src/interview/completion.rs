//! Completing an interview: its end, whom it led to and what is owed now, all in one transaction.

use actix_web::{post, web::Path};
use chrono::{DateTime, Utc};
use domain::{
    Stored, Zone,
    follow_up::{Conversation, FollowUp, FollowUpPolicy, after_interview},
    interview::{Interview, deferred},
};
use persistence::{
    Transaction, account, contact::touch, interview_question::list, workspace, workspace::Owner,
};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::{
    completion_wire::{Completed, CompletedResponse, InterviewCompletionInput},
    policy,
    refusal::refusal,
};
use crate::{
    error::{ApiError, Problem},
    http::{Answer, Body, Caller, Reply, Write, caller::WriteInterviews},
    outreach::settle,
};

/// Complete an interview
///
/// The people whom the interviewee led to become contacts and referrals, what should have been asked becomes questions,
/// other fields become themes with the status `idea`, and what is owed becomes follow-ups: a
/// thank-you by the end of the next day in the person's zone, one follow-up for the questions left over, and the next
/// update. All of it happens, or nothing.
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
            let ended = current.value.clone().complete(ending, now);
            let ended = ended.map_err(|refused| refusal("/at", refused))?;
            let interview = write.save(tx, owner, current.with(ended)).await?;
            let zone = zone(tx, owner).await?;
            let day = zone.day_of(now);
            let kept = closing.keep(tx, &write, owner, &interview, day).await?;
            let follow_ups = owe(tx, &write, owner, &interview, (zone, completed_at)).await?;
            touch(tx, owner, interview.value.contact_id, completed_at, now).await?;
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

/// The zone in which the person's days are counted.
async fn zone(tx: &Transaction, owner: Owner) -> Result<Zone, ApiError> {
    let account = account::find(tx, owner).await?;
    // Gone since the token was checked.
    let account = account.ok_or_else(ApiError::not_found)?;
    Ok(account.value.time_zone)
}

/// Makes the follow-ups that the conversation brings about.
async fn owe(
    tx: &Transaction,
    write: &Write,
    owner: Owner,
    interview: &Stored<Interview>,
    (zone, completed_at): (Zone, DateTime<Utc>),
) -> Result<Vec<Stored<FollowUp>>, ApiError> {
    let policy = policy(tx, owner, interview.value.outreach_id).await?;
    let questions = list(tx, owner, interview.id).await?;
    let conversation = Conversation {
        interview_id: interview.id,
        contact_id: interview.value.contact_id,
        completed_at,
        zone,
        deferred_questions: deferred(questions.iter().map(|question| &question.value)),
    };
    let policy = FollowUpPolicy {
        thank_you_days: policy.after.thank_you_days.value,
        deferred_questions_days: policy.after.deferred_questions_days.value,
        update_cadence_days: policy.after.update_cadence_days.value.default,
    };
    let mut owed = Vec::new();
    for follow_up in after_interview(&conversation, policy) {
        let (id, now) = (write.next_id(), write.now());
        owed.push(workspace::insert(tx, owner, id, &follow_up, now).await?);
    }
    Ok(owed)
}

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(complete_interview);
}
