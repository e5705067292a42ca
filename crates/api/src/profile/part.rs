//! The parts of a profile that have members of their own; they are read as they are written.

use domain::{
    Text,
    country::Country,
    profile::{self, Year, Years},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    error::ApiError,
    wire::{optional_text, text, whole},
};

/// A school and what was learned there.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Education {
    #[schema(min_length = 1, max_length = 200)]
    school: String,
    #[schema(min_length = 1, max_length = 200)]
    degree: Option<String>,
    /// What was studied.
    #[schema(min_length = 1, max_length = 200)]
    field: Option<String>,
    #[schema(min_length = 1, max_length = 200)]
    city: Option<String>,
    #[schema(minimum = 1900, maximum = 2100)]
    start_year: Option<i16>,
    /// Null when it goes on. Not before the year of the beginning.
    #[schema(minimum = 1900, maximum = 2100)]
    end_year: Option<i16>,
}

/// A place of work and what was done there.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Experience {
    #[schema(min_length = 1, max_length = 200)]
    organization: String,
    #[schema(min_length = 1, max_length = 200)]
    title: Option<String>,
    #[schema(min_length = 1, max_length = 200)]
    city: Option<String>,
    #[schema(minimum = 1900, maximum = 2100)]
    start_year: Option<i16>,
    /// Null when it goes on. Not before the year of the beginning.
    #[schema(minimum = 1900, maximum = 2100)]
    end_year: Option<i16>,
    #[schema(min_length = 1, max_length = 1000)]
    summary: Option<String>,
}

/// Whose public holidays are kept: a country's, or those of one of its parts.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct HolidayCalendar {
    /// A code of ISO 3166-1 alpha-2.
    #[schema(min_length = 2, max_length = 2, pattern = "^[A-Z]{2}$")]
    country: String,
    /// A code of ISO 3166-2 that begins with the country's, of a part whose public holidays are known.
    #[schema(min_length = 4, max_length = 6, pattern = "^[A-Z]{2}-[A-Z0-9]{1,3}$")]
    subdivision: Option<String>,
}

/// What to get done in a week.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct WeeklyTarget {
    #[schema(minimum = 1, maximum = 100)]
    outreach_attempts: i16,
    #[schema(minimum = 1, maximum = 50)]
    conversations: i16,
}

fn years(at: &str, start: Option<i16>, end: Option<i16>) -> Result<Years, ApiError> {
    let year = |name: &str, given: Option<i16>| {
        given
            .map(|given| whole(&format!("{at}/{name}"), given))
            .transpose()
    };
    let (start, end) = (year("start_year", start)?, year("end_year", end)?);
    let pointer = format!("{at}/end_year");
    Years::new(start, end).map_err(|reversed| ApiError::field(&pointer, "order", reversed))
}

impl From<&profile::Education> for Education {
    fn from(
        profile::Education {
            school,
            degree,
            field,
            city,
            years,
        }: &profile::Education,
    ) -> Self {
        Self {
            school: school.to_string(),
            degree: degree.as_ref().map(Text::to_string),
            field: field.as_ref().map(Text::to_string),
            city: city.as_ref().map(Text::to_string),
            start_year: years.start().map(Year::get),
            end_year: years.end().map(Year::get),
        }
    }
}

impl Education {
    /// The domain's, at its place in the body.
    pub(super) fn parse(self, at: &str) -> Result<profile::Education, ApiError> {
        let Self {
            school,
            degree,
            field,
            city,
            start_year,
            end_year,
        } = self;
        Ok(profile::Education {
            school: text(&format!("{at}/school"), &school)?,
            degree: optional_text(&format!("{at}/degree"), degree.as_deref())?,
            field: optional_text(&format!("{at}/field"), field.as_deref())?,
            city: optional_text(&format!("{at}/city"), city.as_deref())?,
            years: years(at, start_year, end_year)?,
        })
    }
}

impl From<&profile::Experience> for Experience {
    fn from(
        profile::Experience {
            organization,
            title,
            city,
            years,
            summary,
        }: &profile::Experience,
    ) -> Self {
        Self {
            organization: organization.to_string(),
            title: title.as_ref().map(Text::to_string),
            city: city.as_ref().map(Text::to_string),
            start_year: years.start().map(Year::get),
            end_year: years.end().map(Year::get),
            summary: summary.as_ref().map(Text::to_string),
        }
    }
}

impl Experience {
    /// The domain's, at its place in the body.
    pub(super) fn parse(self, at: &str) -> Result<profile::Experience, ApiError> {
        let Self {
            organization,
            title,
            city,
            start_year,
            end_year,
            summary,
        } = self;
        Ok(profile::Experience {
            organization: text(&format!("{at}/organization"), &organization)?,
            title: optional_text(&format!("{at}/title"), title.as_deref())?,
            city: optional_text(&format!("{at}/city"), city.as_deref())?,
            years: years(at, start_year, end_year)?,
            summary: optional_text(&format!("{at}/summary"), summary.as_deref())?,
        })
    }
}

impl From<&profile::HolidayCalendar> for HolidayCalendar {
    fn from(calendar: &profile::HolidayCalendar) -> Self {
        Self {
            country: calendar.country().to_string(),
            subdivision: calendar.subdivision().map(ToString::to_string),
        }
    }
}

impl TryFrom<HolidayCalendar> for profile::HolidayCalendar {
    type Error = ApiError;

    fn try_from(
        HolidayCalendar {
            country,
            subdivision,
        }: HolidayCalendar,
    ) -> Result<Self, ApiError> {
        let country = Country::parse(&country).map_err(|unknown| {
            ApiError::field("/holiday_calendar/country", "unknown_country", unknown)
        })?;
        Self::new(country, subdivision.as_deref()).map_err(|other| {
            let pointer = "/holiday_calendar/subdivision";
            ApiError::field(pointer, "unknown_subdivision", other)
        })
    }
}

impl From<profile::WeeklyTarget> for WeeklyTarget {
    fn from(
        profile::WeeklyTarget {
            outreach_attempts,
            conversations,
        }: profile::WeeklyTarget,
    ) -> Self {
        Self {
            outreach_attempts: outreach_attempts.get(),
            conversations: conversations.get(),
        }
    }
}

impl TryFrom<WeeklyTarget> for profile::WeeklyTarget {
    type Error = ApiError;

    fn try_from(
        WeeklyTarget {
            outreach_attempts,
            conversations,
        }: WeeklyTarget,
    ) -> Result<Self, ApiError> {
        Ok(Self {
            outreach_attempts: whole("/weekly_target/outreach_attempts", outreach_attempts)?,
            conversations: whole("/weekly_target/conversations", conversations)?,
        })
    }
}
