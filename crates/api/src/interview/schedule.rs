//! Agreeing on an interview: scheduling, rescheduling, calling off.

use actix_web::{post, web::Path};
use chrono::{DateTime, Utc};
use domain::{
    Id, Zone,
    interview::{self, Interview, NewTime, Plan, PlannedMinutes},
    outreach::{Outreach, OutreachState},
    theme::Theme,
};
use persistence::{
    outreach::{Pursuit, find_for_update},
    workspace,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::{
    arrange, proceed,
    refusal::refusal,
    wire::{CanceledBy, InterviewKind, InterviewResponse, Mode},
};
use crate::{
    error::{ApiError, Code, Problem},
    http::{Answer, Body, Caller, Reply, Write, caller::WriteInterviews},
    wire::{Word, instant, optional_text, optional_web_url, whole, zone},
};

/// What the two agreed on.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "outreach_id": "019b76da-a800-7000-8000-000000000007", "mode": "in_person", "place": "Cafe Central",
    "starts_at": "2026-01-08T14:00:00Z", "planned_minutes": 20
}))]
struct InterviewInput {
    /// The outreach that led to a yes.
    outreach_id: Uuid,
    /// `exploratory` when it is not given.
    kind: Option<InterviewKind>,
    mode: Mode,
    /// Where they meet; the interviewee chooses, so it may follow.
    #[schema(min_length = 1, max_length = 500)]
    place: Option<String>,
    /// What to open for a video call.
    #[schema(format = "uri", min_length = 1, max_length = 2000)]
    link: Option<String>,
    starts_at: DateTime<Utc>,
    /// The IANA zone in which the two agreed on the time; the account's when it is not given.
    #[schema(min_length = 1, max_length = 64)]
    time_zone: Option<String>,
    /// The minutes asked for; what the methodology proposes when it is not given.
    #[schema(minimum = 5, maximum = 60)]
    planned_minutes: Option<i16>,
    /// The outreach's when it is not given.
    theme_id: Option<Uuid>,
    #[schema(min_length = 1, max_length = 20000)]
    notes: Option<String>,
}

/// Another time for an interview.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "starts_at": "2026-01-09T14:00:00Z" }))]
struct RescheduleInput {
    starts_at: DateTime<Utc>,
    /// As it was when it is not given.
    #[schema(min_length = 1, max_length = 64)]
    time_zone: Option<String>,
    /// As they were when they are not given.
    #[schema(minimum = 5, maximum = 60)]
    planned_minutes: Option<i16>,
}

/// Who calls an interview off, and why.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "by": "interviewee", "reason": "Her flight was canceled." }))]
struct CancelInput {
    by: CanceledBy,
    #[schema(min_length = 1, max_length = 1000)]
    reason: Option<String>,
}

impl InterviewInput {
    /// The plan, completed by what the outreach and its methodology say.
    fn plan(self, pursuit: &Pursuit) -> Result<Plan, ApiError> {
        let Pursuit {
            outreach,
            policy,
            facts,
            ..
        } = pursuit;
        let usual = PlannedMinutes::nearest(policy.preparing.ask_minutes.value.default);
        let minutes = minutes(self.planned_minutes)?;
        Ok(Plan {
            outreach_id: outreach.id,
            contact_id: outreach.value.contact_id,
            theme_id: self.theme_id.map(Id::new).or(outreach.value.theme_id),
            kind: self
                .kind
                .map_or(interview::InterviewKind::Exploratory, |Word(kind)| kind),
            mode: self.mode.0,
            place: optional_text("/place", self.place.as_deref())?,
            link: optional_web_url("/link", self.link.as_deref())?,
            starts_at: instant("/starts_at", self.starts_at)?,
            zone: time_zone(self.time_zone.as_deref())?.unwrap_or(facts.zone()),
            planned_minutes: minutes.unwrap_or(usual),
            notes: optional_text("/notes", self.notes.as_deref())?,
        })
    }
}

fn time_zone(given: Option<&str>) -> Result<Option<Zone>, ApiError> {
    given.map(|given| zone("/time_zone", given)).transpose()
}

fn minutes(given: Option<i16>) -> Result<Option<PlannedMinutes>, ApiError> {
    let minutes = given.map(|minutes| whole("/planned_minutes", minutes));
    minutes.transpose()
}

