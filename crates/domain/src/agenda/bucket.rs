//! How urgent something is, seen from a moment of a local day.

use chrono::{DateTime, Days, Utc};

use crate::{Zone, analytics::monday_of, vocabulary};

vocabulary! {
    /// How urgent an agenda item is, the most urgent first.
    pub enum Bucket {
        /// Its time has passed.
        Overdue = "overdue",
        /// It can be done now, or later today.
        Due = "due",
        /// Its time comes on a later day of this week, which ends with Sunday (ISO 8601).
        ThisWeek = "this_week",
        /// Its time comes after this week.
        Upcoming = "upcoming",
        /// It is with somebody else, and there is nothing to do before its time.
        Waiting = "waiting",
        /// Nobody was in touch for longer than the cadence of updates (F127).
        GoingCold = "going_cold",
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

    /// The first moment of the next local Monday: what opens before it is for this week.
    pub fn week_ends_at(self) -> DateTime<Utc> {
        let monday = monday_of(self.zone.day_of(self.now));
        self.zone
            .start_of(monday.checked_add_days(Days::new(7)).unwrap_or(monday))
    }
}

/// Whose move is next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    Mine,
    /// The person asked, and waits for an answer until their own window opens.
    Asked,
    Theirs,
    /// Nobody's: the contact falls silent.
    Cooling,
}

/// Overdue once the window has closed, due while it is open or opens on this local day, and before that for this week, for
/// later, or waited for. What is somebody else's to do only waits, however late it is.
pub fn bucket(window: Window, turn: Turn, today: Today) -> Bucket {
    match turn {
        Turn::Theirs => Bucket::Waiting,
        Turn::Cooling => Bucket::GoingCold,
        _ if window.until < today.now => Bucket::Overdue,
        _ if window.from < today.ends_at() => Bucket::Due,
        Turn::Asked => Bucket::Waiting,
        Turn::Mine if window.from < today.week_ends_at() => Bucket::ThisWeek,
        Turn::Mine => Bucket::Upcoming,
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
        bucket(window, Turn::Mine, today(at(now), zone))
    }

    #[test]
    fn a_window_is_upcoming_then_of_this_week_then_due_then_overdue() {
        // The 7th is a Sunday.
        assert_eq!(bucket_at("07T23:59", "UTC"), Bucket::Upcoming);
        assert_eq!(bucket_at("08T00:00", "UTC"), Bucket::ThisWeek);
        assert_eq!(bucket_at("09T23:59", "UTC"), Bucket::ThisWeek);
        assert_eq!(bucket_at("10T00:00", "UTC"), Bucket::Due);
        assert_eq!(bucket_at("12T15:00", "UTC"), Bucket::Due);
        assert_eq!(bucket_at("12T15:01", "UTC"), Bucket::Overdue);
    }

    #[test]
    fn the_local_day_decides_what_is_due_today() {
        // In Auckland it is the 11th when the window opens, and the 10th still at 11:00 UTC.
        assert_eq!(bucket_at("10T11:00", "Pacific/Auckland"), Bucket::ThisWeek);
        assert_eq!(bucket_at("10T12:00", "Pacific/Auckland"), Bucket::Due);
    }

    #[test]
    fn an_answer_is_waited_for_until_the_window_opens_and_what_is_theirs_for_ever() {
        let window = Window {
            from: at("10T15:00"),
            until: at("12T15:00"),
        };
        let seen = |turn, now| bucket(window, turn, today(at(now), "UTC"));
        assert_eq!(seen(Turn::Asked, "09T23:59"), Bucket::Waiting);
        assert_eq!(seen(Turn::Asked, "10T00:00"), Bucket::Due);
        assert_eq!(seen(Turn::Asked, "12T15:01"), Bucket::Overdue);
        assert_eq!(seen(Turn::Theirs, "28T00:00"), Bucket::Waiting);
        assert_eq!(seen(Turn::Cooling, "28T00:00"), Bucket::GoingCold);
    }

    #[test]
    fn a_week_ends_with_its_local_sunday_whatever_the_clocks_and_the_year_do() {
        let ends = |now: &str, zone| {
            let now = now.parse().unwrap();
            today(now, zone).week_ends_at().to_rfc3339()
        };
        // The clocks go back in the night of Sunday, the 25th of October.
        assert_eq!(
            ends("2026-10-20T12:00:00Z", "Europe/Berlin"),
            "2026-10-25T23:00:00+00:00"
        );
        assert_eq!(
            ends("2026-10-25T22:59:59Z", "Europe/Berlin"),
            "2026-10-25T23:00:00+00:00"
        );
        assert_eq!(
            ends("2026-10-25T23:00:00Z", "Europe/Berlin"),
            "2026-11-01T23:00:00+00:00"
        );
        // The last week of 2026 ends in 2027.
        assert_eq!(
            ends("2026-12-31T12:00:00Z", "UTC"),
            "2027-01-04T00:00:00+00:00"
        );
    }

    proptest! {
        #[test]
        fn a_week_is_seven_local_days_that_hold_this_moment(
            zone in proptest::sample::select(chrono_tz::TZ_VARIANTS.as_slice()),
            now in 1_577_836_800_i64..2_082_758_400,
        ) {
            let now = DateTime::from_timestamp(now, 0).unwrap();
            let today = today(now, zone.name());
            prop_assert!(now < today.ends_at() && today.ends_at() <= today.week_ends_at());
            prop_assert!(today.week_ends_at() - now <= TimeDelta::hours(7 * 24 + 24));
        }

        #[test]
        fn nothing_becomes_less_urgent_by_waiting(
            opens in 0_i64..100_000, open_for in 0_i64..100_000, now in 0_i64..200_000, wait in 0_i64..100_000
        ) {
            let minute = |minute: i64| at("01T00:00") + TimeDelta::minutes(minute);
            let window = Window { from: minute(opens), until: minute(opens + open_for) };
            for turn in [Turn::Mine, Turn::Asked, Turn::Theirs, Turn::Cooling] {
                let at = |now| bucket(window, turn, today(minute(now), "America/Sao_Paulo"));
                prop_assert!(at(now + wait) <= at(now));
            }
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
