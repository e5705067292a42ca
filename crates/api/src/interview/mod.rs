//! Interviews over HTTP.

mod beforehand;
mod brief;
mod brief_at_hand_wire;
mod brief_logistics_wire;
mod brief_wire;
mod closing;
mod completed_wire;
mod completion;
mod completion_wire;
mod debrief_wire;
mod follow_ups;
mod from_set;
mod live;
mod live_wire;
mod log;
mod log_wire;
mod neighbor;
mod pitch;
mod plan;
mod plan_wire;
mod preparation;
mod questions;
mod readiness;
mod readiness_fix;
mod readiness_wire;
mod refusal;
mod reverse;
mod schedule;
mod session;
mod transcription;
mod wire;

use actix_web::{delete, get, patch, web::Path};
use chrono::{DateTime, Utc};
use domain::{
    Id, Stored,
    follow_up::Occasion,
    interview::{self, Interview},
    methodology::Policy,
    outreach::Outreach,
};
use persistence::{
    Executor, Transaction,
    interview::{Criteria, filter},
    methodology::find_of_outreach,
    workspace::{self, Owner},
};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

pub(crate) use self::{
    brief::BriefFormat, follow_ups::zone, neighbor::InterviewExpansion,
    readiness_fix::FixingOperationResponse, refusal::refusal, schedule::admit,
};
use self::{
    follow_ups::{Change, settle_follow_ups},
    neighbor::ExpandInterview,
    wire::{InterviewDetailsInput, InterviewPatch, InterviewResponse, InterviewState},
};
use crate::{
    error::ApiError,
    follow_up::keep_up,
    http::{
        Answer, Caller, Page, PageQuery, Query, Read, Reply, Write,
        caller::{ReadInterviews, WriteInterviews},
    },
    outreach::settle,
    wire::{InterviewSort, Word},
};

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ListInterviews {
    /// Only interviews in one of these states.
    #[param(max_items = 5)]
    state: Option<Vec<InterviewState>>,
    /// Only interviews with this contact.
    contact_id: Option<Uuid>,
    /// Only interviews that this outreach led to.
    outreach_id: Option<Uuid>,
    /// Only interviews for this theme.
    theme_id: Option<Uuid>,
    /// Only interviews that start at this moment or later.
    starts_after: Option<DateTime<Utc>>,
    /// Only interviews that start before this moment.
    starts_before: Option<DateTime<Utc>>,
    /// The order; newest first when it is not given.
    sort: Option<InterviewSort>,
}

/// List interviews
#[utoipa::path(operation_id = "list_interviews", tag = "interviews", security(("bearer" = ["interviews:read"])),
    params(ListInterviews, ExpandInterview, PageQuery),
    responses((status = 200, description = "One page of the caller's interviews", body = Page<InterviewResponse>)))]
#[get("/interviews")]
async fn list_interviews(
    caller: Caller<ReadInterviews>,
    read: Read,
    list: Query<ListInterviews>,
    expand: Query<ExpandInterview>,
    page: Query<PageQuery>,
) -> Result<Answer<Page<InterviewResponse>>, ApiError> {
    let list = list.0;
    let sort = InterviewSort::word(list.sort);
    let criteria = Criteria {
        states: Word::list(list.state),
        contact_id: list.contact_id.map(Id::new),
        outreach_id: list.outreach_id.map(Id::new),
        theme_id: list.theme_id.map(Id::new),
        starts_after: list.starts_after,
        starts_before: list.starts_before,
    };
    read.page_with::<_, Interview, _>(&caller, filter(criteria), sort, page.0, expand.0.expand)
        .await
}

/// Find an interview
#[utoipa::path(operation_id = "find_interview", tag = "interviews", security(("bearer" = ["interviews:read"])),
    params(ExpandInterview),
    responses((status = 200, description = "The interview", body = InterviewResponse)))]
#[get("/interviews/{id}")]
async fn find_interview(
    caller: Caller<ReadInterviews>,
    read: Read,
    id: Path<Uuid>,
    expand: Query<ExpandInterview>,
) -> Result<Answer<InterviewResponse>, ApiError> {
    read.one_with::<_, Interview, _>(&caller, *id, expand.0.expand)
        .await
}

/// Change an interview
///
/// What the two agreed on besides the time, and the notes, in any state. The time is moved by rescheduling. A resume that
/// they asked for is a follow-up, as long as they do.
#[utoipa::path(operation_id = "update_interview", tag = "interviews", security(("bearer" = ["interviews:write"])),
    request_body(content = InterviewPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "The interview as it now is", body = InterviewResponse)))]
