//! How urgent something is, seen from a moment of a local day.

use chrono::{DateTime, Days, Utc};

use crate::{Zone, vocabulary};

vocabulary! {
    /// How urgent an agenda item is, the most urgent first.
    pub enum Bucket {
        /// Its time has passed.
        Overdue = "overdue",
        /// It can be done now, or later today.
        Due = "due",
        /// Its time comes on a later day.
        Upcoming = "upcoming",
    }
}

/// When something is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// Before this it is too early.
    pub from: DateTime<Utc>,
    /// After this it is late.
    pub until: DateTime<Utc>,
}

/// The moment from which a person looks at their agenda.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Today {
    pub now: DateTime<Utc>,
    /// The person's own zone.
    pub zone: Zone,
}

impl Today {
    /// The first moment of the next local day: what opens before it is no longer upcoming.
    pub fn ends_at(self) -> DateTime<Utc> {
        day_after(self.now, self.zone)
    }
}

/// Overdue once the window has closed, due while it is open or opens on this local day, upcoming otherwise.
pub fn bucket(window: Window, today: Today) -> Bucket {
    if window.until < today.now {
        Bucket::Overdue
    } else if window.from < today.ends_at() {
        Bucket::Due
    } else {
        Bucket::Upcoming
    }
}

/// The window of what is due by `until`: it opens with that local day.
pub fn day_of(until: DateTime<Utc>, zone: Zone) -> Window {
    let from = zone.start_of(zone.day_of(until));
    Window { from, until }
}

/// What is due before this moment, and nothing else, has a window by [`day_of`] that opens before `horizon`.
pub fn due_before(horizon: DateTime<Utc>, zone: Zone) -> DateTime<Utc> {
    if day_of(horizon, zone).from == horizon {
        horizon
    } else {
        day_after(horizon, zone)
    }
}

fn day_after(instant: DateTime<Utc>, zone: Zone) -> DateTime<Utc> {
    let day = zone.day_of(instant);
    zone.start_of(day.checked_add_days(Days::new(1)).unwrap_or(day))
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use proptest::prelude::*;

    use super::*;

    fn at(time: &str) -> DateTime<Utc> {
        format!("2026-06-{time}:00Z").parse().unwrap()
    }

    fn today(now: DateTime<Utc>, zone: &str) -> Today {
        let zone = Zone::parse(zone).unwrap();
        Today { now, zone }
    }

    fn bucket_at(now: &str, zone: &str) -> Bucket {
        let window = Window {
            from: at("10T15:00"),
            until: at("12T15:00"),
        };
        bucket(window, today(at(now), zone))
    }

    #[test]
    fn a_window_is_upcoming_then_due_then_overdue() {
        assert_eq!(bucket_at("09T23:59", "UTC"), Bucket::Upcoming);
        assert_eq!(bucket_at("10T00:00", "UTC"), Bucket::Due);
        assert_eq!(bucket_at("12T15:00", "UTC"), Bucket::Due);
        assert_eq!(bucket_at("12T15:01", "UTC"), Bucket::Overdue);
    }

    #[test]
    fn the_local_day_decides_what_is_due_today() {
        // In Auckland it is the 11th when the window opens, and the 10th still at 11:00 UTC.
        assert_eq!(bucket_at("10T11:00", "Pacific/Auckland"), Bucket::Upcoming);
        assert_eq!(bucket_at("10T12:00", "Pacific/Auckland"), Bucket::Due);
    }

    proptest! {
        #[test]
        fn nothing_becomes_less_urgent_by_waiting(
            opens in 0_i64..100_000, open_for in 0_i64..100_000, now in 0_i64..200_000, wait in 0_i64..100_000
        ) {
            let minute = |minute: i64| at("01T00:00") + TimeDelta::minutes(minute);
            let window = Window { from: minute(opens), until: minute(opens + open_for) };
            let at = |now| bucket(window, today(minute(now), "America/Sao_Paulo"));
            prop_assert!(at(now + wait) <= at(now));
        }

        #[test]
        fn what_is_due_opens_before_a_horizon_or_not(
            zone in proptest::sample::select(chrono_tz::TZ_VARIANTS.as_slice()),
            // Two moments of the years 2020 to 2035, at most four days apart.
            horizon in 1_577_836_800_i64..2_082_758_400, later in -345_600_i64..345_600,
        ) {
            let zone = Zone::parse(zone.name()).unwrap();
            let [horizon, until] = [horizon, horizon + later].map(|second| DateTime::from_timestamp(second, 0).unwrap());
            prop_assert_eq!(day_of(until, zone).from < horizon, until < due_before(horizon, zone));
        }
    }
}
