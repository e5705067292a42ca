//! IANA time zones and the local days that deadlines are counted in.

use std::fmt;

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;

/// A time zone by its IANA name, such as `America/New_York`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zone(Tz);

/// No such zone in the IANA database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be a time zone of the IANA database, such as Europe/Berlin")]
pub struct UnknownZone;

impl Zone {
    pub const UTC: Self = Self(Tz::UTC);

    /// # Errors
    /// The name is not in the IANA database.
    pub fn parse(name: &str) -> Result<Self, UnknownZone> {
        name.parse().map(Self).map_err(|_invalid| UnknownZone)
    }

    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// The calendar day on which `instant` falls here.
    pub fn day_of(self, instant: DateTime<Utc>) -> NaiveDate {
        instant.with_timezone(&self.0).date_naive()
    }

    /// What the clock shows here at `instant`.
    pub fn time_of(self, instant: DateTime<Utc>) -> NaiveTime {
        instant.with_timezone(&self.0).time()
    }

    /// The first instant of a local day. Where clocks skip midnight, the first instant that exists.
    pub fn start_of(self, day: NaiveDate) -> DateTime<Utc> {
        let midnight = day.and_time(NaiveTime::MIN);
        self.0
            .from_local_datetime(&midnight)
            .earliest()
            .or_else(|| {
                // No zone skips more than a day's first three hours; the loop ends at the first minute that exists.
                (1..=24 * 60).find_map(|minute| {
                    let later = midnight + chrono::TimeDelta::minutes(minute);
                    self.0.from_local_datetime(&later).earliest()
                })
            })
            .map_or_else(|| midnight.and_utc(), |local| local.with_timezone(&Utc))
    }

    /// The last whole second of a local day.
    pub fn end_of(self, day: NaiveDate) -> DateTime<Utc> {
        let next = day.checked_add_days(Days::new(1)).unwrap_or(day);
        self.start_of(next) - chrono::TimeDelta::seconds(1)
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn a_day_ends_a_second_before_the_next_one_starts() {
        let berlin = Zone::parse("Europe/Berlin").unwrap();
        assert_eq!(
            berlin.end_of(day(2026, 3, 29)).to_string(),
            "2026-03-29 21:59:59 UTC"
        );
        assert_eq!(
            berlin.start_of(day(2026, 3, 29)).to_string(),
            "2026-03-28 23:00:00 UTC"
        );
    }

    #[test]
    fn a_day_without_midnight_starts_when_it_first_can() {
        let cairo = Zone::parse("Africa/Cairo").unwrap();
        assert_eq!(
            cairo.start_of(day(2026, 4, 24)).to_string(),
            "2026-04-23 22:00:00 UTC"
        );
    }

    #[test]
    fn an_unknown_zone_is_refused() {
        assert_eq!(Zone::parse("Mars/Olympus"), Err(UnknownZone));
    }
}
