//! Which days are business days, and why the others are not.

use std::{fmt, ops::RangeInclusive};

use chrono::{Datelike, NaiveDate, Weekday, WeekdaySet};

use super::table::{self, Sheet};
use crate::{
    country::Country,
    profile::{HolidayCalendar, Subdivision},
};

/// The business days of a country, or of one of its parts; without a country, Monday to Friday.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BusinessCalendar {
    whose: Option<HolidayCalendar>,
}

/// Why a day is no business day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayOff {
    Weekend,
    /// A public holiday by its name. A date that is only expected (a feast by the moon) says so in its name.
    Holiday(&'static str),
}

const SATURDAY_AND_SUNDAY: WeekdaySet = WeekdaySet::from_array([Weekday::Sat, Weekday::Sun]);

impl BusinessCalendar {
    /// Saturday and Sunday are off, and nothing else.
    pub const WEEKENDS_ONLY: Self = Self { whose: None };

    pub fn is_business_day(&self, day: NaiveDate) -> bool {
        self.why_not(day).is_none()
    }

    /// Why the day is off; a holiday on a weekend is weekend.
    pub fn why_not(&self, day: NaiveDate) -> Option<DayOff> {
        let sheet = self.sheet();
        let weekend = sheet.map_or(SATURDAY_AND_SUNDAY, |sheet| sheet.weekend);
        if weekend.contains(day.weekday()) {
            return Some(DayOff::Weekend);
        }
        sheet?.holiday(self.part(), day).map(DayOff::Holiday)
    }

    /// The first business day after `day`.
    pub fn next_business_day(&self, day: NaiveDate) -> NaiveDate {
        day.succ_opt().map_or(day, |next| self.on_or_after(next))
    }

    /// The day itself, or the first business day after it.
    pub fn on_or_after(&self, day: NaiveDate) -> NaiveDate {
        let mut days = day.iter_days();
        days.find(|day| self.is_business_day(*day))
            .unwrap_or(NaiveDate::MAX)
    }

    /// So many business days after [`Self::on_or_after`] the day: from a Saturday, no days is Monday and one is Tuesday.
    pub fn add_business_days(&self, day: NaiveDate, days: u16) -> NaiveDate {
        (0..days).fold(self.on_or_after(day), |day, _| self.next_business_day(day))
    }

    /// The years of which public holidays are known; in others only weekends are off.
    pub fn known_years(&self) -> Option<RangeInclusive<i32>> {
        self.sheet()?.years()
    }

    pub(super) fn has_country(&self) -> bool {
        self.whose.is_some()
    }

    fn sheet(&self) -> Option<&'static Sheet> {
        table::sheet(self.whose.as_ref()?.country())
    }

    fn part(&self) -> Option<&str> {
        self.whose.as_ref()?.subdivision().map(Subdivision::part)
    }
}

impl From<HolidayCalendar> for BusinessCalendar {
    fn from(whose: HolidayCalendar) -> Self {
        Self { whose: Some(whose) }
    }
}

impl From<Country> for BusinessCalendar {
    fn from(country: Country) -> Self {
        HolidayCalendar::of(country).into()
    }
}

