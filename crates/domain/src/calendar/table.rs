//! The table of public holidays that `script/holidays` makes, parsed once.

use std::{collections::BTreeMap, ops::RangeInclusive, sync::LazyLock};

use chrono::{Datelike, NaiveDate, Weekday, WeekdaySet};

use crate::country::Country;

const TEXT: &str = include_str!("holidays.txt");

/// An unreadable text would be an empty table; a test reads it whole.
static TABLE: LazyLock<BTreeMap<Country, Sheet>> =
    LazyLock::new(|| parse(TEXT).unwrap_or_default());

/// The days off of one country.
#[derive(Debug)]
pub(super) struct Sheet {
    pub(super) name: &'static str,
    pub(super) weekend: WeekdaySet,
    /// Codes of ISO 3166-2 without the country's, in order.
    pub(super) parts: Vec<&'static str>,
    holidays: Vec<Holiday>,
}

#[derive(Debug)]
struct Holiday {
    places: Places,
    name: &'static str,
    /// In order.
    days: Vec<NaiveDate>,
}

#[derive(Debug)]
enum Places {
    Everywhere,
    /// Parts, and [`WHOLE`] for the country when no part is named, with blanks between.
    In(&'static str),
}

const WHOLE: &str = ".";

/// What is known of a country; there is something of each.
pub(super) fn sheet(country: Country) -> Option<&'static Sheet> {
    TABLE.get(&country)
}

impl Sheet {
    pub(super) fn holiday(&self, part: Option<&str>, day: NaiveDate) -> Option<&'static str> {
        let mut holidays = self.holidays.iter();
        let found = holidays
            .find(|holiday| holiday.days.binary_search(&day).is_ok() && holiday.is_in(part));
        found.map(|holiday| holiday.name)
    }

    /// The years of which public holidays are known, if there are any.
    pub(super) fn years(&self) -> Option<RangeInclusive<i32>> {
        let days = || self.holidays.iter().flat_map(|holiday| &holiday.days);
        let (first, last) = (days().min()?, days().max()?);
        Some(first.year()..=last.year())
    }
}

impl Holiday {
    fn is_in(&self, part: Option<&str>) -> bool {
        match self.places {
            Places::Everywhere => true,
            Places::In(parts) => parts.split(' ').any(|one| one == part.unwrap_or(WHOLE)),
        }
    }
}

/// A line that is none of the forms that the head of the file describes.
#[derive(Debug, PartialEq, Eq)]
struct Unreadable(&'static str);

fn parse(text: &'static str) -> Result<BTreeMap<Country, Sheet>, Unreadable> {
    let mut years = 0..=0;
    let mut sheets: Vec<(Country, Sheet)> = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let fields: Vec<_> = line.split('|').collect();
        let read = match fields.as_slice() {
            ["years", first, last] => years_of(first, last).map(|read| years = read),
            [code, name, weekend, parts] => {
                country(code, name, weekend, parts).map(|sheet| sheets.push(sheet))
            }
            [places, name, days] => holiday(&years, places, name, days)
                .zip(sheets.last_mut())
                .map(|(holiday, (_, sheet))| sheet.holidays.push(holiday)),
            _ => None,
        };
        read.ok_or(Unreadable(line))?;
    }
    Ok(sheets.into_iter().collect())
}

fn years_of(first: &str, last: &str) -> Option<RangeInclusive<i32>> {
    Some(first.parse().ok()?..=last.parse().ok()?)
}

fn country(
    code: &str,
    name: &'static str,
    weekend: &str,
    parts: &'static str,
) -> Option<(Country, Sheet)> {
    let weekend: Result<Vec<Weekday>, _> = weekend.split(' ').map(str::parse).collect();
    let sheet = Sheet {
        name,
        weekend: weekend.ok()?.into_iter().collect(),
        parts: parts.split_terminator(' ').collect(),
        holidays: Vec::new(),
    };
    Some((Country::parse(code).ok()?, sheet))
}

fn holiday(
    years: &RangeInclusive<i32>,
    places: &'static str,
    name: &'static str,
    days: &str,
) -> Option<Holiday> {
    let days = match days.split(' ').collect::<Vec<_>>().as_slice() {
        [every_year] => years.clone().map(|year| day(year, every_year)).collect(),
        by_year if by_year.len() == years.clone().count() => years
            .clone()
            .zip(by_year)
            .filter(|(_, days)| **days != "-")
            .flat_map(|(year, days)| days.split(',').map(move |of_year| day(year, of_year)))
            .collect(),
        _ => None,
    };
    let places = match places {
        "*" => Places::Everywhere,
        parts => Places::In(parts),
    };
    Some(Holiday {
        places,
        name,
        days: days?,
    })
}

fn day(year: i32, month_and_day: &str) -> Option<NaiveDate> {
    let (month, day) = month_and_day.split_once('-')?;
    NaiveDate::from_ymd_opt(year, month.parse().ok()?, day.parse().ok()?)
}
