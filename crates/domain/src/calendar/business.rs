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
