//! How eager an organization was to talk, as one number with its parts (F71).
//!
//! Each part is a share of successes. What is known of one organization is drawn towards the person's mean over all of
//! them: the mean of a beta distribution whose prior is that mean, worth a stated number of observations (empirical
//! Bayes: B. Efron and C. Morris, Stein's paradox in statistics, Scientific American 236 (1977), 119-127). The parts
//! are of the same conversations, so their errors add up instead of leveling out; the interval says so.

use super::{Interval, Numbers, Pooled, Rate, Record, percent, rate::Z, whole};
use crate::vocabulary;

vocabulary! {
    /// One sign of eagerness; each counts successes among trials.
    pub enum EagernessPart {
        /// Outreach that was answered.
        Replied = "replied",
        /// Replies that came soon, among those that were due.
        Promptness = "promptness",
        /// Replies among the attempts that it took.
        Ease = "ease",
        /// Conversations that lasted as long as was asked for, or longer.
        TimeGiven = "time_given",
        /// Those who led to somebody else, among those who answered.
        Referrals = "referrals",
        /// Those who wrote first or agreed to a meeting, among all.
        Invitations = "invitations",
        /// Refusals that left a door open, among all refusals.
        SoftenedDeclines = "softened_declines",
    }
}

/// One part of a score.
#[derive(Clone, Debug, PartialEq)]
pub struct PartScore {
    pub part: EagernessPart,
    pub own: Rate,
    /// The mean of all organizations of the person, from 0 to 1.
    pub overall: f64,
    /// What is taken for the truth: between the organization's own rate and the mean.
    pub shrunk: f64,
    pub interval: Interval,
    pub weight: u32,
    /// What it adds to the score.
    pub points: f64,
    pub words: String,
}

/// From 0 to 100.
#[derive(Clone, Debug, PartialEq)]
pub struct Score {
    pub value: f64,
    pub interval: Interval,
    pub parts: Vec<PartScore>,
    pub words: String,
}

/// Scores what is known of one organization against what is known of all.
pub fn score(record: &Record, pooled: &Pooled, numbers: &Numbers) -> Score {
    let parts: Vec<PartScore> = numbers
        .weights()
        .map(|(part, weight)| part_score(part, weight, record, pooled, numbers))
        .collect();
    let sum = |of: fn(&PartScore) -> f64| -> f64 {
        let weighed = |one| of(one) * 100.0 * numbers.share(one.weight);
        parts.iter().map(weighed).sum::<f64>().clamp(0.0, 100.0)
    };
    let value = sum(|part| part.shrunk);
    let interval = Interval {
        low: sum(|part| part.interval.low).min(value),
        high: sum(|part| part.interval.high).max(value),
    };
    let words = format!(
        "{} of 100; by what is known so far, anything from {} to {} is possible.",
        whole(value),
        whole(interval.low),
        whole(interval.high)
    );
    Score {
        value,
        interval,
        parts,
        words,
    }
}

fn part_score(
    part: EagernessPart,
    weight: u32,
    record: &Record,
    pooled: &Pooled,
    numbers: &Numbers,
) -> PartScore {
    let (own, overall) = (record.rate(part), pooled.mean(part));
    let (shrunk, interval) = shrink(own, overall, f64::from(numbers.prior_observations));
    let drawn = format!(
        "Drawn towards your mean of {} percent, that makes {} percent.",
        percent(overall),
        percent(shrunk)
    );
    PartScore {
        part,
        own,
        overall,
        shrunk,
        interval,
        weight,
        points: 100.0 * numbers.share(weight) * shrunk,
        words: format!("{} {drawn}", record.words(part, numbers)),
    }
}

/// The mean of the beta distribution, and the values within the confidence of it by its standard deviation.
fn shrink(own: Rate, overall: f64, observations: f64) -> (f64, Interval) {
    let weight = f64::from(own.trials()) + observations;
    let mean = (f64::from(own.successes()) + overall * observations) / weight;
    let half = Z * (mean * (1.0 - mean) / (weight + 1.0)).sqrt();
    let interval = Interval {
        low: (mean - half).max(0.0),
        high: (mean + half).min(1.0),
    };
    (mean, interval)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{
        super::{eagerness::tests::record, rule::tests::rules},
        *,
    };
    use crate::vocabulary::Vocabulary;

    fn numbers() -> Numbers {
        Numbers::from_rules(&rules()).unwrap()
    }

    #[test]
    fn without_a_word_an_organization_is_as_eager_as_the_mean() {
        let (nothing, known) = (Record::default(), record(8, 4));
        let told = score(&nothing, &Pooled::of([&known]), &numbers());
        for part in &told.parts {
            assert!((part.shrunk - part.overall).abs() < 1e-12, "{part:?}");
        }
        assert!(told.interval.high - told.interval.low > 50.0);
    }

    #[test]
    fn the_shrunk_rate_is_the_mean_of_the_beta_distribution() {
        // Beta(2 + 4 * 0.5, 0 + 4 * 0.5) = Beta(4, 2): mean 2/3, variance 4 * 2 / (36 * 7).
        let (mean, interval) = shrink(Rate::new(2, 2), 0.5, 4.0);
        assert!((mean - 2.0 / 3.0).abs() < 1e-12);
        let half = Z * (8.0_f64 / 252.0).sqrt();
        assert!((interval.low - (mean - half)).abs() < 1e-12);
        assert!((interval.high - 1.0).abs() < 1e-12);
    }

    #[test]
    fn a_score_tells_what_it_is_made_of() {
        let told = score(&record(2, 2), &Pooled::of([&record(2, 2)]), &numbers());
        let points: f64 = told.parts.iter().map(|part| part.points).sum();
        assert!((points - told.value).abs() < 1e-9);
        assert_eq!(told.parts.len(), EagernessPart::ALL.len());
        assert_eq!(
            told.parts[0].words,
            "2 of 2 answered; with so few, anything from 34 to 100 percent is possible. \
             Drawn towards your mean of 75 percent, that makes 83 percent."
        );
    }

    proptest! {
        #[test]
        fn a_score_and_its_interval_stay_within_bounds(
            asked in 0..50_u32, answered in 0..50_u32, others in 0..50_u32,
        ) {
            let own = record(asked, answered);
            let told = score(&own, &Pooled::of([&own, &record(50, others)]), &numbers());
            prop_assert!((0.0..=100.0).contains(&told.value));
            prop_assert!(told.interval.contains(told.value));
            prop_assert!(told.interval.low >= 0.0 && told.interval.high <= 100.0);
        }

        #[test]
        fn shrinking_ends_between_the_own_rate_and_the_mean(
            trials in 1..200_u32, successes in 0..200_u32, overall in 0.01..0.99_f64, prior in 1..50_u32,
        ) {
            let own = Rate::new(successes, trials);
            let rate = own.estimate().unwrap();
            let (shrunk, interval) = shrink(own, overall, f64::from(prior));
            prop_assert!(shrunk >= rate.min(overall) - 1e-12 && shrunk <= rate.max(overall) + 1e-12);
            prop_assert!(interval.contains(shrunk));
        }
    }
}
