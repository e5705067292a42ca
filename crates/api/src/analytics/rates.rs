//! The caller's rates side by side, over HTTP.

use actix_web::get;
use domain::analytics::{self, Comparison, Group, GroupBy, MAX_GROUPS, Period, Waiting, groups};
use persistence::analytics::list_pursuits;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;

use super::wire::{
    CAVEAT, CountedOutreach, IntervalResponse, OF_RATE, OF_SCORE, PeriodResponse, RateResponse,
    rounded, zone,
};
use crate::{
    error::ApiError,
    http::{Answer, Caller, Query, Read, caller::ReadAnalytics},
    wire::Word,
};

pub(crate) type GroupByWord = Word<analytics::GroupBy>;

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Grouping {
    /// By what outreach is told apart; by channel when it is not given.
    by: Option<GroupByWord>,
}

/// Rates of asking, one group beside the other.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = AskingRates, example = json!({
    "object": "asking_rates", "by": "channel", "period": { "from_on": null, "to_on": null }, "total_groups": 1,
    "groups": [{
        "key": "letter", "name": "letter", "outreaches": 3,
        "answered": {
            "successes": 2, "trials": 3, "estimate": 0.6667,
            "interval": { "low": 0.2077, "high": 0.9385, "confidence_percent": 95 }, "is_small_sample": true,
            "words": "2 of 3 answered; with so few, anything from 21 to 94 percent is possible."
        },
        "meeting_agreed": {
            "successes": 1, "trials": 3, "estimate": 0.3333,
            "interval": { "low": 0.0615, "high": 0.7923, "confidence_percent": 95 }, "is_small_sample": true,
            "words": "1 of 3 agreed to a meeting; with so few, anything from 6 to 79 percent is possible."
        },
        "first_reply": {
            "replied": 2, "still_waiting": 1, "first_quartile_hours": 26.0, "median_hours": 50.5,
            "third_quartile_hours": null,
            "words": "Half reply within 51 hours. 2 replied; 1 still to reply, counted for as long as they have waited."
        },
        "comparison": {
            "others": {
                "successes": 0, "trials": 0, "estimate": null,
                "interval": { "low": 0.0, "high": 1.0, "confidence_percent": 95 }, "is_small_sample": true,
                "words": "Nothing to count yet."
            },
            "difference": null, "is_within_noise": null
        },
        "words": "2 of 3 answered; with so few, anything from 21 to 94 percent is possible. There are no others."
    }],
    "caveat": "These are your own numbers so far."
}))]
struct RatesResponse {
    /// Always `asking_rates`.
    #[schema(max_length = 50)]
    object: &'static str,
    by: GroupByWord,
    period: PeriodResponse,
    /// How many groups there are, also those that are not shown.
    #[schema(minimum = 0, maximum = 2_147_483_647)]
    total_groups: u32,
    /// The largest first, up to a hundred.
    #[schema(max_items = 100)]
    groups: Vec<GroupResponse>,
    /// What these numbers do not say.
    #[schema(max_length = 1000)]
    caveat: &'static str,
}

/// One group of outreach.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = AskingGroup)]
struct GroupResponse {
    /// A word, or the id of the theme or methodology; null of outreach that has none.
    #[schema(max_length = 100)]
    key: Option<String>,
    #[schema(max_length = 500)]
    name: Option<String>,
    /// How many were begun.
    #[schema(minimum = 0, maximum = 2_147_483_647)]
    outreaches: u32,
    answered: RateResponse,
    meeting_agreed: RateResponse,
    first_reply: FirstReplyResponse,
    comparison: ComparisonResponse,
    /// The same in plain words.
    #[schema(max_length = 1000)]
    words: String,
}

