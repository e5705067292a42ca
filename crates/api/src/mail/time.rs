//! Moments as people read them.

use chrono::{DateTime, Utc};
use domain::Zone;

/// A local day and time, such as "Monday 5 January, 16:00".
pub(super) fn moment(at: DateTime<Utc>, zone: Zone) -> String {
    format!("{}, {}", day(at, zone), clock(at, zone))
}

/// A local day, such as "Monday 5 January".
pub(super) fn day(at: DateTime<Utc>, zone: Zone) -> String {
    zone.day_of(at).format("%A %-d %B").to_string()
}

/// What the clock shows, such as "16:00".
pub(super) fn clock(at: DateTime<Utc>, zone: Zone) -> String {
    zone.time_of(at).format("%H:%M").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_told_in_the_readers_zone() {
        let at: DateTime<Utc> = "2026-01-05T23:30:00Z".parse().unwrap();
        let berlin = Zone::parse("Europe/Berlin").unwrap();
        assert_eq!(moment(at, berlin), "Tuesday 6 January, 00:30");
        assert_eq!(moment(at, Zone::UTC), "Monday 5 January, 23:30");
    }
}
