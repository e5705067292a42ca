//! A rate and how far it can be trusted: the score interval.
//!
//! E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927), 209-212; chosen
//! after L. D. Brown, T. T. Cai and A. `DasGupta`, Interval estimation for a binomial proportion, Statistical Science 16
//! (2001), 101-133, who recommend it for small samples. The difference of two rates is that of R. G. Newcombe, Interval
//! estimation for the difference between independent proportions, Statistics in Medicine 17 (1998), 873-890, method 10.

use super::percent;

/// How many of a hundred such intervals hold the true value.
pub const CONFIDENCE_PERCENT: u8 = 95;
/// Up to so many trials a sample is small (Brown, Cai and `DasGupta` 2001).
pub const SMALL_SAMPLE: u32 = 40;
/// The quantile of the normal distribution for the confidence, both sides left out equally.
pub(super) const Z: f64 = 1.959_963_984_540_054;

/// The same where seven are looked at and one is picked: a seventh of what is left out.
const Z_OF_SEVEN: f64 = 2.690_109_527;

/// Between which values the truth probably lies, both included.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    pub low: f64,
    pub high: f64,
}

impl Interval {
    /// Whether some value lies in both.
    pub fn overlaps(self, other: Self) -> bool {
        self.low <= other.high && other.low <= self.high
    }

    pub fn contains(self, value: f64) -> bool {
        (self.low..=self.high).contains(&value)
    }
}

/// So many of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rate {
    successes: u32,
    trials: u32,
}

impl Rate {
    /// There are never more successes than trials.
    pub fn new(successes: u32, trials: u32) -> Self {
        Self {
            successes: successes.min(trials),
            trials,
        }
    }

    pub fn successes(self) -> u32 {
        self.successes
    }

    pub fn trials(self) -> u32 {
        self.trials
    }

