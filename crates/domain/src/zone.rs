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
        self.at(day, NaiveTime::MIN)
    }

    /// When clocks here show that time of that day, for the first time. Where they skip it, the first instant after it.
    pub fn at(self, day: NaiveDate, time: NaiveTime) -> DateTime<Utc> {
        let local = day.and_time(time);
        self.0
            .from_local_datetime(&local)
            .earliest()
            .or_else(|| {
                // No zone skips more than three hours but for a whole day; the loop ends at the first minute that exists.
                (1..=24 * 60).find_map(|minute| {
                    let later = local + chrono::TimeDelta::minutes(minute);
                    self.0.from_local_datetime(&later).earliest()
                })
            })
            .map_or_else(|| local.and_utc(), |local| local.with_timezone(&Utc))
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
    fn a_time_that_clocks_skip_is_the_first_after_it() {
        let berlin = Zone::parse("Europe/Berlin").unwrap();
        let at = |date, hour, minute| {
            let time = NaiveTime::from_hms_opt(hour, minute, 0).unwrap();
            berlin.at(date, time).to_string()
        };
        assert_eq!(at(day(2026, 3, 28), 2, 30), "2026-03-28 01:30:00 UTC");
        assert_eq!(at(day(2026, 3, 29), 2, 30), "2026-03-29 01:00:00 UTC");
        // Shown twice, it is the first of them.
        assert_eq!(at(day(2026, 10, 25), 2, 30), "2026-10-25 00:30:00 UTC");
    }

    #[test]
    fn an_unknown_zone_is_refused() {
        assert_eq!(Zone::parse("Mars/Olympus"), Err(UnknownZone));
    }
}
