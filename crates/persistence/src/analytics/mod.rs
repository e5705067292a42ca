//! What is counted of a person's asking. Each question is one statement over their own rows, read along the owner's keys.

mod eagerness;
mod effort;
mod funnel;
mod pursuit;
mod rates;
mod rule;
mod thank_you;

use chrono::{DateTime, Utc};
use domain::{
    Id, analytics::Period, channel::Channel, contact::Warmth, outreach::Outcome, theme::Theme,
    vocabulary::Vocabulary, zone::Zone,
};
use sea_orm::Value;

pub use self::{
    eagerness::{Evidence, MAX_EVIDENCE, find_evidence, list_records},
    effort::list_days,
    funnel::{Counts, find_funnel},
    rates::list_pursuits,
    rule::list_rules,
    thank_you::count_thank_yous,
};
use crate::workspace::Owner;

/// Which outreach is counted; what is not given does not narrow it.
#[derive(Clone, Debug, Default)]
pub struct Criteria {
    /// When it began: the first moment, and the first that is too late.
    pub begun: (Option<DateTime<Utc>>, Option<DateTime<Utc>>),
    pub theme_id: Option<Id<Theme>>,
    /// Of the first attempt.
    pub channels: Vec<Channel>,
    pub warmths: Vec<Warmth>,
}

impl Criteria {
    /// All of a period.
    pub fn of(period: Period, zone: Zone) -> Self {
        Self {
            begun: period.bounds(zone),
            ..Self::default()
        }
    }

    /// The condition on a pursuit `p`, by the parameters $2 to $6.
    const CONDITION: &str = "($2::timestamptz IS NULL OR p.begun_at >= $2) \
        AND ($3::timestamptz IS NULL OR p.begun_at < $3) AND ($4::uuid IS NULL OR p.theme_id = $4) \
        AND (cardinality($5::text[]) = 0 OR p.channel = ANY ($5)) \
        AND (cardinality($6::text[]) = 0 OR p.warmth = ANY ($6))";

    /// The parameters $1 to $6.
    fn values(&self, owner: Owner) -> [Value; 6] {
        let Self {
            begun: (from, until),
            theme_id,
            channels,
            warmths,
        } = self;
        [
            owner.uuid().into(),
            (*from).into(),
            (*until).into(),
            theme_id.map(Id::uuid).into(),
            words(channels).into(),
            words(warmths).into(),
        ]
    }
}

fn words<V: Vocabulary>(values: &[V]) -> Vec<String> {
    let words = values.iter().map(|value| value.as_str().to_owned());
    words.collect()
}

/// The outcomes of which this holds, as a list of SQL.
fn outcomes(holds: impl Fn(Outcome) -> bool) -> String {
    let such = Outcome::ALL.iter().filter(|outcome| holds(**outcome));
    let words: Vec<String> = such.map(|outcome| format!("'{outcome}'")).collect();
    format!("({})", words.join(", "))
}

/// A count is never negative, and nobody has four billion of anything.
fn number(count: i64) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
