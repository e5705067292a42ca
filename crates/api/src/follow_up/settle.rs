//! What happens to a follow-up: done, put off, skipped, taken up again.

use actix_web::{post, web::Path};
use chrono::{DateTime, Utc};
use domain::{
    Stored,
    follow_up::{FollowUp, FollowUpKind, Occasion},
    interview::Interview,
    referral::Closure,
};
use persistence::{
    Transaction,
    workspace::{self, Owner},
};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::{keep_up, touched, updated, wire::FollowUpResponse};
use crate::{
    error::{ApiError, Problem},
    http::{Answer, Body, Caller, Reply, Write, caller::WriteFollowUps},
    interview::refusal,
    wire::{instant, text},
};

/// When it was done.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "at": "2026-01-05T08:30:00Z" }))]
struct FollowUpCompletionInput {
    /// Now when it is not given; never in the future.
    at: Option<DateTime<Utc>>,
}

/// Until when it is put off.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "until": "2026-01-12T08:00:00Z" }))]
struct FollowUpSnoozeInput {
    /// A moment to come.
    until: DateTime<Utc>,
}

/// Why it is not done.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "reason": "We met by chance, and I thanked her there." }))]
struct FollowUpSkipInput {
    #[schema(min_length = 1, max_length = 1000)]
    reason: String,
}

/// Complete a follow-up
///
/// It is done. When doing it means that the contact heard from the person (a confirmation, thanks, the questions left over,
/// the resume, word of a referral, an update), the contact's `last_contacted_at` moves along, and the next update to them
/// is counted from then. Notes that were to be
/// transcribed are, and the loop of a referral that was to be closed is.
#[utoipa::path(operation_id = "complete_follow_up", tag = "follow-ups", security(("bearer" = ["follow_ups:write"])),
    request_body = FollowUpCompletionInput,
    responses(
        (status = 200, description = "The follow-up, done", body = FollowUpResponse),
        (status = 409, description = "`already_settled`: `state` says how", body = Problem),
    ))]
#[post("/follow-ups/{id}/complete")]
async fn complete_follow_up(
    caller: Caller<WriteFollowUps>,
    write: Write,
    id: Path<Uuid>,
    body: Body<FollowUpCompletionInput>,
) -> Result<Answer<FollowUpResponse>, ApiError> {
    let now = write.now();
    let at = body.0.at.map(|at| instant("/at", at)).transpose()?;
    let at = at.unwrap_or(now);
    let owner = caller.owner;
    write
        .run(owner, async |tx| {
            let current: Stored<FollowUp> = write.find_for_update(tx, owner, *id).await?;
            let done = current.value.clone().done(at, now)?;
            bear_out(tx, &write, owner, &done, at).await?;
            let done = write.save(tx, owner, current.with(done)).await?;
            let contact = [done.value.contact_id];
            if done.value.kind == FollowUpKind::Update {
                updated(tx, &write, owner, &contact, at).await?;
            } else if done.value.kind.reaches_the_contact() {
                touched(tx, &write, owner, &contact, at).await?;
            }
            Ok(Reply::ok(done))
        })
        .await
}

/// Snooze a follow-up
///
/// It is put off: the agenda shows it for that day. `due_at` stays, so that the delay remains visible.
#[utoipa::path(operation_id = "snooze_follow_up", tag = "follow-ups", security(("bearer" = ["follow_ups:write"])),
    request_body = FollowUpSnoozeInput,
    responses(
        (status = 200, description = "The follow-up, put off", body = FollowUpResponse),
        (status = 409, description = "`already_settled`: `state` says how", body = Problem),
    ))]
#[post("/follow-ups/{id}/snooze")]
async fn snooze_follow_up(
    caller: Caller<WriteFollowUps>,
    write: Write,
    id: Path<Uuid>,
    body: Body<FollowUpSnoozeInput>,
) -> Result<Answer<FollowUpResponse>, ApiError> {
    let (now, until) = (write.now(), instant("/until", body.0.until)?);
    let snoozed = async |_: &Transaction, current: Stored<FollowUp>| {
        let snoozed = current.value.clone().snooze(until, now)?;
        Ok(current.with(snoozed))
    };
    write.change(caller.owner, *id, snoozed).await
}

