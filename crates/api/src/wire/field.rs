//! From the fields of a body to domain types: what does not fit is told by its pointer.

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use domain::{
    Text, WebUrl, Zone,
    at_most::AtMost,
    country::Country,
    phrases::{InvalidPhrases, Phrases},
    text::InvalidText,
    web_url::InvalidWebUrl,
    whole::Whole,
};

use crate::error::ApiError;

/// A required text.
pub(crate) fn text<const MAX: usize>(pointer: &str, text: &str) -> Result<Text<MAX>, ApiError> {
    Text::parse(text).map_err(|error| ApiError::field(pointer, text_code(error), error))
}

/// The machine name of what is wrong with a text.
pub(crate) fn text_code(error: InvalidText) -> &'static str {
    match error {
        InvalidText::Empty => "empty",
        InvalidText::TooLong { .. } => "max_length",
        InvalidText::Nul => "nul",
    }
}

/// An optional text; one of nothing but white space is refused, not taken for absent.
pub(crate) fn optional_text<const MAX: usize>(
    pointer: &str,
    given: Option<&str>,
) -> Result<Option<Text<MAX>>, ApiError> {
    given.map(|given| text(pointer, given)).transpose()
}

/// A list of texts; the one that does not fit is told by its place in it.
pub(crate) fn texts<const MAX: usize, const MANY: usize>(
    pointer: &str,
    given: &[String],
) -> Result<AtMost<Text<MAX>, MANY>, ApiError> {
    let texts = given.iter().enumerate();
    let texts = texts.map(|(index, given)| text(&format!("{pointer}/{index}"), given));
    AtMost::new(texts.collect::<Result<_, _>>()?)
        .map_err(|too_many| ApiError::field(pointer, "max_items", too_many))
}

/// A list of words or names; `field` is its name in the body.
pub(crate) fn phrases<const CHARS: usize, const ITEMS: usize>(
    field: &str,
    given: Vec<String>,
) -> Result<Phrases<CHARS, ITEMS>, ApiError> {
    Phrases::parse(given).map_err(|refused| {
        let code = match refused {
            InvalidPhrases::TooMany { .. } => "max_items",
            InvalidPhrases::Item { problem, .. } => text_code(problem),
        };
        ApiError::field(&format!("/{}", refused.path(field)), code, refused)
    })
}

/// A required address on the web.
pub(crate) fn web_url(pointer: &str, given: &str) -> Result<WebUrl, ApiError> {
    WebUrl::parse(given).map_err(|error| ApiError::field(pointer, web_url_code(error), error))
}

/// An optional address on the web.
pub(crate) fn optional_web_url(
    pointer: &str,
    given: Option<&str>,
) -> Result<Option<WebUrl>, ApiError> {
    given.map(|given| web_url(pointer, given)).transpose()
}

/// The machine name of what is wrong with an address on the web.
pub(crate) fn web_url_code(error: InvalidWebUrl) -> &'static str {
    match error {
        InvalidWebUrl::Text(error) => text_code(error),
        InvalidWebUrl::Shape => "web_url",
    }
}

/// An optional country.
pub(crate) fn optional_country(
    pointer: &str,
    given: Option<&str>,
) -> Result<Option<Country>, ApiError> {
    given.map(|given| country(pointer, given)).transpose()
}

/// A required country.
pub(crate) fn country(pointer: &str, given: &str) -> Result<Country, ApiError> {
    Country::parse(given).map_err(|error| ApiError::field(pointer, "unknown_country", error))
}

/// A required time zone.
pub(crate) fn zone(pointer: &str, given: &str) -> Result<Zone, ApiError> {
    Zone::parse(given).map_err(|unknown| ApiError::field(pointer, "unknown_zone", unknown))
}

/// An instant as it is kept: to the microsecond, in a year of four digits.
pub(crate) fn instant(pointer: &str, given: DateTime<Utc>) -> Result<DateTime<Utc>, ApiError> {
    DateTime::from_timestamp_micros(given.timestamp_micros())
        .filter(|kept| (1..=9999).contains(&kept.year()))
        .ok_or_else(|| {
            ApiError::field(pointer, "range", "must be in the years 0001 to 9999 of UTC")
        })
}

/// An optional day, in a year of four digits.
pub(crate) fn optional_day(
    pointer: &str,
    given: Option<NaiveDate>,
) -> Result<Option<NaiveDate>, ApiError> {
    match given {
        Some(day) if !(1..=9999).contains(&day.year()) => {
            let detail = "must be in the years 0001 to 9999";
            Err(ApiError::field(pointer, "range", detail))
        }
        _ => Ok(given),
    }
}

/// A required whole number.
pub(crate) fn whole<const MIN: i16, const MAX: i16>(
    pointer: &str,
    given: i16,
) -> Result<Whole<MIN, MAX>, ApiError> {
    Whole::new(given).map_err(|error| ApiError::field(pointer, "range", error))
}
