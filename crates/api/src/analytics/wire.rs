//! What the analytics have in common on the wire: which outreach is counted, rates, intervals.

use chrono::NaiveDate;
use domain::{
    Id, Zone,
    analytics::{self, CONFIDENCE_PERCENT, Period, Rate},
    channel, contact,
};
use persistence::{account, analytics::Criteria, workspace::Owner};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::{error::ApiError, http::Read, wire::Word};

type Channel = Word<channel::Channel>;
type Warmth = Word<contact::Warmth>;

/// What every answer says of itself.
pub(super) const CAVEAT: &str = "These are your own numbers so far, of few people and not drawn by lot: they describe what \
    happened and promise nothing. What was begun lately may still be answered.";

/// Which outreach is counted.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct CountedOutreach {
    /// Only outreach begun on this day or later, in the caller's time zone.
    from: Option<NaiveDate>,
    /// Only outreach begun on this day or earlier, in the caller's time zone; not before `from`.
    to: Option<NaiveDate>,
    /// Only outreach for this theme.
    theme_id: Option<Uuid>,
    /// Only outreach whose first attempt went by one of these channels.
    #[param(max_items = 8)]
    channel: Option<Vec<Channel>>,
    /// Only outreach to contacts who are known this well today.
    #[param(max_items = 3)]
    warmth: Option<Vec<Warmth>>,
}

impl CountedOutreach {
    pub(super) fn period(&self) -> Result<Period, ApiError> {
        Period::new(self.from, self.to)
            .map_err(|empty| ApiError::parameter("to", "empty_period", empty))
    }

    pub(super) fn criteria(self, period: Period, zone: Zone) -> Criteria {
        let Self {
            from: _,
            to: _,
            theme_id,
            channel,
            warmth,
        } = self;
        Criteria {
            theme_id: theme_id.map(Id::new),
            channels: Word::list(channel),
            warmths: Word::list(warmth),
            ..Criteria::of(period, zone)
        }
    }
}

/// The caller's own zone.
pub(super) async fn zone(read: &Read, owner: Owner) -> Result<Zone, ApiError> {
    let account = account::find(read.db(), owner).await?;
    // Gone since the token was checked.
    let account = account.ok_or_else(ApiError::not_found)?;
    Ok(account.value.time_zone)
}

/// Days of the caller's calendar, the first and the last included; null where it has no end.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[schema(as = AnalyticsPeriod)]
pub(super) struct PeriodResponse {
    from_on: Option<NaiveDate>,
    to_on: Option<NaiveDate>,
}

impl From<Period> for PeriodResponse {
    fn from(period: Period) -> Self {
        Self {
            from_on: period.from_on(),
            to_on: period.to_on(),
        }
    }
}

/// Between which values the truth probably lies: a rate from 0 to 1, a difference of rates from -1 to 1, a score from 0
/// to 100.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[schema(as = Interval)]
pub(super) struct IntervalResponse {
    low: f64,
    high: f64,
    /// How many of a hundred such intervals hold the true value.
    #[schema(minimum = 1, maximum = 99)]
    confidence_percent: u32,
}

impl IntervalResponse {
    /// To this many decimals, which is more than is known anyway.
    pub(super) fn rounded(interval: analytics::Interval, decimals: i32) -> Self {
        Self {
            low: rounded(interval.low, decimals),
            high: rounded(interval.high, decimals),
            confidence_percent: u32::from(CONFIDENCE_PERCENT),
        }
    }
}

/// Decimals of a rate.
pub(super) const OF_RATE: i32 = 4;
/// Decimals of a score.
pub(super) const OF_SCORE: i32 = 1;

pub(super) fn rounded(number: f64, decimals: i32) -> f64 {
    let scale = 10_f64.powi(decimals);
    (number * scale).round() / scale
}

/// So many of so many, with the score interval of Wilson (1927), which holds for small samples too.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Rate)]
pub(super) struct RateResponse {
    #[schema(minimum = 0, maximum = 2_147_483_647)]
    successes: u32,
    #[schema(minimum = 0, maximum = 2_147_483_647)]
    trials: u32,
    /// From 0 to 1; null while there are no trials.
    #[schema(minimum = 0.0, maximum = 1.0)]
    estimate: Option<f64>,
    interval: IntervalResponse,
    /// At most 40 trials: look at the interval, not at the estimate.
    is_small_sample: bool,
    /// The same in plain words.
    #[schema(max_length = 1000)]
    words: String,
}

impl RateResponse {
    /// `what` is what the successes did.
    pub(super) fn new(rate: Rate, what: &str) -> Self {
        Self {
            successes: rate.successes(),
            trials: rate.trials(),
            estimate: rate.estimate().map(|estimate| rounded(estimate, OF_RATE)),
            interval: IntervalResponse::rounded(rate.interval(), OF_RATE),
            is_small_sample: rate.is_small_sample(),
            words: rate.words(what),
        }
    }
}
