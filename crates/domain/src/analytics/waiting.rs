//! How long replies take, those who have not replied yet counted in: the product-limit estimate.
//!
//! E. L. Kaplan and P. Meier, Nonparametric estimation from incomplete observations, JASA 53 (1958), 457-481.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::whole;

/// A wait, in whole minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wait {
    /// It ended with a reply.
    Ended { minutes: u32 },
    /// It has lasted so long, and may go on.
    Lasting { minutes: u32 },
}

/// What a number of waits tells.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Waiting {
    pub replied: u32,
    pub still_waiting: u32,
    /// After how many minutes which share still waits: later and less with each step.
    steps: Vec<(u32, f64)>,
}

impl Wait {
    /// A wait that began then, and ended or lasts until now.
    pub fn new(began: DateTime<Utc>, ended: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Self {
        let minutes = |until: DateTime<Utc>| {
            u32::try_from((until - began).num_minutes().max(0)).unwrap_or(u32::MAX)
        };
        ended.map_or_else(
            || Self::Lasting {
                minutes: minutes(now),
            },
            |ended| Self::Ended {
                minutes: minutes(ended),
            },
        )
    }
}

impl Waiting {
    pub fn of(waits: impl IntoIterator<Item = Wait>) -> Self {
        // By minutes, how many waits ended and how many are known no longer than that.
        let mut ends: BTreeMap<u32, (u32, u32)> = BTreeMap::new();
        for wait in waits {
            match wait {
                Wait::Ended { minutes } => ends.entry(minutes).or_default().0 += 1,
                Wait::Lasting { minutes } => ends.entry(minutes).or_default().1 += 1,
            }
        }
        let replied = ends.values().map(|(ended, _)| ended).sum();
        let still_waiting = ends.values().map(|(_, lasting)| lasting).sum();
        let (mut at_risk, mut share, mut steps) = (replied + still_waiting, 1.0, Vec::new());
        for (minutes, (ended, lasting)) in ends {
            if ended > 0 {
                share *= f64::from(at_risk - ended) / f64::from(at_risk);
                steps.push((minutes, share));
            }
            at_risk -= ended + lasting;
        }
        Self {
            replied,
            still_waiting,
            steps,
        }
    }

    /// The share that has not replied after so many minutes, from 0 to 1.
    pub fn share_waiting(&self, minutes: u32) -> f64 {
        let passed = self.steps.iter().take_while(|(step, _)| *step <= minutes);
        passed.last().map_or(1.0, |(_, share)| *share)
    }

    /// After how many hours this share has replied; `None` when it is not known to ever do.
    pub fn hours_until(&self, share: f64) -> Option<f64> {
        // Products of fractions miss a half by the last digits.
        let reached = |waiting: f64| waiting <= 1.0 - share + 1e-12;
        let step = self.steps.iter().find(|(_, waiting)| reached(*waiting))?;
        Some(f64::from(step.0) / 60.0)
    }

    /// In plain words.
    pub fn words(&self) -> String {
        let Self {
            replied,
            still_waiting,
            steps: _,
        } = self;
        let told = match self.hours_until(0.5) {
            _ if replied + still_waiting == 0 => return "Nobody was reached yet.".to_owned(),
            Some(hours) if hours < 1.0 => "Half reply within the hour.".to_owned(),
            Some(hours) if hours < 72.0 => {
                format!("Half reply within {} hours.", whole(hours.ceil()))
            }
            Some(hours) => format!("Half reply within {} days.", whole((hours / 24.0).ceil())),
            None => "Fewer than half have replied, so a usual wait is not known yet.".to_owned(),
        };
        format!(
            "{told} {replied} replied; {still_waiting} still to reply, counted for as long as they have waited."
        )
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const HOUR: u32 = 60;

    fn ended(hours: u32) -> Wait {
        Wait::Ended {
            minutes: hours * HOUR,
        }
    }

    fn lasting(hours: u32) -> Wait {
        Wait::Lasting {
            minutes: hours * HOUR,
        }
    }

    /// Weeks in remission under 6-mercaptopurine (Freireich and others 1963), as D. Collett, Modelling Survival Data in
    /// Medical Research, and most other textbooks have them.
    #[test]
    fn the_estimate_is_that_of_the_textbook() {
        let events = [6, 6, 6, 7, 10, 13, 16, 22, 23].map(ended);
        let censored = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35].map(lasting);
        let waiting = Waiting::of(events.into_iter().chain(censored));
        assert_eq!((waiting.replied, waiting.still_waiting), (9, 12));
        for (week, share) in [
            (5, 1.0),
            (6, 0.857),
            (7, 0.807),
            (10, 0.753),
            (13, 0.690),
            (16, 0.627),
            (22, 0.538),
            (35, 0.448),
        ] {
            let found = waiting.share_waiting(week * HOUR);
            assert!((found - share).abs() < 0.000_51, "{week}: {found}");
        }
        let quartiles = [0.25, 0.5, 0.75].map(|share| waiting.hours_until(share));
        assert_eq!(quartiles, [Some(13.0), Some(23.0), None]);
    }

    #[test]
    fn a_share_that_is_met_exactly_is_met() {
        let waiting = Waiting::of([1, 2, 3, 4].map(ended));
        let quartiles = [0.25, 0.5, 0.75].map(|share| waiting.hours_until(share));
        assert_eq!(quartiles, [Some(1.0), Some(2.0), Some(3.0)]);
    }

    #[test]
    fn who_has_not_replied_is_not_dropped() {
        let waiting = Waiting::of([ended(2), lasting(50), lasting(60)]);
        assert_eq!(waiting.hours_until(0.5), None);
        assert_eq!(
            waiting.words(),
            "Fewer than half have replied, so a usual wait is not known yet. \
             1 replied; 2 still to reply, counted for as long as they have waited."
        );
        let told = |hours| Waiting::of([ended(hours)]).words();
        assert!(told(0).starts_with("Half reply within the hour. 1 replied;"));
        assert!(told(26).starts_with("Half reply within 26 hours."));
        assert!(told(97).starts_with("Half reply within 5 days."));
        assert_eq!(Waiting::default().words(), "Nobody was reached yet.");
    }

    #[test]
    fn a_wait_is_counted_from_its_beginning() {
        let at = |second| DateTime::from_timestamp(second, 0).unwrap();
        assert_eq!(Wait::new(at(0), Some(at(7200)), at(9000)), ended(2));
        assert_eq!(Wait::new(at(0), None, at(3600)), lasting(1));
        assert_eq!(Wait::new(at(60), Some(at(0)), at(0)), ended(0));
    }

    proptest! {
        #[test]
        fn the_share_that_waits_only_falls(
            waits in proptest::collection::vec((any::<bool>(), 0..200_u32), 0..60), last in 1..300_u32,
        ) {
            let waiting = Waiting::of(waits.iter().map(|(is_over, minutes)| match is_over {
                true => Wait::Ended { minutes: *minutes },
                false => Wait::Lasting { minutes: *minutes },
            }));
            let shares: Vec<f64> = (0..last).map(|minute| waiting.share_waiting(minute)).collect();
            prop_assert!(shares.is_sorted_by(|earlier, later| earlier >= later));
            prop_assert!(shares.iter().all(|share| (0.0..=1.0).contains(share)));
        }
    }
}
