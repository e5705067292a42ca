//! When a message is tried again, and when an endpoint is given up.

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use super::DisabledReason;
use crate::vocabulary;

/// How long after one try the next one comes, the first after the event itself: the schedule that Standard Webhooks 1.0.0
/// recommends, some 76 hours in all.
const SCHEDULE: [TimeDelta; 10] = [
    TimeDelta::zero(),
    TimeDelta::seconds(5),
    TimeDelta::minutes(5),
    TimeDelta::minutes(30),
    TimeDelta::hours(2),
    TimeDelta::hours(5),
    TimeDelta::hours(10),
    TimeDelta::hours(14),
    TimeDelta::hours(20),
    TimeDelta::hours(24),
];
/// What comes at the same moment is spread over this part of the time until the next try.
const JITTER: f64 = 0.1;
/// The longest that an endpoint can put a message off.
const LONGEST_REST: TimeDelta = TimeDelta::hours(24);
/// After failing for so long without a success an endpoint is given up.
const PATIENCE: TimeDelta = TimeDelta::days(5);

vocabulary! {
    /// What came of a try to deliver a message.
    pub enum DeliveryOutcome {
        /// Answered with 2xx.
        Succeeded = "succeeded",
        /// Answered with something else; a redirect is not followed.
        Refused = "refused",
        TimedOut = "timed_out",
        /// No connection, no name or no valid certificate.
        Unreachable = "unreachable",
        /// The address is one that messages are not sent to.
        Forbidden = "forbidden",
    }
}

vocabulary! {
    /// Where a message stands.
    pub enum WebhookMessageState {
        Pending = "pending",
        Delivered = "delivered",
        /// Tried as often as it is.
        Failed = "failed",
    }
}

/// Where a message stands, with the tries since it was made or sent once more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivery {
    Pending { tries: u16, next_at: DateTime<Utc> },
    Delivered { tries: u16 },
    Failed { tries: u16 },
}

impl Delivery {
    /// A message that was just made, or that is to be sent once more.
    pub fn anew(now: DateTime<Utc>) -> Self {
        Self::Pending {
            tries: 0,
            next_at: now,
        }
    }

    pub fn state(self) -> WebhookMessageState {
        match self {
            Self::Pending { .. } => WebhookMessageState::Pending,
            Self::Delivered { .. } => WebhookMessageState::Delivered,
            Self::Failed { .. } => WebhookMessageState::Failed,
        }
    }

    pub fn next_at(self) -> Option<DateTime<Utc>> {
        match self {
            Self::Pending { next_at, .. } => Some(next_at),
            Self::Delivered { .. } | Self::Failed { .. } => None,
        }
    }

    pub fn tries(self) -> u16 {
        match self {
            Self::Pending { tries, .. } | Self::Delivered { tries } | Self::Failed { tries } => {
                tries
            }
        }
    }
}

/// How an endpoint is doing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Health {
    /// Since when every try failed.
    pub failing_since: Option<DateTime<Utc>>,
    /// It asked for nothing before then.
    pub rest_until: Option<DateTime<Utc>>,
}

/// What follows from a try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict {
    pub delivery: Delivery,
    pub health: Health,
    pub disable: Option<DisabledReason>,
}

/// Decides what follows from a try of the message `id`, which was tried `before` times already.
///
/// `retry_after` is how long the endpoint asked to be left alone (RFC 9110, section 10.2.3).
pub fn settle(
    id: Uuid,
    before: u16,
    health: Health,
    outcome: DeliveryOutcome,
    status: Option<u16>,
    retry_after: Option<TimeDelta>,
    now: DateTime<Utc>,
) -> Verdict {
    let tries = before + 1;
    if outcome == DeliveryOutcome::Succeeded {
        return Verdict {
            delivery: Delivery::Delivered { tries },
            health: Health::default(),
            disable: None,
        };
    }
    let rest = retry_after.map(|wanted| wanted.clamp(TimeDelta::zero(), LONGEST_REST));
    let failing_since = health.failing_since.unwrap_or(now);
    let disable = if status == Some(410) {
        Some(DisabledReason::Gone)
    } else if now - failing_since >= PATIENCE {
        Some(DisabledReason::Failing)
    } else {
        None
    };
    let next = SCHEDULE.get(usize::from(tries)).map(|wait| {
        let wait = spread(*wait, id, tries);
        now + rest.map_or(wait, |rest| rest.max(wait))
    });
    Verdict {
        delivery: match next {
            Some(next_at) => Delivery::Pending { tries, next_at },
            None => Delivery::Failed { tries },
        },
        health: Health {
            failing_since: Some(failing_since),
            rest_until: rest.map(|rest| now + rest),
        },
        disable,
    }
}

