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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_of_these_years_and_this_version() {
        assert!(TEXT.starts_with("# Public holidays of python-holidays 0.109:"));
        assert!(TEXT.lines().any(|line| line == "years|2025|2035"));
    }

    #[test]
    fn the_table_has_every_country_in_order() {
        let codes = TEXT.lines().filter(|line| line.split('|').count() == 4);
        let codes: Vec<_> = codes.filter(|line| !line.starts_with('#')).collect();
        assert!(codes.is_sorted());
        let table = parse(TEXT).unwrap();
        assert_eq!((codes.len(), table.len()), (249, 249));
    }

    #[test]
    fn every_row_is_in_order_and_about_parts_of_its_country() {
        for (country, sheet) in &*TABLE {
            assert!(!sheet.name.is_empty(), "{country}");
            assert!((1..=2).contains(&sheet.weekend.len()), "{country}");
            assert!(sheet.parts.is_sorted(), "{country}");
            for holiday in &sheet.holidays {
                assert!(!holiday.name.is_empty(), "{country} {holiday:?}");
                assert!(!holiday.days.is_empty(), "{country} {holiday:?}");
                assert!(holiday.days.is_sorted(), "{country} {holiday:?}");
                if let Places::In(parts) = holiday.places {
                    let mut parts = parts.split(' ');
                    let known = |part| part == WHOLE || sheet.parts.contains(&part);
                    assert!(parts.all(known), "{country} {holiday:?}");
                }
            }
        }
    }

    #[test]
    fn nearly_every_country_is_known_for_all_years() {
        let fewer = TABLE.iter().filter_map(|(country, sheet)| {
            let years = sheet.years();
            (years != Some(2025..=2035)).then_some((country.code(), years))
        });
        // Nobody lives on the islands, Ukraine keeps none under martial law, Sri Lanka announces its full moons.
        let expected = [
            ("BV", None),
            ("HM", None),
            ("IO", None),
            ("LK", Some(2025..=2026)),
            ("UA", None),
        ];
        assert_eq!(fewer.collect::<Vec<_>>(), expected);
    }

    /// By Gauss, as Meeus has it: an authority other than the table.
    fn easter(year: i32) -> NaiveDate {
        let (golden, century) = (year % 19, year / 100);
        let epact = (19 * golden + century - century / 4 - (8 * century + 13) / 25 + 15) % 30;
        let moon = epact - (epact / 28) * (1 - (29 / (epact + 1)) * ((21 - golden) / 11));
        let weekday = (year + year / 4 + moon + 2 - century + century / 4) % 7;
        let days = moon - weekday;
        let month = 3 + (days + 40) / 44;
        let day = days + 28 - 31 * (month / 4);
        NaiveDate::from_ymd_opt(year, month.try_into().unwrap(), day.try_into().unwrap()).unwrap()
    }

    #[test]
    fn moving_feasts_fall_where_they_are_computed_to_fall() {
        for year in 2025..=2035 {
            let easter = easter(year);
            for (code, days, name) in [
                ("DE", -2, "Good Friday"),
                ("GB", -2, "Good Friday"),
                ("AU", -2, "Good Friday"),
                ("FR", 1, "Easter Monday"),
                ("SE", 39, "Ascension Day"),
                ("CH", 39, "Ascension Day"),
                ("BR", -2, "Good Friday"),
            ] {
                let sheet = sheet(Country::parse(code).unwrap()).unwrap();
                let day = easter + chrono::TimeDelta::days(days);
                let found = sheet.holidays.iter().find(|one| one.name == name).unwrap();
                assert!(found.days.contains(&day), "{code} {name} {day}");
            }
        }
    }

    #[test]
    fn a_line_of_no_form_is_refused() {
        for line in [
            "US|United States|Sat Sun",
            "XX|Nowhere|Sat Sun|",
            "US|United States|Caturday|",
            "*|New Year's Day|01-01",
            "years|soon|2035",
        ] {
            let text = line.to_owned().leak();
            assert_eq!(parse(text).unwrap_err(), Unreadable(text));
        }
        let days = |days: &str| {
            let text = format!("years|2025|2026\nUS|United States|Sat Sun|\n*|A day|{days}").leak();
            parse(text).map(|table| table.len())
        };
        for good in ["01-01", "- -", "02-28 -", "02-28,03-01 01-01"] {
            assert_eq!(days(good), Ok(1), "{good}");
        }
        for bad in [
            "",
            "-",
            "02-29",
            "01-01 01-01 01-01",
            "13-01",
            "1",
            "01-01,- -",
        ] {
            assert!(days(bad).is_err(), "{bad}");
        }
    }
}