    /// Those counted here and those counted there.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            successes: self.successes.saturating_add(other.successes),
            trials: self.trials.saturating_add(other.trials),
        }
    }

    /// From 0 to 1; `None` while nothing was tried.
    pub fn estimate(self) -> Option<f64> {
        (self.trials > 0).then(|| f64::from(self.successes) / f64::from(self.trials))
    }

    /// From 0 to 1; all of that while nothing was tried.
    pub fn interval(self) -> Interval {
        self.interval_at(Z)
    }

    fn interval_at(self, z: f64) -> Interval {
        let Some(estimate) = self.estimate() else {
            return Interval {
                low: 0.0,
                high: 1.0,
            };
        };
        let trials = f64::from(self.trials);
        let weight = z * z / trials;
        let middle = (estimate + weight / 2.0) / (1.0 + weight);
        let spread = (estimate * (1.0 - estimate) / trials + weight / (4.0 * trials)).sqrt();
        let half = z * spread / (1.0 + weight);
        // At the ends the formula gives the estimate itself, but for the last digits.
        Interval {
            low: (middle - half).clamp(0.0, estimate),
            high: (middle + half).clamp(estimate, 1.0),
        }
    }

    pub fn is_small_sample(self) -> bool {
        self.trials <= SMALL_SAMPLE
    }

    /// By how much this rate exceeds the other, from -1 to 1; `None` while there is nothing to compare.
    pub fn exceeds(self, other: Self) -> Option<Interval> {
        self.exceeds_at(other, Z)
    }

    /// Whether this rate, picked as the best of seven, exceeds the others by more than picking explains (Bonferroni).
    pub(super) fn stands_out_of_seven(self, others: Self) -> bool {
        let difference = self.exceeds_at(others, Z_OF_SEVEN);
        difference.is_some_and(|difference| difference.low > 0.0)
    }

    fn exceeds_at(self, other: Self, z: f64) -> Option<Interval> {
        let (one, two) = (self.estimate()?, other.estimate()?);
        let (of_one, of_two) = (self.interval_at(z), other.interval_at(z));
        let difference = one - two;
        Some(Interval {
            low: difference - (one - of_one.low).hypot(of_two.high - two),
            high: difference + (of_one.high - one).hypot(two - of_two.low),
        })
    }

    /// In plain words; `what` is what the successes did, such as "answered".
    pub fn words(self, what: &str) -> String {
        let Self { successes, trials } = self;
        let Interval { low, high } = self.interval();
        let (low, high) = (percent(low), percent(high));
        match self.estimate() {
            None => "Nothing to count yet.".to_owned(),
            Some(_) if self.is_small_sample() => format!(
                "{successes} of {trials} {what}; with so few, anything from {low} to {high} percent is possible."
            ),
            Some(estimate) => format!(
                "{successes} of {trials} {what} ({} percent); the true rate probably lies from {low} to {high} percent.",
                percent(estimate)
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn assert_near(found: Interval, low: f64, high: f64) {
        let near = |one: f64, two: f64| (one - two).abs() < 0.000_051;
        assert!(near(found.low, low) && near(found.high, high), "{found:?}");
    }

    /// Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17 (1998), 857-872,
    /// table I, method 3.
    #[test]
    fn the_interval_of_a_rate_is_the_published_one() {
        assert_near(Rate::new(81, 263).interval(), 0.2553, 0.3662);
        assert_near(Rate::new(15, 148).interval(), 0.0624, 0.1605);
        assert_near(Rate::new(0, 20).interval(), 0.0, 0.1611);
        assert_near(Rate::new(1, 29).interval(), 0.0061, 0.1718);
    }

    /// Newcombe 1998, table II, method 10.
    #[test]
    fn the_interval_of_a_difference_is_the_published_one() {
        let difference = |one: (u32, u32), two: (u32, u32)| {
            Rate::new(one.0, one.1)
                .exceeds(Rate::new(two.0, two.1))
                .unwrap()
        };
        assert_near(difference((56, 70), (48, 80)), 0.0524, 0.3339);
        assert_near(difference((9, 10), (3, 10)), 0.1705, 0.8090);
        assert_near(difference((6, 7), (2, 7)), 0.0582, 0.8062);
        assert_near(difference((5, 56), (0, 29)), -0.0381, 0.1926);
        assert_near(difference((0, 10), (0, 10)), -0.2775, 0.2775);
        assert_near(difference((10, 10), (0, 20)), 0.6791, 1.0);
    }

    #[test]
    fn the_best_of_seven_has_to_be_better_than_one_alone() {
        let (one, others) = (Rate::new(5, 6), Rate::new(1, 5));
        assert!(one.exceeds(others).unwrap().low > 0.0);
        assert!(!one.stands_out_of_seven(others));
        assert!(Rate::new(15, 16).stands_out_of_seven(Rate::new(2, 16)));
        assert!(!one.stands_out_of_seven(Rate::default()));
    }

    #[test]
    fn a_rate_is_told_with_its_interval() {
        assert_eq!(
            Rate::new(2, 3).words("answered"),
            "2 of 3 answered; with so few, anything from 21 to 94 percent is possible."
        );
        assert_eq!(
            Rate::new(40, 80).words("answered"),
            "40 of 80 answered (50 percent); the true rate probably lies from 39 to 61 percent."
        );
        assert_eq!(Rate::default().words("answered"), "Nothing to count yet.");
    }

    #[test]
    fn without_trials_everything_is_possible() {
        let nothing = Rate::new(3, 0);
        assert_eq!((nothing.successes(), nothing.estimate()), (0, None));
        assert_near(nothing.interval(), 0.0, 1.0);
        assert_eq!(nothing.exceeds(Rate::new(1, 2)), None);
    }

    proptest! {
        #[test]
        fn an_interval_holds_the_estimate_and_stays_within_bounds(trials in 1..5000_u32, successes in 0..5000_u32) {
            let rate = Rate::new(successes, trials);
            let interval = rate.interval();
            prop_assert!(interval.contains(rate.estimate().unwrap()));
            prop_assert!(interval.low >= 0.0 && interval.high <= 1.0);
        }

        #[test]
        fn an_interval_narrows_with_more_of_the_same(
            trials in 1..500_u32, successes in 0..500_u32, more in 2..10_u32,
        ) {
            let width = |rate: Rate| rate.interval().high - rate.interval().low;
            let few = Rate::new(successes, trials);
            let many = Rate::new(few.successes() * more, trials * more);
            prop_assert!(width(many) < width(few));
        }

        #[test]
        fn a_difference_seen_from_the_other_side_is_the_same(
            one in (0..60_u32, 1..60_u32), two in (0..60_u32, 1..60_u32),
        ) {
            let (one, two) = (Rate::new(one.0, one.1), Rate::new(two.0, two.1));
            let (there, back) = (one.exceeds(two).unwrap(), two.exceeds(one).unwrap());
            prop_assert!((there.low + back.high).abs() < 1e-12 && (there.high + back.low).abs() < 1e-12);
            prop_assert!(there.low >= -1.0 - 1e-12 && there.high <= 1.0 + 1e-12);
        }
    }
}
