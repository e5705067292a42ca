//! Completing an interview: its end, whom it led to and what is owed now, all in one transaction.

use actix_web::{post, web::Path};
use chrono::{DateTime, Utc};
use domain::{
    Id, Stored, Zone,
    contact::Contact,
    follow_up::{Conversation, FollowUp, FollowUpPolicy, after_interview},
    interview::{Interview, deferred},
    referral::{Origin, Referral},
};
use persistence::{
    Transaction, account, contact::touch, interview_question::list, workspace, workspace::Owner,
};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::{
    completion_wire::{Completed, CompletedResponse, InterviewCompletionInput, Lead, To},
    policy,
    refusal::refusal,
};
use crate::{
    contact::admit_custom,
    error::{ApiError, Problem},
    http::{Answer, Body, Caller, Reply, Write, caller::WriteInterviews},
    outreach::settle,
};

/// Complete an interview
///
/// The people whom the interviewee led to become contacts and referrals, and what is owed becomes follow-ups: a
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
    let (ending, leads) = body.0.read(now)?;
    write
        .run(owner, async |tx| {
            let current: Stored<Interview> = write.find_for_update(tx, owner, *id).await?;
            let completed_at = ending.at;
            let ended = current.value.clone().complete(ending, now);
            let ended = ended.map_err(|refused| refusal("/at", refused))?;
            let interview = write.save(tx, owner, current.with(ended)).await?;
            let zone = zone(tx, owner).await?;
            let (contacts, referrals) =
                follow(tx, &write, owner, &interview, (zone, leads)).await?;
            let follow_ups = owe(tx, &write, owner, &interview, (zone, completed_at)).await?;
            touch(tx, owner, interview.value.contact_id, completed_at, now).await?;
            settle(tx, owner, interview.value.outreach_id, now).await?;
            let completed = Completed {
                interview,
                contacts,
                referrals,
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

/// Adds the contacts that the interviewee led to, and the referrals to them.
async fn follow(
    tx: &Transaction,
    write: &Write,
    owner: Owner,
    interview: &Stored<Interview>,
    (zone, leads): (Zone, Vec<Lead>),
) -> Result<(Vec<Stored<Contact>>, Vec<Stored<Referral>>), ApiError> {
    let (mut contacts, mut referrals) = (Vec::new(), Vec::new());
    for (index, lead) in leads.into_iter().enumerate() {
        let below = |refused: ApiError| refused.below(&format!("/referrals/{index}"));
        let Lead {
            to,
            permission,
            note,
        } = lead;
        let to = match to {
            To::Known(id) => known(tx, owner, id).await.map_err(below)?,
            To::New(contact) => {
                let added = add(tx, write, owner, &contact).await.map_err(below)?;
                let id = added.id;
                contacts.push(added);
                id
            }
        };
        let referrer = interview.value.contact_id;
        let arose = Some(Origin::Interview(interview.id));
        let referral = Referral::new(referrer, to, arose, note);
        let referral = referral.map_err(|refused| below(refused.into()))?;
        let (id, now) = (write.next_id(), write.now());
        let referral = referral.permitted(permission, zone.day_of(now));
        referrals.push(workspace::insert(tx, owner, id, &referral, now).await?);
    }
    Ok((contacts, referrals))
}

async fn known(tx: &Transaction, owner: Owner, id: Id<Contact>) -> Result<Id<Contact>, ApiError> {
    let found = workspace::find(tx, owner, id).await?;
    found.map_or_else(
        || Err(ApiError::unknown_reference("/contact_id")),
        |_| Ok(id),
    )
}

async fn add(
    tx: &Transaction,
    write: &Write,
    owner: Owner,
    contact: &Contact,
) -> Result<Stored<Contact>, ApiError> {
    let admitted = admit_custom(tx, owner, None, contact).await;
    admitted.map_err(|refused| refused.below("/contact"))?;
    let added = workspace::insert(tx, owner, write.next_id(), contact, write.now()).await;
    added.map_err(|refused| ApiError::from(refused).below("/contact"))
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
