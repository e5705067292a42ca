//! The numbers of the agenda on the wire.

use std::collections::HashMap;

use domain::agenda::Bucket;
use serde::Serialize;
use utoipa::ToSchema;

/// How many items the agenda has.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = AgendaCounts, example = json!({
    "object": "agenda_counts", "total": 8, "overdue": 1, "due": 2, "this_week": 1, "upcoming": 1, "waiting": 2, "going_cold": 1
}))]
pub(super) struct AgendaCountsResponse {
    /// Always `agenda_counts`.
    #[schema(max_length = 50)]
    object: &'static str,
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    total: u64,
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    overdue: u64,
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    due: u64,
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    this_week: u64,
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    upcoming: u64,
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    waiting: u64,
    #[schema(minimum = 0, maximum = 9_007_199_254_740_991_u64)]
    going_cold: u64,
}

impl From<&HashMap<Bucket, u64>> for AgendaCountsResponse {
    fn from(counts: &HashMap<Bucket, u64>) -> Self {
        let of = |bucket| counts.get(&bucket).copied().unwrap_or_default();
        Self {
            object: "agenda_counts",
            total: counts.values().sum(),
            overdue: of(Bucket::Overdue),
            due: of(Bucket::Due),
            this_week: of(Bucket::ThisWeek),
            upcoming: of(Bucket::Upcoming),
            waiting: of(Bucket::Waiting),
            going_cold: of(Bucket::GoingCold),
        }
    }
}