/// `Germany`, `Germany, DE-BE`, or `Monday to Friday`.
impl fmt::Display for BusinessCalendar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(whose) = &self.whose else {
            return f.write_str("Monday to Friday");
        };
        let name = self.sheet().map(|sheet| sheet.name);
        f.write_str(name.unwrap_or(whose.country().code()))?;
        match whose.subdivision() {
            Some(part) => write!(f, ", {part}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calendar(code: &str) -> BusinessCalendar {
        let (country, part) = code
            .split_once('-')
            .map_or((code, None), |(country, _)| (country, Some(code)));
        let country = Country::parse(country).unwrap();
        HolidayCalendar::new(country, part).unwrap().into()
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn public_holidays_are_those_that_governments_publish() {
        for (whose, on, holiday) in [
            ("US", "2026-11-26", Some("Thanksgiving Day")),
            ("US", "2026-07-03", Some("Independence Day (observed)")),
            ("US", "2026-11-27", None),
            ("US-MD", "2026-11-27", Some("American Indian Heritage Day")),
            ("DE", "2027-03-08", None),
            ("DE-BE", "2027-03-08", Some("Women's Day")),
            ("DE", "2028-10-03", Some("German Unity Day")),
            ("FR", "2026-07-14", Some("National Day")),
            ("FR-57", "2026-04-03", Some("Good Friday")),
            ("FR", "2026-04-03", None),
            ("GB-ENG", "2026-04-06", Some("Easter Monday")),
            ("GB-SCT", "2026-04-06", None),
            ("GB-SCT", "2026-11-30", Some("Saint Andrew's Day")),
            ("CH-ZH", "2026-05-01", Some("Labor Day")),
            ("CH-BE", "2026-05-01", None),
            ("CA-ON", "2027-02-15", Some("Family Day")),
            ("AU-VIC", "2026-11-03", Some("Melbourne Cup Day")),
            ("SE", "2026-06-19", Some("Midsummer Eve")),
            ("JP", "2026-05-06", Some("Substitute Holiday")),
            ("IN", "2027-01-26", Some("Republic Day")),
            ("SA", "2030-09-23", Some("National Day Holiday")),
            ("TR", "2031-10-29", Some("Republic Day")),
        ] {
            let found = calendar(whose).why_not(day(on));
            assert_eq!(found, holiday.map(DayOff::Holiday), "{whose} {on}");
        }
    }

    #[test]
    fn weekends_are_the_countrys() {
        // A Thursday and the days after it.
        let week = ["2026-11-12", "2026-11-13", "2026-11-14", "2026-11-15"];
        for (whose, off) in [
            ("US", [false, false, true, true]),
            ("AE", [false, false, true, true]),
            ("HK", [false, false, true, true]),
            ("EG", [false, true, true, false]),
            ("IL", [false, true, true, false]),
            ("BN", [false, true, false, true]),
            ("IR", [false, true, false, false]),
        ] {
            let is_off = week.map(|on| calendar(whose).why_not(day(on)) == Some(DayOff::Weekend));
            assert_eq!(is_off, off, "{whose}");
        }
        let none = week.map(|on| BusinessCalendar::WEEKENDS_ONLY.is_business_day(day(on)));
        assert_eq!(none, [true, true, false, false]);
    }

    #[test]
    fn days_are_added_from_the_first_business_day_on() {
        let us = calendar("US");
        for (from, days, to) in [
            ("2026-11-25", 0, "2026-11-25"),
            ("2026-11-25", 1, "2026-11-27"),
            ("2026-11-25", 3, "2026-12-01"),
            ("2026-11-25", 7, "2026-12-07"),
            ("2026-11-28", 0, "2026-11-30"),
            ("2026-11-28", 1, "2026-12-01"),
            // Over a leap day: 2028 has one, 2027 has none.
            ("2028-02-28", 1, "2028-02-29"),
            ("2028-02-28", 2, "2028-03-01"),
            ("2027-02-26", 1, "2027-03-01"),
        ] {
            assert_eq!(
                us.add_business_days(day(from), days),
                day(to),
                "{from} {days}"
            );
        }
        assert_eq!(us.next_business_day(day("2026-11-25")), day("2026-11-27"));
        assert_eq!(us.next_business_day(day("2026-11-27")), day("2026-11-30"));
    }

    #[test]
    fn beyond_the_table_only_weekends_are_off() {
        let us = calendar("US");
        assert_eq!(us.known_years(), Some(2025..=2035));
        // Christmas: a Wednesday before the table, a Tuesday in it, a Thursday after it.
        for (on, off) in [
            ("2024-12-25", None),
            ("2035-12-25", Some(DayOff::Holiday("Christmas Day"))),
            ("2036-12-25", None),
            ("2036-12-27", Some(DayOff::Weekend)),
        ] {
            assert_eq!(us.why_not(day(on)), off, "{on}");
        }
        assert_eq!(BusinessCalendar::WEEKENDS_ONLY.known_years(), None);
    }

    #[test]
    fn the_last_day_that_there_is_ends_every_count() {
        let us = calendar("US");
        assert_eq!(us.add_business_days(NaiveDate::MAX, 9), NaiveDate::MAX);
    }

    #[test]
    fn a_calendar_tells_whose_it_is() {
        assert_eq!(calendar("US").to_string(), "United States");
        assert_eq!(calendar("DE-BE").to_string(), "Germany, DE-BE");
        assert_eq!(
            BusinessCalendar::WEEKENDS_ONLY.to_string(),
            "Monday to Friday"
        );
    }
}