#[patch("/interviews/{id}")]
async fn update_interview(
    caller: Caller<WriteInterviews>,
    write: Write,
    id: Path<Uuid>,
    patch: InterviewPatch,
) -> Result<Answer<InterviewResponse>, ApiError> {
    let (owner, now) = (caller.owner, write.now());
    write
        .run(owner, async |tx| {
            let current: Stored<Interview> = write.find_for_update(tx, owner, *id).await?;
            let details = patch.apply(&InterviewDetailsInput::from(&current.value))?;
            let next = details.change(current.value.clone(), now)?;
            let saved = if next.resume_requested_at == current.value.resume_requested_at {
                write.save(tx, owner, current.with(next)).await?
            } else {
                follow(tx, &write, owner, current, next).await?
            };
            Ok(Reply::ok(saved))
        })
        .await
}

/// Delete an interview
///
/// Its questions and follow-ups go with it. To call it off, cancel it instead.
#[utoipa::path(operation_id = "delete_interview", tag = "interviews", security(("bearer" = ["interviews:write"])),
    responses((status = 204, description = "It is gone")))]
#[delete("/interviews/{id}")]
async fn delete_interview(
    caller: Caller<WriteInterviews>,
    write: Write,
    id: Path<Uuid>,
) -> Result<Answer<()>, ApiError> {
    let owner = caller.owner;
    write
        .run(owner, async |tx| {
            let current: Stored<Interview> = write.find_for_update(tx, owner, *id).await?;
            workspace::delete(tx, owner, current.id)
                .await
                .map_err(ApiError::of_deletion)?;
            settle(tx, owner, current.value.outreach_id, write.now()).await?;
            if current.value.state.word() == interview::InterviewState::Completed {
                let contact = [current.value.contact_id];
                keep_up(tx, &write, owner, &contact, Occasion::Other).await?;
            }
            Ok(Reply::nothing())
        })
        .await
}

/// Keeps a new interview with what is owed for it, and puts its outreach on the course that follows.
pub(crate) async fn arrange(
    tx: &Transaction,
    write: &Write,
    owner: Owner,
    id: Id<Interview>,
    interview: &Interview,
) -> Result<Stored<Interview>, ApiError> {
    let stored = workspace::insert(tx, owner, id, interview, write.now()).await?;
    let zone = zone(tx, owner).await?;
    settle_follow_ups(tx, write, owner, Change::of(None, &stored), zone).await?;
    settle(tx, owner, stored.value.outreach_id, write.now()).await?;
    Ok(stored)
}

/// Takes an interview to its next state, and its follow-ups and its outreach with it.
async fn proceed(
    write: &Write,
    owner: Owner,
    id: Uuid,
    transition: impl FnOnce(Interview) -> Result<Interview, ApiError>,
) -> Result<Answer<InterviewResponse>, ApiError> {
    write
        .run(owner, async |tx| {
            let current: Stored<Interview> = write.find_for_update(tx, owner, id).await?;
            let next = transition(current.value.clone())?;
            let next = follow(tx, write, owner, current, next).await?;
            settle(tx, owner, next.value.outreach_id, write.now()).await?;
            Ok(Reply::ok(next))
        })
        .await
}

/// Saves what became of an interview, and settles its follow-ups with it.
async fn follow(
    tx: &Transaction,
    write: &Write,
    owner: Owner,
    current: Stored<Interview>,
    next: Interview,
) -> Result<Stored<Interview>, ApiError> {
    let before = current.value.clone();
    let next = write.save(tx, owner, current.with(next)).await?;
    let (change, zone) = (Change::of(Some(&before), &next), zone(tx, owner).await?);
    settle_follow_ups(tx, write, owner, change, zone).await?;
    Ok(next)
}

/// The numbers that an interview goes by: those of the outreach that led to it.
pub(crate) async fn policy(
    db: &impl Executor,
    owner: Owner,
    outreach: Id<Outreach>,
) -> Result<Policy, ApiError> {
    let found = find_of_outreach(db, owner, outreach).await?;
    let found = found.ok_or_else(|| ApiError::internal("an interview without a methodology"))?;
    Ok(found.value.policy()?)
}

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    schedule::routes(config);
    config
        .service(list_interviews)
        .service(find_interview)
        .service(update_interview)
        .service(delete_interview);
    session::routes(config);
    live::routes(config);
    log::routes(config);
    completion::routes(config);
    transcription::routes(config);
    readiness::routes(config);
    preparation::routes(config);
    pitch::routes(config);
    reverse::routes(config);
    brief::routes(config);
    plan::routes(config);
    from_set::routes(config);
    questions::routes(config);
}
