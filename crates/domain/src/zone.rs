//! IANA time zones and the local days that deadlines are counted in.

use std::fmt;

use chrono::{DateTime, Days, NaiveDate, NaiveTime, Offset, TimeDelta, TimeZone, Utc};
use chrono_tz::{OffsetComponents, OffsetName, Tz};

/// A time zone by its IANA name, such as `America/New_York`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Zone(Tz);

/// No such zone in the IANA database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be a time zone of the IANA database, such as Europe/Berlin")]
pub struct UnknownZone;

/// What the clocks of a zone show from one moment on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Observance {
    pub since: DateTime<Utc>,
    /// Seconds ahead of UTC just before.
    pub before_seconds: i32,
    /// Seconds ahead of UTC from then on.
    pub seconds: i32,
    /// Whether summer time is kept.
    pub is_daylight: bool,
    /// What people there call it, such as `CEST`; some have no name for it.
    pub name: Option<String>,
}

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
                    let later = local + TimeDelta::minutes(minute);
                    self.0.from_local_datetime(&later).earliest()
                })
            })
            .map_or_else(|| local.and_utc(), |local| local.with_timezone(&Utc))
    }

    /// What the clocks here show from one moment to another: the first from its beginning, then one for each change.
    pub fn observances(self, from: DateTime<Utc>, until: DateTime<Utc>) -> Vec<Observance> {
        let first = self.observed_at(from);
        let mut observances = vec![Observance {
            before_seconds: first.seconds,
            ..first
        }];
        let mut seen = from;
        // No zone changes its clocks twice within a day.
        while seen < until {
            let next = until.min(seen + TimeDelta::days(1));
            if self.clock_at(seen) != self.clock_at(next) {
                observances.push(self.change_between(seen, next));
            }
            seen = next;
        }
        observances
    }

    /// The one change of the clocks after `same` and not after `other`.
    fn change_between(self, same: DateTime<Utc>, other: DateTime<Utc>) -> Observance {
        let before = self.clock_at(same);
        let (mut low, mut high) = (same.timestamp(), other.timestamp());
        while high - low > 1 {
            let middle = low.midpoint(high);
            let instant = DateTime::from_timestamp(middle, 0).unwrap_or(other);
            if self.clock_at(instant) == before {
                low = middle;
            } else {
                high = middle;
            }
        }
        Observance {
            before_seconds: before.0,
            ..self.observed_at(DateTime::from_timestamp(high, 0).unwrap_or(other))
        }
    }

    fn observed_at(self, since: DateTime<Utc>) -> Observance {
        let (seconds, is_daylight) = self.clock_at(since);
        let offset = self.0.offset_from_utc_datetime(&since.naive_utc());
        Observance {
            since,
            before_seconds: seconds,
            seconds,
            is_daylight,
            name: offset.abbreviation().map(str::to_owned),
        }
    }

    /// Seconds ahead of UTC, and whether summer time is kept.
    fn clock_at(self, instant: DateTime<Utc>) -> (i32, bool) {
        let offset = self.0.offset_from_utc_datetime(&instant.naive_utc());
        let is_daylight = !offset.dst_offset().is_zero();
        (offset.fix().local_minus_utc(), is_daylight)
    }

    /// The last whole second of a local day.
    pub fn end_of(self, day: NaiveDate) -> DateTime<Utc> {
        let next = day.checked_add_days(Days::new(1)).unwrap_or(day);
        self.start_of(next) - TimeDelta::seconds(1)
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
    fn the_clocks_of_a_year_are_known_by_their_changes() {
        let instant = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
        let (from, until) = (
            instant("2026-01-01T00:00:00Z"),
            instant("2026-12-31T00:00:00Z"),
        );
        let of = |name| {
            let observances = Zone::parse(name).unwrap().observances(from, until);
            observances
                .into_iter()
                .map(|one| {
                    (
                        one.since.to_rfc3339(),
                        one.before_seconds,
                        one.seconds,
                        one.name,
                    )
                })
                .collect::<Vec<_>>()
        };
        let row = |since: &str, before, seconds, name: Option<&str>| {
            (since.to_owned(), before, seconds, name.map(str::to_owned))
        };
        assert_eq!(
            of("Europe/Berlin"),
            [
                row("2026-01-01T00:00:00+00:00", 3600, 3600, Some("CET")),
                row("2026-03-29T01:00:00+00:00", 3600, 7200, Some("CEST")),
                row("2026-10-25T01:00:00+00:00", 7200, 3600, Some("CET")),
            ]
        );
        assert_eq!(
            of("Asia/Kathmandu"),
            [row("2026-01-01T00:00:00+00:00", 20700, 20700, None)]
        );
    }

    proptest::proptest! {
        #[test]
        fn the_last_change_says_what_the_clocks_show(
            zone in proptest::sample::select(vec![
                "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Kathmandu",
            ]),
            after in 0_i64..490 * 86_400,
        ) {
            let zone = Zone::parse(zone).unwrap();
            let from = DateTime::from_timestamp(1_790_000_000, 0).unwrap();
            let observances = zone.observances(from, from + TimeDelta::days(490));
            let instant = from + TimeDelta::seconds(after);
            let last = observances.iter().rfind(|one| one.since <= instant).unwrap();
            proptest::prop_assert_eq!((last.seconds, last.is_daylight), zone.clock_at(instant));
        }
    }

    #[test]
    fn an_unknown_zone_is_refused() {
        assert_eq!(Zone::parse("Mars/Olympus"), Err(UnknownZone));
    }
}