/// How long the first reply takes from the first attempt, those who have not replied yet counted in (Kaplan and Meier
/// 1958). A quantile is null while it is not known: when too few have replied.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = FirstReply)]
struct FirstReplyResponse {
    #[schema(minimum = 0, maximum = 2_147_483_647)]
    replied: u32,
    /// Who was reached and has not replied; each counts for as long as it has been.
    #[schema(minimum = 0, maximum = 2_147_483_647)]
    still_waiting: u32,
    /// By when a quarter has replied.
    first_quartile_hours: Option<f64>,
    /// By when half have replied.
    median_hours: Option<f64>,
    /// By when three quarters have replied.
    third_quartile_hours: Option<f64>,
    /// The same in plain words.
    #[schema(max_length = 1000)]
    words: String,
}

/// How a group's answers compare with those of all other groups together.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = GroupComparison)]
struct ComparisonResponse {
    others: RateResponse,
    /// By how much the group's rate exceeds theirs (Newcombe 1998, method 10); null while there is nothing to compare.
    difference: Option<IntervalResponse>,
    /// Whether there may be no difference at all; null while there is nothing to compare.
    is_within_noise: Option<bool>,
}

impl RatesResponse {
    fn new(by: GroupBy, period: Period, mut groups: Vec<Group>) -> Self {
        let total = groups.len();
        groups.truncate(MAX_GROUPS);
        Self {
            object: "asking_rates",
            by: Word(by),
            period: period.into(),
            total_groups: u32::try_from(total).unwrap_or(u32::MAX),
            groups: groups.into_iter().map(Into::into).collect(),
            caveat: CAVEAT,
        }
    }
}

impl From<Group> for GroupResponse {
    fn from(
        Group {
            key,
            name,
            outreaches,
            answered,
            meeting_agreed,
            first_reply,
            comparison,
            words,
        }: Group,
    ) -> Self {
        Self {
            key,
            name,
            outreaches,
            answered: RateResponse::new(answered, "answered"),
            meeting_agreed: RateResponse::new(meeting_agreed, "agreed to a meeting"),
            first_reply: first_reply.into(),
            comparison: comparison.into(),
            words,
        }
    }
}

impl From<Waiting> for FirstReplyResponse {
    fn from(waiting: Waiting) -> Self {
        let hours = |share| {
            let hours = waiting.hours_until(share)?;
            Some(rounded(hours, OF_SCORE))
        };
        Self {
            replied: waiting.replied,
            still_waiting: waiting.still_waiting,
            first_quartile_hours: hours(0.25),
            median_hours: hours(0.5),
            third_quartile_hours: hours(0.75),
            words: waiting.words(),
        }
    }
}

impl From<Comparison> for ComparisonResponse {
    fn from(comparison: Comparison) -> Self {
        let difference = comparison.difference;
        Self {
            others: RateResponse::new(comparison.others, "answered"),
            difference: difference.map(|one| IntervalResponse::rounded(one, OF_RATE)),
            is_within_noise: comparison.is_within_noise(),
        }
    }
}

/// Compare your rates by channel, warmth and so on
///
/// How many of each group answered and agreed to a meeting, how long the first reply takes, and whether a difference to
/// the other groups is more than noise. Only outreach that you began is counted; the channel and the weekday are those
/// of its first attempt, warmth and source those of the contact today. Of twenty groups, one looks different by chance
/// alone.
#[utoipa::path(operation_id = "find_asking_rates", tag = "analytics", security(("bearer" = ["analytics:read"])),
    params(Grouping, CountedOutreach),
    responses((status = 200, description = "The groups, the largest first", body = RatesResponse)))]
#[get("/analytics/rates")]
async fn find_asking_rates(
    caller: Caller<ReadAnalytics>,
    read: Read,
    grouping: Query<Grouping>,
    counted: Query<CountedOutreach>,
) -> Result<Answer<RatesResponse>, ApiError> {
    let by = grouping.0.by.map_or(GroupBy::Channel, |Word(by)| by);
    let period = counted.0.period()?;
    let zone = zone(&read, caller.owner).await?;
    let criteria = counted.0.criteria(period, zone);
    let pursuits = list_pursuits(read.db(), caller.owner, by, &criteria).await?;
    let groups = groups(by, pursuits, zone, read.now());
    Ok(Answer::ok(&RatesResponse::new(by, period, groups)))
}

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(find_asking_rates);
}
