//! How urgent something is, seen from a moment of a local day.

use chrono::{DateTime, Utc};

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

/// Overdue once the window has closed, due while it is open or opens on this local day, upcoming otherwise.
pub fn bucket(window: Window, now: DateTime<Utc>, zone: Zone) -> Bucket {
    if window.until < now {
        Bucket::Overdue
    } else if window.from <= now || zone.day_of(window.from) == zone.day_of(now) {
        Bucket::Due
    } else {
        Bucket::Upcoming
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use proptest::prelude::*;

    use super::*;

    fn at(time: &str) -> DateTime<Utc> {
        format!("2026-06-{time}:00Z").parse().unwrap()
    }

    fn bucket_at(now: &str, zone: &str) -> Bucket {
        let window = Window {
            from: at("10T15:00"),
            until: at("12T15:00"),
        };
        bucket(window, at(now), Zone::parse(zone).unwrap())
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
            let zone = Zone::parse("America/Sao_Paulo").unwrap();
            let [sooner, later] = [now, now + wait].map(|now| bucket(window, minute(now), zone));
            prop_assert!(later <= sooner);
        }
    }
}
