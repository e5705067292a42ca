//! How far the caller's outreach gets, over HTTP.

use actix_web::get;
use domain::analytics::{self, Period, Step, funnel};
use persistence::analytics::{Counts, find_funnel};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use super::wire::{CAVEAT, CountedOutreach, PeriodResponse, RateResponse, zone};
use crate::{
    error::ApiError,
    http::{Answer, Caller, Query, Read, caller::ReadAnalytics},
    wire::Word,
};

type FunnelStep = Word<analytics::FunnelStep>;

/// How far outreach gets, step by step.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = AskingFunnel, example = json!({
    "object": "asking_funnel", "period": { "from_on": "2026-01-01", "to_on": null }, "came_first": 1,
    "steps": [{
        "step": "answered", "after": "reached", "count": 2,
        "of_previous": {
            "successes": 2, "trials": 3, "estimate": 0.6667,
            "interval": { "low": 0.2077, "high": 0.9385, "confidence_percent": 95 }, "is_small_sample": true,
            "words": "2 of 3 were answered; with so few, anything from 21 to 94 percent is possible."
        },
        "of_all": {
            "successes": 2, "trials": 4, "estimate": 0.5,
            "interval": { "low": 0.15, "high": 0.85, "confidence_percent": 95 }, "is_small_sample": true,
            "words": "2 of 4 were answered; with so few, anything from 15 to 85 percent is possible."
        },
        "words": "2 of 3 were answered; with so few, anything from 21 to 94 percent is possible."
    }],
    "caveat": "These are your own numbers so far."
}))]
struct FunnelResponse {
    /// Always `asking_funnel`.
    #[schema(max_length = 50)]
    object: &'static str,
    period: PeriodResponse,
    /// Outreach in which the contact came first. It is no asking, so it is at no step.
    #[schema(minimum = 0, maximum = 2_147_483_647)]
    came_first: u32,
    /// Every step, in order.
    #[schema(max_items = 20)]
    steps: Vec<StepResponse>,
    /// What these numbers do not say.
    #[schema(max_length = 1000)]
    caveat: &'static str,
}

/// One step of the funnel.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = AskingStep)]
struct StepResponse {
    step: FunnelStep,
    /// The step that `of_previous` counts against; null of the first.
    after: Option<FunnelStep>,
    /// Outreaches that got as far as this or farther.
    #[schema(minimum = 0, maximum = 2_147_483_647)]
    count: u32,
    /// Of those at the step before.
    of_previous: RateResponse,
    /// Of all that were begun.
    of_all: RateResponse,
    /// The same in plain words.
    #[schema(max_length = 1000)]
    words: String,
}

impl FunnelResponse {
    fn new(period: Period, counts: &Counts) -> Self {
        let steps = funnel(|step| counts.at(step));
        Self {
            object: "asking_funnel",
            period: period.into(),
            came_first: counts.came_first(),
            steps: steps.into_iter().map(Into::into).collect(),
            caveat: CAVEAT,
        }
    }
}

impl From<Step> for StepResponse {
    fn from(
        Step {
            step,
            count,
            of_previous,
            of_all,
            words,
        }: Step,
    ) -> Self {
        Self {
            step: Word(step),
            after: step.after().map(Word),
            count,
            of_previous: RateResponse::new(of_previous, step.verb()),
            of_all: RateResponse::new(of_all, step.verb()),
            words,
        }
    }
}

/// Find out how far your outreach gets
///
/// From the first attempt to thanks and referrals: how many outreaches got to each step, of those at the step before and
/// of all, each rate with its interval. Whoever is at a step was at the one before, recorded or not: a conversation that
/// was held counts as answered.
///
/// An outreach begins with the first attempt of your own; planned ones are not counted, and those in which the contact
/// came first are counted apart. An attempt reached somebody unless it bounced, went to a wrong number or met with
/// nobody. `referred` follows `answered`, since somebody who declines can still name somebody.
#[utoipa::path(operation_id = "find_asking_funnel", tag = "analytics", security(("bearer" = ["analytics:read"])),
    params(CountedOutreach),
    responses((status = 200, description = "The steps, in order", body = FunnelResponse)))]
#[get("/analytics/funnel")]
async fn find_asking_funnel(
    caller: Caller<ReadAnalytics>,
    read: Read,
    counted: Query<CountedOutreach>,
) -> Result<Answer<FunnelResponse>, ApiError> {
    let period = counted.0.period()?;
    let zone = zone(&read, caller.owner).await?;
    let criteria = counted.0.criteria(period, zone);
    let counts = find_funnel(read.db(), caller.owner, &criteria).await?;
    Ok(Answer::ok(&FunnelResponse::new(period, &counts)))
}

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(find_asking_funnel);
}
