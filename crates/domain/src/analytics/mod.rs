//! How well asking works (F70, F71): what was counted, with how far it can be trusted.
//!
//! Nothing here is a bare percentage. A rate has its interval, a wait counts those who still wait, a score is drawn
//! towards the person's own mean until there is enough to tell it apart.

mod eagerness;
mod effort;
mod funnel;
mod group;
mod outcome;
mod period;
mod rate;
mod rule;
mod score;
mod waiting;

pub use eagerness::{Place, Pooled, Ranked, Record, place, rank};
pub(crate) use effort::streaks;
pub use effort::{
    Day, Effort, MAX_WEEKS, Week, Weekday, WeekdayEffort, effort, first_day, monday_of,
};
pub use funnel::{FunnelStep, Step, funnel};
pub use group::{Comparison, Group, GroupBy, MAX_GROUPS, Pursuit, groups};
pub use outcome::{arrives, is_decline, is_softened, is_willing};
pub use period::{EmptyPeriod, Period};
pub use rate::{CONFIDENCE_PERCENT, Interval, Rate, SMALL_SAMPLE};
pub use rule::{AnalyticsRule, AnalyticsUnit, MissingNumber, Numbers};
pub use score::{EagernessPart, PartScore, Score, score};
pub use waiting::{Wait, Waiting};

/// Writes a share of one as whole percent, or a number as a whole one.
fn whole(number: f64) -> String {
    format!("{number:.0}")
}

fn percent(share: f64) -> String {
    whole(100.0 * share)
}
