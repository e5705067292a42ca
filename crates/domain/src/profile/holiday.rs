//! Whose public holidays a person keeps.

use std::fmt;

use crate::{calendar, country::Country};

/// A country, or one of its parts, whose public holidays are no business days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HolidayCalendar {
    country: Country,
    subdivision: Option<Subdivision>,
}

/// A part of a country by its code of ISO 3166-2, such as `DE-BE`, whose public holidays are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subdivision {
    country: Country,
    part: &'static str,
}

/// Not a part of the country, or one whose public holidays are only known as the country's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InvalidSubdivision {
    pub country: Country,
}

impl HolidayCalendar {
    /// # Errors
    /// The subdivision is none of the country's whose public holidays are known.
    pub fn new(country: Country, subdivision: Option<&str>) -> Result<Self, InvalidSubdivision> {
        let known = |code: &str| {
            let part = code.strip_prefix(country.code())?.strip_prefix('-')?;
            let mut parts = calendar::parts(country).iter();
            let part = parts.find(|known| **known == part)?;
            Some(Subdivision { country, part })
        };
        let subdivision = subdivision.map(|code| known(code).ok_or(InvalidSubdivision { country }));
        Ok(Self {
            country,
            subdivision: subdivision.transpose()?,
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
    pub fn part(&self) -> &'static str {
        self.part
    }
}

impl fmt::Display for Subdivision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.country, self.part)
    }
}

impl fmt::Display for InvalidSubdivision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let country = self.country;
        match calendar::parts(country).first() {
            Some(part) => write!(
                f,
                "must be a part of {country} whose public holidays are known, such as {country}-{part}; left out, \
                 those of the whole country count"
            ),
            None => write!(
                f,
                "must be left out: public holidays of {country} are known of the whole country only"
            ),
        }
    }
}

impl std::error::Error for InvalidSubdivision {}

#[cfg(test)]
mod tests {
    use super::*;

    fn country(code: &str) -> Country {
        Country::parse(code).unwrap()
    }

    #[test]
    fn a_subdivision_is_a_part_of_its_country_whose_holidays_are_known() {
        let germany = country("DE");
        for good in [None, Some("DE-BE"), Some("DE-TH")] {
            let calendar = HolidayCalendar::new(germany, good).unwrap();
            let code = calendar.subdivision().map(ToString::to_string);
            assert_eq!(code.as_deref(), good);
        }
        for bad in ["", "BE", "AT-9", "DE-", "DE-be", "DE-XX", "DEBE", "DE-Ä"] {
            let refused = HolidayCalendar::new(germany, Some(bad));
            assert_eq!(
                refused,
                Err(InvalidSubdivision { country: germany }),
                "{bad}"
            );
        }
    }

    #[test]
    fn a_refusal_says_what_is_known() {
        let refused = |code| InvalidSubdivision {
            country: country(code),
        };
        assert_eq!(
            refused("DE").to_string(),
            "must be a part of DE whose public holidays are known, such as DE-BB; left out, those of the whole country \
             count"
        );
        assert_eq!(
            refused("JP").to_string(),
            "must be left out: public holidays of JP are known of the whole country only"
        );
    }
}