/// Later by chance, up to [`JITTER`] of it: a part that the random bits of the id and the number of the try choose.
fn spread(wait: TimeDelta, id: Uuid, tries: u16) -> TimeDelta {
    let [.., high, low] = id.into_bytes();
    let chance = u16::from_be_bytes([high, low]).wrapping_add(tries.wrapping_mul(0x9e37));
    let part = f64::from(chance) / f64::from(u16::MAX) * JITTER;
    let seconds = TimeDelta::num_seconds(&wait);
    // At most ten percent of a day.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        reason = "a day has 86,400,000 milliseconds"
    )]
    let more = (seconds as f64 * 1000.0 * part) as i64;
    wait + TimeDelta::milliseconds(more)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn now() -> DateTime<Utc> {
        DateTime::from_timestamp(1_800_000_000, 0).unwrap()
    }

    fn refused(before: u16, health: Health, status: u16, rest: Option<i64>) -> Verdict {
        let rest = rest.map(TimeDelta::seconds);
        let (id, status) = (Uuid::nil(), Some(status));
        settle(
            id,
            before,
            health,
            DeliveryOutcome::Refused,
            status,
            rest,
            now(),
        )
    }

    #[test]
    fn a_success_ends_the_message_and_clears_the_endpoint() {
        let ill = Health {
            failing_since: Some(now() - TimeDelta::days(9)),
            rest_until: Some(now()),
        };
        let verdict = settle(
            Uuid::nil(),
            3,
            ill,
            DeliveryOutcome::Succeeded,
            Some(204),
            None,
            now(),
        );
        assert_eq!(verdict.delivery, Delivery::Delivered { tries: 4 });
        assert_eq!((verdict.health, verdict.disable), (Health::default(), None));
    }

    #[test]
    fn a_message_is_tried_ten_times_over_three_days() {
        let (mut at, mut tries) = (TimeDelta::zero(), 1);
        while let Delivery::Pending {
            tries: made,
            next_at,
        } = refused(tries - 1, Health::default(), 500, None).delivery
        {
            assert_eq!(made, tries);
            at += next_at - now();
            tries += 1;
        }
        assert_eq!(tries, 10);
        let hours = at.num_hours();
        assert!((75..=84).contains(&hours), "{hours}");
    }

    #[test]
    fn an_endpoint_is_given_up_when_it_is_gone_or_fails_for_five_days() {
        assert_eq!(
            refused(0, Health::default(), 410, None).disable,
            Some(DisabledReason::Gone)
        );
        let failing = |since| Health {
            failing_since: Some(now() - since),
            rest_until: None,
        };
        assert_eq!(
            refused(0, failing(PATIENCE), 500, None).disable,
            Some(DisabledReason::Failing)
        );
        let almost = PATIENCE - TimeDelta::seconds(1);
        assert_eq!(refused(0, failing(almost), 500, None).disable, None);
    }

    #[test]
    fn an_endpoint_is_left_alone_as_long_as_it_asks_and_no_longer_than_a_day() {
        let asked = refused(0, Health::default(), 503, Some(600));
        assert_eq!(
            asked.health.rest_until,
            Some(now() + TimeDelta::minutes(10))
        );
        assert_eq!(
            asked.delivery,
            Delivery::Pending {
                tries: 1,
                next_at: now() + TimeDelta::minutes(10)
            }
        );
        let forever = refused(0, Health::default(), 503, Some(i64::from(u32::MAX)));
        assert_eq!(forever.health.rest_until, Some(now() + LONGEST_REST));
        let past = refused(0, Health::default(), 503, Some(-5));
        assert_eq!(past.health.rest_until, Some(now()));
    }

    proptest! {
        #[test]
        fn the_next_try_is_never_early_and_at_most_a_tenth_late(id: u128, before in 0..9_u16) {
            let (id, outcome) = (Uuid::from_u128(id), DeliveryOutcome::TimedOut);
            let verdict = settle(id, before, Health::default(), outcome, None, None, now());
            let Delivery::Pending { next_at, .. } = verdict.delivery else {
                return Err(TestCaseError::fail("given up"));
            };
            let wait = SCHEDULE[usize::from(before) + 1];
            prop_assert!(next_at >= now() + wait);
            prop_assert!(next_at <= now() + wait + wait / 10);
        }
    }
}