/// Skip a follow-up
///
/// It is settled without being done, for a reason.
#[utoipa::path(operation_id = "skip_follow_up", tag = "follow-ups", security(("bearer" = ["follow_ups:write"])),
    request_body = FollowUpSkipInput,
    responses(
        (status = 200, description = "The follow-up, skipped", body = FollowUpResponse),
        (status = 409, description = "`already_settled`: `state` says how", body = Problem),
    ))]
#[post("/follow-ups/{id}/skip")]
async fn skip_follow_up(
    caller: Caller<WriteFollowUps>,
    write: Write,
    id: Path<Uuid>,
    body: Body<FollowUpSkipInput>,
) -> Result<Answer<FollowUpResponse>, ApiError> {
    let (now, reason) = (write.now(), text("/reason", &body.0.reason)?);
    let skipped = async |_: &Transaction, current: Stored<FollowUp>| {
        let skipped = current.value.clone().skip(reason, now)?;
        Ok(current.with(skipped))
    };
    write.change(caller.owner, *id, skipped).await
}

/// Reopen a follow-up
///
/// It was settled by mistake: it is pending again, and due when it was. Notes count as not transcribed. The contact's
/// `last_contacted_at` stays, and so does what a referrer was told.
#[utoipa::path(operation_id = "reopen_follow_up", tag = "follow-ups", security(("bearer" = ["follow_ups:write"])),
    responses(
        (status = 200, description = "The follow-up, pending again", body = FollowUpResponse),
        (status = 409, description = "`wrong_state`: it is pending, as `state` says", body = Problem),
    ))]
#[post("/follow-ups/{id}/reopen")]
async fn reopen_follow_up(
    caller: Caller<WriteFollowUps>,
    write: Write,
    id: Path<Uuid>,
) -> Result<Answer<FollowUpResponse>, ApiError> {
    let owner = caller.owner;
    write
        .run(owner, async |tx| {
            let current: Stored<FollowUp> = write.find_for_update(tx, owner, *id).await?;
            let reopened = current.value.clone().reopen()?;
            take_back(tx, &write, owner, &reopened).await?;
            let reopened = write.save(tx, owner, current.with(reopened)).await?;
            if reopened.value.kind == FollowUpKind::Update {
                // It was made before the update that came after it, which therefore goes.
                let contact = reopened.value.contact_id;
                keep_up(tx, &write, owner, &[contact], Occasion::Other).await?;
            }
            Ok(Reply::ok(reopened))
        })
        .await
}

/// Makes what a follow-up was about say that it is done, unless it says so already.
async fn bear_out(
    tx: &Transaction,
    write: &Write,
    owner: Owner,
    done: &FollowUp,
    at: DateTime<Utc>,
) -> Result<(), ApiError> {
    if let Some(interview) = transcribed(tx, owner, done).await?
        && interview.value.notes_transcribed_at().is_none()
    {
        let next = interview.value.clone().transcribe(at, write.now());
        let next = next.map_err(|refused| refusal("/at", refused))?;
        write.save(tx, owner, interview.with(next)).await?;
    }
    if let Some(referral) = done.referral_id
        && let Some(referral) = workspace::find_for_update(tx, owner, referral).await?
        && referral.value.closure.is_none()
    {
        let closed = referral.value.clone();
        let closed = closed.close_loop(Closure { at, note: None })?;
        write.save(tx, owner, referral.with(closed)).await?;
    }
    Ok(())
}

/// Makes the interview say that its notes are not transcribed after all.
async fn take_back(
    tx: &Transaction,
    write: &Write,
    owner: Owner,
    reopened: &FollowUp,
) -> Result<(), ApiError> {
    if let Some(interview) = transcribed(tx, owner, reopened).await? {
        let next = interview.value.clone().transcribed(None);
        write.save(tx, owner, interview.with(next)).await?;
    }
    Ok(())
}

/// The interview of which a rule wanted the notes to be transcribed.
async fn transcribed(
    tx: &Transaction,
    owner: Owner,
    follow_up: &FollowUp,
) -> Result<Option<Stored<Interview>>, ApiError> {
    let is_asked = follow_up.kind == FollowUpKind::TranscribeNotes && follow_up.rule.is_some();
    match follow_up.interview_id.filter(|_| is_asked) {
        Some(interview) => Ok(workspace::find_for_update(tx, owner, interview).await?),
        None => Ok(None),
    }
}

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(complete_follow_up)
        .service(snooze_follow_up)
        .service(skip_follow_up)
        .service(reopen_follow_up);
}