/// Refuses unless the outreach led to a yes.
pub(crate) fn admit(outreach: &Outreach) -> Result<(), ApiError> {
    let state = outreach.course.state;
    if state == OutreachState::MeetingAgreed {
        return Ok(());
    }
    let detail = format!(
        "The outreach is {state}. Record the attempt with the outcome meeting_agreed first."
    );
    Err(ApiError::new(Code::MeetingNotAgreed, detail).with("state", state.to_string()))
}

/// Schedule an interview
///
/// The outreach must have led to a yes; its contact is the interviewee. At most one interview of an outreach is arranged
/// at a time.
#[utoipa::path(operation_id = "schedule_interview", tag = "interviews", security(("bearer" = ["interviews:write"])),
    request_body = InterviewInput,
    responses(
        (status = 201, description = "The interview", body = InterviewResponse),
        (status = 409, description = "`meeting_not_agreed`: the problem names the outreach's `state`; \
            `interview_already_open`: another one is arranged", body = Problem),
    ))]
#[post("/interviews")]
async fn schedule_interview(
    caller: Caller<WriteInterviews>,
    write: Write,
    body: Body<InterviewInput>,
) -> Result<Answer<InterviewResponse>, ApiError> {
    let (owner, id, now) = (caller.owner, write.new_id()?, write.now());
    let input = body.0;
    write
        .run(owner, async |tx| {
            let found = find_for_update(tx, owner, Id::new(input.outreach_id)).await?;
            let pursuit = found.ok_or_else(|| ApiError::unknown_reference("/outreach_id"))?;
            if let Some(theme) = input.theme_id {
                // Before the rules about the outreach, as every other field.
                let found = workspace::find::<Theme>(tx, owner, Id::new(theme)).await?;
                found.ok_or_else(|| ApiError::unknown_reference("/theme_id"))?;
            }
            let plan = input.plan(&pursuit)?;
            admit(&pursuit.outreach.value)?;
            let interview = Interview::schedule(plan, now).map_err(not_at_that_time)?;
            let stored = arrange(tx, &write, owner, id, &interview).await?;
            Ok(Reply::created("/v1/interviews", stored))
        })
        .await
}

/// Reschedule an interview
///
/// Only another start counts as a rescheduling.
#[utoipa::path(operation_id = "reschedule_interview", tag = "interviews", security(("bearer" = ["interviews:write"])),
    request_body = RescheduleInput,
    responses(
        (status = 200, description = "The interview at its new time", body = InterviewResponse),
        (status = 409, description = "`wrong_state`: only a scheduled interview is moved", body = Problem),
    ))]
#[post("/interviews/{id}/reschedule")]
async fn reschedule_interview(
    caller: Caller<WriteInterviews>,
    write: Write,
    id: Path<Uuid>,
    body: Body<RescheduleInput>,
) -> Result<Answer<InterviewResponse>, ApiError> {
    let to = NewTime {
        starts_at: instant("/starts_at", body.0.starts_at)?,
        zone: time_zone(body.0.time_zone.as_deref())?,
        planned_minutes: minutes(body.0.planned_minutes)?,
    };
    let now = write.now();
    proceed(&write, caller.owner, *id, |interview| {
        interview.reschedule(to, now).map_err(not_at_that_time)
    })
    .await
}

/// Cancel an interview
///
/// Also one that has begun, for it may be broken off at the door. The outreach says what to do next.
#[utoipa::path(operation_id = "cancel_interview", tag = "interviews", security(("bearer" = ["interviews:write"])),
    request_body = CancelInput,
    responses(
        (status = 200, description = "The interview, canceled", body = InterviewResponse),
        (status = 409, description = "`wrong_state`: it is over", body = Problem),
    ))]
#[post("/interviews/{id}/cancel")]
async fn cancel_interview(
    caller: Caller<WriteInterviews>,
    write: Write,
    id: Path<Uuid>,
    body: Body<CancelInput>,
) -> Result<Answer<InterviewResponse>, ApiError> {
    let CancelInput {
        by: Word(by),
        reason,
    } = body.0;
    let reason = optional_text("/reason", reason.as_deref())?;
    proceed(&write, caller.owner, *id, |interview| {
        interview.cancel(by, reason).map_err(not_at_that_time)
    })
    .await
}

fn not_at_that_time(refused: interview::Refused) -> ApiError {
    refusal("/starts_at", refused)
}

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(schedule_interview)
        .service(reschedule_interview)
        .service(cancel_interview);
}
