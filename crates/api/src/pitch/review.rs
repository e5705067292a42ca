//! Whether a pitch has what it needs and keeps the time.

use actix_web::{get, web::Path};
use domain::{
    Id, Stored, Text,
    methodology::{Policy, Preparing},
    organization::Organization,
    pitch::{Pitch, PitchFinding, PitchPolicy, PitchTiming, Rehearsed, review, where_i_am},
    profile::SearchStage,
};
use persistence::{
    Executor,
    pitch::rehearsal::list_of,
    profile,
    workspace::{self, Owner},
};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::PitchReviewResponse;
use crate::{
    auth::Scope,
    error::ApiError,
    http::{Answer, Caller, Read, caller::ReadProfile},
    methodology::chosen_policy,
};

/// What is said of a pitch, with what it goes by.
pub(crate) struct Reviewed<'a> {
    pub(super) id: Id<Pitch>,
    pub(super) rehearsed: Option<Rehearsed>,
    pub(super) timing: PitchTiming,
    pub(super) findings: [PitchFinding; 4],
    pub(super) preparing: &'a Preparing,
    /// What the organization that it is for says it is for.
    pub(super) mission: Option<String>,
    /// What the person may say of where they stand, where the pitch does not.
    pub(super) where_i_am: Option<String>,
}

/// Looks up the rehearsals of a pitch, the mission it speaks to and the person's standpoint, and judges it.
pub(crate) async fn review_of<'a>(
    db: &impl Executor,
    owner: Owner,
    pitch: &Stored<Pitch>,
    policy: &'a Policy,
) -> Result<Reviewed<'a>, ApiError> {
    let preparing = &policy.preparing;
    let limits = PitchPolicy::from(preparing);
    let rehearsals = list_of(db, owner, pitch.id).await?;
    let rehearsed = Rehearsed::of(&rehearsals, limits.seconds);
    let (timing, findings) = review(&pitch.value, rehearsed, limits);
    let where_i_am = match pitch.value.sections.where_i_am {
        Some(_) => None,
        None => stage(db, owner).await?.map(where_i_am),
    };
    Ok(Reviewed {
        id: pitch.id,
        rehearsed,
        timing,
        findings,
        preparing,
        mission: mission(db, owner, pitch.value.organization_id).await?,
        where_i_am: where_i_am.map(Text::into_string),
    })
}

async fn stage(db: &impl Executor, owner: Owner) -> Result<Option<SearchStage>, ApiError> {
    let kept = profile::find(db, owner).await?;
    Ok(kept.and_then(|kept| kept.whole().value.profile.search_stage))
}

async fn mission(
    db: &impl Executor,
    owner: Owner,
    organization: Option<Id<Organization>>,
) -> Result<Option<String>, ApiError> {
    let Some(id) = organization else {
        return Ok(None);
    };
    let found = workspace::find(db, owner, id).await?;
    let mission = found.and_then(|found| found.value.mission);
    Ok(mission.map(Text::into_string))
}

/// Review a pitch
///
/// How long it takes, by the last rehearsal or else by its words at the pace of the caller's methodology, whether that is
/// within the methodology's limits, what is missing, and what to do. A pitch without a word on where the person stands
/// gets a proposal from their profile; one for an organization has its mission beside it.
#[utoipa::path(operation_id = "find_pitch_review", tag = "pitches",
    security(("bearer" = ["profile:read", "organizations:read"])),
    responses((status = 200, description = "The review", body = PitchReviewResponse)))]
#[get("/pitches/{id}/review")]
async fn find_pitch_review(
    caller: Caller<ReadProfile>,
    read: Read,
    id: Path<Uuid>,
) -> Result<Answer<PitchReviewResponse>, ApiError> {
    caller.require(Scope::OrganizationsRead)?;
    let (db, owner) = (read.db(), caller.owner);
    let pitch = workspace::find::<Pitch>(db, owner, Id::new(*id)).await?;
    let pitch = pitch.ok_or_else(ApiError::not_found)?;
    let policy = chosen_policy(db, owner).await?;
    let reviewed = review_of(db, owner, &pitch, &policy).await?;
    Ok(Answer::ok(&reviewed.into()))
}

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(find_pitch_review);
}
