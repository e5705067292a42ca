//! Whose public holidays a person keeps.

use std::fmt;

use crate::country::Country;

/// A country, or one of its parts, whose public holidays are no business days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HolidayCalendar {
    country: Country,
    subdivision: Option<Subdivision>,
}

/// A part of a country by its code of ISO 3166-2, such as `DE-BE`. Only the shape is checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subdivision(String);

/// Not a part of the country.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be a code of ISO 3166-2 in {country}, such as {country}-1 or {country}-ABC")]
pub struct InvalidSubdivision {
    pub country: Country,
}

impl HolidayCalendar {
    /// # Errors
    /// The subdivision is not one of the country, by its code.
    pub fn new(country: Country, subdivision: Option<&str>) -> Result<Self, InvalidSubdivision> {
        let parse = |code: &str| {
            let part = code.strip_prefix(&country.to_string());
            let part = part.and_then(|rest| rest.strip_prefix('-'));
            let is_part = |part: &str| {
                let mut bytes = part.bytes();
                (1..=3).contains(&part.len())
                    && bytes.all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
            };
            match part {
                Some(part) if is_part(part) => Ok(Subdivision(code.to_owned())),
                _ => Err(InvalidSubdivision { country }),
            }
        };
        Ok(Self {
            country,
            subdivision: subdivision.map(parse).transpose()?,
        })
    }

    /// The holidays of a whole country.
    pub fn of(country: Country) -> Self {
        Self {
            country,
            subdivision: None,
        }
    }

    pub fn country(&self) -> Country {
        self.country
    }

    pub fn subdivision(&self) -> Option<&Subdivision> {
        self.subdivision.as_ref()
    }
}

impl Subdivision {
    /// The code without the country's, such as `BE`.
    pub fn part(&self) -> &str {
        self.0.split_once('-').map_or("", |(_country, part)| part)
    }
}

impl fmt::Display for Subdivision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subdivision_is_part_of_its_country() {
        let germany = Country::parse("DE").unwrap();
        for good in [None, Some("DE-BE"), Some("DE-1"), Some("DE-A1B")] {
            assert!(HolidayCalendar::new(germany, good).is_ok(), "{good:?}");
        }
        for bad in ["", "BE", "AT-9", "DE-", "DE-be", "DE-ABCD", "DEBE", "DE-Ä"] {
            let refused = HolidayCalendar::new(germany, Some(bad));
            assert_eq!(
                refused,
                Err(InvalidSubdivision { country: germany }),
                "{bad}"
            );
        }
    }
}
