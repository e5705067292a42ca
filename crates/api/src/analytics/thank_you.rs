//! How punctual the caller's thanks are, over HTTP.

use actix_web::get;
use chrono::NaiveDate;
use domain::{
    analytics::Period,
    follow_up::{Punctuality, ThankYouCounts},
};
use persistence::analytics::count_thank_yous;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

use super::wire::{PeriodResponse, RateResponse, zone};
use crate::{
    error::ApiError,
    http::{Answer, Caller, Query, Read, caller::ReadAnalytics},
};

/// Which thanks are counted.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct CountedThanks {
    /// Only thanks due on this day or later, in the caller's time zone.
    from: Option<NaiveDate>,
    /// Only thanks due on this day or earlier, in the caller's time zone; not before `from`.
    to: Option<NaiveDate>,
}

/// How often thanks were in time.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = ThankYouPunctuality, example = json!({
    "object": "thank_you_punctuality", "period": { "from_on": null, "to_on": null },
    "due": 1, "drafted": 0, "sent": 2, "late": 1, "waived": 0, "overdue": 0,
    "in_time": {
        "successes": 2, "trials": 3, "estimate": 0.6667,
        "interval": { "low": 0.2077, "high": 0.9385, "confidence_percent": 95 }, "is_small_sample": true,
        "words": "2 of 3 went out in time; with so few, anything from 21 to 94 percent is possible."
    }
}))]
struct PunctualityResponse {
    /// Always `thank_you_punctuality`.
    #[schema(max_length = 50)]
    object: &'static str,
    period: PeriodResponse,
    /// Owed, and nothing is written.
    #[schema(minimum = 0, maximum = 2_147_483_647)]
    due: u32,
    /// Owed, and a message is written.
    #[schema(minimum = 0, maximum = 2_147_483_647)]
    drafted: u32,
    /// Gone out in time.
    #[schema(minimum = 0, maximum = 2_147_483_647)]
    sent: u32,
    /// Gone out after their day.
    #[schema(minimum = 0, maximum = 2_147_483_647)]
    late: u32,
    /// Decided against, for a reason.
    #[schema(minimum = 0, maximum = 2_147_483_647)]
    waived: u32,
    /// Of those due and drafted, how many should have gone out by now.
    #[schema(minimum = 0, maximum = 2_147_483_647)]
    overdue: u32,
    /// Of those whose time has come, how many went out in time. What was waived, or can still be in time, is not counted.
    in_time: RateResponse,
}

impl PunctualityResponse {
    fn new(period: Period, Punctuality { counts, in_time }: Punctuality) -> Self {
        let ThankYouCounts {
            due,
            drafted,
            sent,
            late,
            waived,
            overdue,
        } = counts;
        Self {
            object: "thank_you_punctuality",
            period: period.into(),
            due,
            drafted,
            sent,
            late,
            waived,
            overdue,
            in_time: RateResponse::new(in_time, "went out in time"),
        }
    }
}

/// Find out how punctual your thanks are
///
/// How many thank-yous are due, drafted, sent, late or waived, and how many of those whose time has come went out by the
/// end of their day, with the interval of that rate. Thanks for anything count, whether a rule or you made them.
#[utoipa::path(operation_id = "find_thank_you_punctuality", tag = "analytics", security(("bearer" = ["analytics:read"])),
    params(CountedThanks),
    responses((status = 200, description = "The counts and the rate", body = PunctualityResponse)))]
#[get("/analytics/thank-yous")]
async fn find_thank_you_punctuality(
    caller: Caller<ReadAnalytics>,
    read: Read,
    counted: Query<CountedThanks>,
) -> Result<Answer<PunctualityResponse>, ApiError> {
    let CountedThanks { from, to } = counted.0;
    let period =
        Period::new(from, to).map_err(|empty| ApiError::parameter("to", "empty_period", empty))?;
    let zone = zone(&read, caller.owner).await?;
    let counts = count_thank_yous(read.db(), caller.owner, (period, zone), read.now()).await?;
    Ok(Answer::ok(&PunctualityResponse::new(period, counts.into())))
}

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(find_thank_you_punctuality);
}
