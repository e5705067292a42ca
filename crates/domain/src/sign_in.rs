//! What slows down a guesser of passwords: pauses that double, never a lock that a stranger could put on somebody's door.

use chrono::{DateTime, TimeDelta, Utc};

/// How failed sign-ins to one address are answered with ever longer pauses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Backoff {
    /// Failures that cost nothing, as everybody mistypes.
    pub free_failures: u32,
    /// The longest pause. It bounds what a stranger can do to an address by failing on purpose.
    pub longest: TimeDelta,
    /// After this long without a failure the count starts anew.
    pub forget_after: TimeDelta,
}

/// The failed sign-ins to one address since the last that succeeded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failures {
    pub count: u32,
    pub last_at: DateTime<Utc>,
    /// Until then no password is even looked at.
    pub blocked_until: Option<DateTime<Utc>>,
}

/// Too many sign-ins failed; the next is looked at after `retry_after`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("too many sign-ins to this address failed")]
pub struct TooManyFailures {
    pub retry_after: TimeDelta,
}

impl Failures {
    /// Whether a sign-in may be looked at.
    ///
    /// # Errors
    /// [`TooManyFailures`], with what is left of the pause.
    pub fn admit(&self, now: DateTime<Utc>) -> Result<(), TooManyFailures> {
        match self.blocked_until {
            Some(until) if now < until => Err(TooManyFailures {
                retry_after: until - now,
            }),
            _ => Ok(()),
        }
    }
}

impl Backoff {
    /// Counts one more failure: beyond the free ones, the n-th is followed by a pause of 2^n seconds.
    pub fn count(&self, before: Option<Failures>, now: DateTime<Utc>) -> Failures {
        let count = match before {
            Some(before) if now - before.last_at < self.forget_after => {
                before.count.saturating_add(1)
            }
            _ => 1,
        };
        let costly = count.saturating_sub(self.free_failures);
        Failures {
            count,
            last_at: now,
            blocked_until: (costly > 0).then(|| now + self.pause(costly)),
        }
    }

    fn pause(&self, costly: u32) -> TimeDelta {
        1_i64
            .checked_shl(costly.min(62))
            .and_then(TimeDelta::try_seconds)
            .map_or(self.longest, |pause| pause.min(self.longest))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const BACKOFF: Backoff = Backoff {
        free_failures: 5,
        longest: TimeDelta::minutes(15),
        forget_after: TimeDelta::hours(24),
    };

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap()
    }

    fn failing(count: u32) -> Failures {
        let mut failures = BACKOFF.count(None, at(0));
        for _ in 1..count {
            failures = BACKOFF.count(Some(failures), at(0));
        }
        failures
    }

    #[test]
    fn the_first_failures_cost_nothing() {
        assert_eq!(failing(5).blocked_until, None);
        assert_eq!(failing(5).admit(at(0)), Ok(()));
    }

    #[test]
    fn pauses_double_up_to_the_longest() {
        let pauses: Vec<i64> = [6, 7, 8, 14, 15, 400]
            .map(|count| (failing(count).blocked_until.unwrap() - at(0)).num_seconds())
            .to_vec();
        assert_eq!(pauses, [2, 4, 8, 512, 900, 900]);
    }

    #[test]
    fn a_pause_says_how_much_of_it_is_left() {
        let failures = failing(8);
        let refused = failures.admit(at(3)).unwrap_err();
        assert_eq!(refused.retry_after, TimeDelta::seconds(5));
        assert_eq!(failures.admit(at(8)), Ok(()));
    }

    #[test]
    fn failures_are_forgotten_after_a_day() {
        let next = BACKOFF.count(Some(failing(10)), at(24 * 60 * 60));
        assert_eq!((next.count, next.blocked_until), (1, None));
    }

    proptest! {
        /// A guesser who waits out every pause gets few guesses, however long the list of guesses is.
        #[test]
        fn guesses_are_few(hours in 1_i64..200) {
            let (mut now, mut failures, mut guesses) = (at(0), None, 0_i64);
            while now < at(hours * 60 * 60) {
                let counted = BACKOFF.count(failures, now);
                prop_assert!(counted.blocked_until.is_none_or(|until| until <= now + BACKOFF.longest));
                guesses += 1;
                now = counted.blocked_until.unwrap_or(now + TimeDelta::milliseconds(50));
                failures = Some(counted);
            }
            prop_assert!(guesses <= 14 + 4 * hours, "{guesses} in {hours} hours");
        }
    }
}
