//! How steadily the caller asks, over HTTP.

use actix_web::get;
use chrono::NaiveDate;
use domain::{
    analytics::{self, Effort, MAX_WEEKS, Week, WeekdayEffort, effort, first_day},
    profile::WeeklyTarget,
};
use persistence::{analytics::list_days, profile};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

use super::wire::RateResponse;
use crate::{
    error::ApiError,
    http::{Answer, Caller, Query, Read, caller::ReadAnalytics},
    wire::Word,
};

type Weekday = Word<analytics::Weekday>;

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Shown {
    /// How many weeks are shown, this one included.
    #[param(minimum = 1, maximum = 104, default = 12, example = 12)]
    weeks: Option<u32>,
}

/// How steadily somebody asks, over two years at most.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = AskingEffort, example = json!({
    "object": "asking_effort", "weekly_target": 3,
    "weeks": [{ "starts_on": "2026-01-05", "attempts": 4, "is_met": true }],
    "streak_weeks": 1, "longest_streak_weeks": 5,
    "weekdays": [{
        "weekday": "tuesday", "attempts": 3,
        "answered": {
            "successes": 2, "trials": 3, "estimate": 0.6667,
            "interval": { "low": 0.2077, "high": 0.9385, "confidence_percent": 95 }, "is_small_sample": true,
            "words": "2 of 3 attempts were answered; with so few, anything from 21 to 94 percent is possible."
        }
    }],
    "best_weekday": "tuesday", "words": "4 attempts this week for a target of 3, met 1 week running."
}))]
struct EffortResponse {
    /// Always `asking_effort`.
    #[schema(max_length = 50)]
    object: &'static str,
    /// Attempts a week, as the profile has them today; null when it has none.
    #[schema(minimum = 1, maximum = 100)]
    weekly_target: Option<u32>,
    /// Weeks from Monday to Sunday in the caller's time zone. The last is this week, which is not over.
    #[schema(max_items = 104)]
    weeks: Vec<WeekResponse>,
    /// Weeks up to this one that met the target one after the other. This week counts once it does, and does not break
    /// the streak before.
    #[schema(minimum = 0, maximum = 104)]
    streak_weeks: u32,
    #[schema(minimum = 0, maximum = 104)]
    longest_streak_weeks: u32,
    /// Every day of the week, over the two years.
    #[schema(max_items = 7)]
    weekdays: Vec<WeekdayResponse>,
    /// Where the lower bound of the answers is highest; null while nothing was answered.
    best_weekday: Option<Weekday>,
    /// The same in plain words.
    #[schema(max_length = 1000)]
    words: String,
}

/// One week of asking.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = AskingWeek)]
struct WeekResponse {
    /// A Monday.
    starts_on: NaiveDate,
    /// The caller's own attempts.
    #[schema(minimum = 0, maximum = 2_147_483_647)]
    attempts: u32,
    /// Whether the target is met; null without one.
    is_met: Option<bool>,
}

/// One day of the week.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = AskingWeekday)]
struct WeekdayResponse {
    weekday: Weekday,
    #[schema(minimum = 0, maximum = 2_147_483_647)]
    attempts: u32,
    /// Attempts that met with an answer, or that the contact's next word answered.
    answered: RateResponse,
}

impl EffortResponse {
    fn new(effort: Effort, shown: usize) -> Self {
        let Effort {
            weekly_target,
            mut weeks,
            streak,
            longest_streak,
            weekdays,
            best,
            words,
        } = effort;
        let shown = weeks.split_off(weeks.len().saturating_sub(shown));
        Self {
            object: "asking_effort",
            weekly_target,
            weeks: shown.into_iter().map(Into::into).collect(),
            streak_weeks: streak,
            longest_streak_weeks: longest_streak,
            weekdays: weekdays.into_iter().map(Into::into).collect(),
            best_weekday: best.map(Word),
            words,
        }
    }
}

impl From<Week> for WeekResponse {
    fn from(
        Week {
            starts_on,
            attempts,
            is_met,
        }: Week,
    ) -> Self {
        Self {
            starts_on,
            attempts,
            is_met,
        }
    }
}

impl From<WeekdayEffort> for WeekdayResponse {
    fn from(WeekdayEffort { weekday, answered }: WeekdayEffort) -> Self {
        Self {
            weekday: Word(weekday),
            attempts: answered.trials(),
            answered: RateResponse::new(answered, "attempts were answered"),
        }
    }
}

/// Find out how steadily you ask
///
/// Your attempts week by week against the weekly target of your profile, how many weeks running you met it, and the
/// weekdays on which you are answered. The best of seven days always looks good: `words` says whether it does so by more
/// than that explains. Everything is counted in your time zone, over the last 104 weeks.
#[utoipa::path(operation_id = "find_asking_effort", tag = "analytics", security(("bearer" = ["analytics:read"])),
    params(Shown),
    responses((status = 200, description = "The weeks, the latest last", body = EffortResponse)))]
#[get("/analytics/effort")]
async fn find_asking_effort(
    caller: Caller<ReadAnalytics>,
    read: Read,
    shown: Query<Shown>,
) -> Result<Answer<EffortResponse>, ApiError> {
    let kept = profile::find(read.db(), caller.owner).await?;
    // Gone since the token was checked.
    let own = kept.ok_or_else(ApiError::not_found)?.whole().value;
    let today = own.time_zone.day_of(read.now());
    let span = (first_day(today), today);
    let days = list_days(read.db(), caller.owner, own.time_zone, span).await?;
    let effort = effort(&days, today, own.profile.weekly_target.map(attempts));
    let shown = shown.0.weeks.unwrap_or(12).min(MAX_WEEKS);
    let shown = usize::try_from(shown).unwrap_or(usize::MAX);
    Ok(Answer::ok(&EffortResponse::new(effort, shown)))
}

fn attempts(target: WeeklyTarget) -> u32 {
    u32::from(target.outreach_attempts.get().unsigned_abs())
}

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(find_asking_effort);
}
