//! This week against the caller's target, over HTTP.

use actix_web::get;
use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    agenda::{Activity, Progress, TargetWeek, Today, progress, week_starts},
    profile::WeeklyTarget,
};
use persistence::{agenda::list_activity, profile};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::{
    error::ApiError,
    http::{Answer, Caller, Read, caller::ReadAgenda},
};

/// What was done this week, and how many weeks met the target.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = AgendaWeek, example = json!({
    "object": "agenda_week", "starts_on": "2026-01-05", "starts_at": "2026-01-04T23:00:00Z",
    "ends_at": "2026-01-11T23:00:00Z", "done": { "outreach_attempts": 4, "conversations": 1 },
    "target": { "outreach_attempts": 3, "conversations": 1 }, "is_met": true, "streak_weeks": 2, "longest_streak_weeks": 5
}))]
struct AgendaWeekResponse {
    /// Always `agenda_week`.
    #[schema(max_length = 50)]
    object: &'static str,
    /// A Monday.
    starts_on: NaiveDate,
    starts_at: DateTime<Utc>,
    /// The first moment of the next Monday.
    ends_at: DateTime<Utc>,
    done: ActivityResponse,
    /// As the profile has it now; null when it has none.
    target: Option<ActivityResponse>,
    /// Whether both numbers are reached; null without a target.
    is_met: Option<bool>,
    /// Weeks up to this one that met the target one after the other. This week counts once it does, and does not break
    /// the streak before.
    #[schema(minimum = 0, maximum = 104)]
    streak_weeks: u32,
    #[schema(minimum = 0, maximum = 104)]
    longest_streak_weeks: u32,
}

/// Attempts and conversations of a week.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[schema(as = WeekActivity)]
struct ActivityResponse {
    /// The caller's own attempts.
    #[schema(minimum = 0, maximum = 2_147_483_647)]
    outreach_attempts: u32,
    /// Interviews completed.
    #[schema(minimum = 0, maximum = 2_147_483_647)]
    conversations: u32,
}

impl From<Activity> for ActivityResponse {
    fn from(
        Activity {
            outreach_attempts,
            conversations,
        }: Activity,
    ) -> Self {
        Self {
            outreach_attempts,
            conversations,
        }
    }
}

impl From<WeeklyTarget> for ActivityResponse {
    fn from(
        WeeklyTarget {
            outreach_attempts,
            conversations,
        }: WeeklyTarget,
    ) -> Self {
        Self {
            outreach_attempts: outreach_attempts.get().unsigned_abs().into(),
            conversations: conversations.get().unsigned_abs().into(),
        }
    }
}

impl From<Progress> for AgendaWeekResponse {
    fn from(
        Progress {
            week:
                TargetWeek {
                    starts_on,
                    starts_at,
                    ends_at,
                },
            done,
            target,
            is_met,
            streak,
            longest_streak,
        }: Progress,
    ) -> Self {
        Self {
            object: "agenda_week",
            starts_on,
            starts_at,
            ends_at,
            done: done.into(),
            target: target.map(ActivityResponse::from),
            is_met,
            streak_weeks: streak,
            longest_streak_weeks: longest_streak,
        }
    }
}

/// Find this week's progress
///
/// What was done since Monday, in the caller's time zone, against the weekly target of the profile (F129), and for how many
/// weeks one after the other the target was met. The last 104 weeks are looked at, and all are held against the target as
/// it is now.
#[utoipa::path(operation_id = "find_agenda_week", tag = "agenda", security(("bearer" = ["agenda:read"])),
    responses((status = 200, description = "This week and the streaks", body = AgendaWeekResponse)))]
#[get("/agenda/week")]
async fn find_agenda_week(
    caller: Caller<ReadAgenda>,
    read: Read,
) -> Result<Answer<AgendaWeekResponse>, ApiError> {
    let kept = profile::find(read.db(), caller.owner).await?;
    // Gone since the token was checked.
    let own = kept.ok_or_else(ApiError::not_found)?.whole().value;
    let today = Today {
        now: read.now(),
        zone: own.time_zone,
    };
    let starts = week_starts(today);
    let weeks = list_activity(read.db(), caller.owner, starts, today.now).await?;
    let progress = progress(&weeks, own.profile.weekly_target, today);
    Ok(Answer::ok(&AgendaWeekResponse::from(progress)))
}

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(find_agenda_week);
}
