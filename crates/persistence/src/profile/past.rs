//! Schools and places of work as the `jsonb` columns hold them.

use domain::{
    Text,
    profile::{Education, Experience, Year, Years},
};
use serde::{Deserialize, Serialize};

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EducationCell {
    school: String,
    degree: Option<String>,
    field: Option<String>,
    city: Option<String>,
    start_year: Option<i16>,
    end_year: Option<i16>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ExperienceCell {
    organization: String,
    title: Option<String>,
    city: Option<String>,
    start_year: Option<i16>,
    end_year: Option<i16>,
    summary: Option<String>,
}

/// What the domain does not allow; the caller knows in which row and column.
#[derive(Debug)]
pub(super) struct Unreadable;

fn text<const MAX: usize>(cell: &str) -> Result<Text<MAX>, Unreadable> {
    Text::parse(cell).map_err(|_invalid| Unreadable)
}

fn optional<const MAX: usize>(cell: Option<&str>) -> Result<Option<Text<MAX>>, Unreadable> {
    cell.map(text).transpose()
}

fn years(start: Option<i16>, end: Option<i16>) -> Result<Years, Unreadable> {
    let year = |cell: Option<i16>| cell.map(Year::new).transpose();
    let start = year(start).map_err(|_outside| Unreadable)?;
    let end = year(end).map_err(|_outside| Unreadable)?;
    Years::new(start, end).map_err(|_reversed| Unreadable)
}

impl From<&Education> for EducationCell {
    fn from(
        Education {
            school,
            degree,
            field,
            city,
            years,
        }: &Education,
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

impl TryFrom<EducationCell> for Education {
    type Error = Unreadable;

    fn try_from(
        EducationCell {
            school,
            degree,
            field,
            city,
            start_year,
            end_year,
        }: EducationCell,
    ) -> Result<Self, Unreadable> {
        Ok(Self {
            school: text(&school)?,
            degree: optional(degree.as_deref())?,
            field: optional(field.as_deref())?,
            city: optional(city.as_deref())?,
            years: years(start_year, end_year)?,
        })
    }
}

impl From<&Experience> for ExperienceCell {
    fn from(
        Experience {
            organization,
            title,
            city,
            years,
            summary,
        }: &Experience,
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

impl TryFrom<ExperienceCell> for Experience {
    type Error = Unreadable;

    fn try_from(
        ExperienceCell {
            organization,
            title,
            city,
            start_year,
            end_year,
            summary,
        }: ExperienceCell,
    ) -> Result<Self, Unreadable> {
        Ok(Self {
            organization: text(&organization)?,
            title: optional(title.as_deref())?,
            city: optional(city.as_deref())?,
            years: years(start_year, end_year)?,
            summary: optional(summary.as_deref())?,
        })
    }
}
