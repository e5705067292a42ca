//! The profile on the wire.

use chrono::{DateTime, Utc};
use domain::{
    Stored, Text,
    at_most::AtMost,
    locale,
    methodology::Chosen,
    profile::{self, OwnProfile, Profile},
    seniority,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::part::{Education, Experience, HolidayCalendar, WeeklyTarget};
use crate::{
    error::ApiError,
    http::Patch,
    wire::{Word, optional_text, phrases, zone},
};

type LifeStage = Word<profile::LifeStage>;
type SearchStage = Word<profile::SearchStage>;
type Seniority = Word<seniority::Seniority>;
type ComfortLevel = Word<profile::ComfortLevel>;

/// What a person says about themselves.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "life_stage": "final_year", "search_stage": "graduating", "seniority": "student",
    "headline": "Linguist on the way to speech therapy",
    "education": [{
        "school": "University of Baltimore", "degree": "BA", "field": "Linguistics", "city": "Baltimore",
        "start_year": 2022, "end_year": null
    }],
    "experience": [{
        "organization": "City Library", "title": "Reading coach", "city": "Baltimore", "start_year": 2023,
        "end_year": 2024, "summary": "Read with children who learned English."
    }],
    "strengths": ["Listening", "Explaining", "Patience"], "values": ["Fairness"], "interests": ["Choirs"],
    "cities": ["Baltimore", "Lyon"], "languages": ["en", "fr"], "comfort_level": "uneasy", "locale": "en-US",
    "time_zone": "America/New_York", "holiday_calendar": { "country": "US", "subdivision": "US-MD" },
    "weekly_target": { "outreach_attempts": 5, "conversations": 1 }, "methodology_id": null
}))]
pub(super) struct ProfileInput {
    life_stage: Option<LifeStage>,
    search_stage: Option<SearchStage>,
    seniority: Option<Seniority>,
    /// Who they are, in a line.
    #[schema(min_length = 1, max_length = 200)]
    headline: Option<String>,
    #[schema(max_items = 20)]
    education: Vec<Education>,
    #[schema(max_items = 30)]
    experience: Vec<Experience>,
    /// What they are good at. In this and the next three lists, of two that differ only in letter case the first stays.
    #[schema(max_items = 20, min_length = 1, max_length = 200)]
    strengths: Vec<String>,
    /// What matters to them.
    #[schema(max_items = 20, min_length = 1, max_length = 200)]
    values: Vec<String>,
    #[schema(max_items = 50, min_length = 1, max_length = 100)]
    interests: Vec<String>,
    /// Where they live or have lived.
    #[schema(max_items = 30, min_length = 1, max_length = 200)]
    cities: Vec<String>,
    /// The languages they speak, as tags of BCP 47.
    #[schema(
        max_items = 20,
        min_length = 2,
        max_length = 35,
        pattern = "^[A-Za-z]{2,8}(-[A-Za-z0-9]{2,8})*$"
    )]
    languages: Vec<String>,
    /// How they feel about writing to or calling a stranger.
    comfort_level: Option<ComfortLevel>,
    /// In which language and with which formats to address them: a tag of BCP 47 without extensions.
    #[schema(
        min_length = 2,
        max_length = 35,
        pattern = "^[A-Za-z]{2,8}(-[A-Za-z0-9]{2,8})*$"
    )]
    locale: Option<String>,
    /// A time zone of the IANA database; it is the account's.
    #[schema(min_length = 1, max_length = 64)]
    time_zone: String,
    holiday_calendar: Option<HolidayCalendar>,
    weekly_target: Option<WeeklyTarget>,
    /// What new outreaches follow: a built-in methodology or one of the caller's own; null, the default of the service.
    pub(super) methodology_id: Option<Uuid>,
}

pub(super) type ProfilePatch = Patch<ProfileInput>;

/// What the caller says about themselves. There is one for each account, with the account's id.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Profile, example = json!({
    "id": "019b76da-a800-7000-8000-000000000001", "object": "profile",
    "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z",
    "life_stage": "final_year", "search_stage": "graduating", "seniority": "student",
    "headline": "Linguist on the way to speech therapy",
    "education": [{
        "school": "University of Baltimore", "degree": "BA", "field": "Linguistics", "city": "Baltimore",
        "start_year": 2022, "end_year": null
    }],
    "experience": [{
        "organization": "City Library", "title": "Reading coach", "city": "Baltimore", "start_year": 2023,
        "end_year": 2024, "summary": "Read with children who learned English."
    }],
    "strengths": ["Listening", "Explaining", "Patience"], "values": ["Fairness"], "interests": ["Choirs"],
    "cities": ["Baltimore", "Lyon"], "languages": ["en", "fr"], "comfort_level": "uneasy", "locale": "en-US",
    "time_zone": "America/New_York", "holiday_calendar": { "country": "US", "subdivision": "US-MD" },
    "weekly_target": { "outreach_attempts": 5, "conversations": 1 }, "methodology_id": null
}))]
pub(super) struct ProfileResponse {
    id: Uuid,
    /// Always `profile`.
    #[schema(max_length = 50)]
    object: &'static str,
    created_at: DateTime<Utc>,
    /// When the profile or the account was last changed.
    updated_at: DateTime<Utc>,
    life_stage: Option<LifeStage>,
    search_stage: Option<SearchStage>,
    seniority: Option<Seniority>,
    #[schema(max_length = 200)]
    headline: Option<String>,
    #[schema(max_items = 20)]
    education: Vec<Education>,
    #[schema(max_items = 30)]
    experience: Vec<Experience>,
    #[schema(max_items = 20, max_length = 200)]
    strengths: Vec<String>,
    #[schema(max_items = 20, max_length = 200)]
    values: Vec<String>,
    #[schema(max_items = 50, max_length = 100)]
    interests: Vec<String>,
    #[schema(max_items = 30, max_length = 200)]
    cities: Vec<String>,
    #[schema(max_items = 20, max_length = 35)]
    languages: Vec<String>,
    comfort_level: Option<ComfortLevel>,
    #[schema(max_length = 35)]
    locale: Option<String>,
    #[schema(max_length = 64)]
    time_zone: String,
    holiday_calendar: Option<HolidayCalendar>,
    weekly_target: Option<WeeklyTarget>,
    /// What new outreaches follow; null, the default of the service.
    methodology_id: Option<Uuid>,
}

impl From<Stored<OwnProfile>> for ProfileResponse {
    fn from(
        Stored {
            id,
            version: _,
            created_at,
            updated_at,
            value,
        }: Stored<OwnProfile>,
    ) -> Self {
        let ProfileInput {
            life_stage,
            search_stage,
            seniority,
            headline,
            education,
            experience,
            strengths,
            values,
            interests,
            cities,
            languages,
            comfort_level,
            locale,
            time_zone,
            holiday_calendar,
            weekly_target,
            methodology_id,
        } = ProfileInput::from(&value);
        Self {
            id: id.uuid(),
            object: "profile",
            created_at,
            updated_at,
            life_stage,
            search_stage,
            seniority,
            headline,
            education,
            experience,
            strengths,
            values,
            interests,
            cities,
            languages,
            comfort_level,
            locale,
            time_zone,
            holiday_calendar,
            weekly_target,
            methodology_id,
        }
    }
}

impl From<&OwnProfile> for ProfileInput {
    fn from(OwnProfile { profile, time_zone }: &OwnProfile) -> Self {
        let Profile {
            life_stage,
            search_stage,
            seniority,
            headline,
            education,
            experience,
            strengths,
            values,
            interests,
            cities,
            languages,
            comfort_level,
            locale,
            holiday_calendar,
            weekly_target,
            methodology,
        } = profile;
        let languages = languages.as_slice().iter();
        Self {
            life_stage: life_stage.map(Word),
            search_stage: search_stage.map(Word),
            seniority: seniority.map(Word),
            headline: headline.as_ref().map(Text::to_string),
            education: education.as_slice().iter().map(Into::into).collect(),
            experience: experience.as_slice().iter().map(Into::into).collect(),
            strengths: strengths.to_strings(),
            values: values.to_strings(),
            interests: interests.to_strings(),
            cities: cities.to_strings(),
            languages: languages.map(ToString::to_string).collect(),
            comfort_level: comfort_level.map(Word),
            locale: locale.as_ref().map(ToString::to_string),
            time_zone: time_zone.to_string(),
            holiday_calendar: holiday_calendar.as_ref().map(Into::into),
            weekly_target: weekly_target.map(Into::into),
            methodology_id: methodology.map(|chosen| chosen.id.uuid()),
        }
    }
}

impl ProfileInput {
    /// The profile with that methodology, which is the one that `methodology_id` names.
    pub(super) fn choosing(self, methodology: Option<Chosen>) -> Result<OwnProfile, ApiError> {
        let Self {
            life_stage,
            search_stage,
            seniority,
            headline,
            education,
            experience,
            strengths,
            values,
            interests,
            cities,
            languages,
            comfort_level,
            locale: given,
            time_zone,
            holiday_calendar,
            weekly_target,
            methodology_id: _,
        } = self;
        let given = given.map(|given| locale("/locale", &given));
        let profile = Profile {
            life_stage: life_stage.map(|Word(word)| word),
            search_stage: search_stage.map(|Word(word)| word),
            seniority: seniority.map(|Word(word)| word),
            headline: optional_text("/headline", headline.as_deref())?,
            education: list("/education", education, Education::parse)?,
            experience: list("/experience", experience, Experience::parse)?,
            strengths: phrases("strengths", strengths)?,
            values: phrases("values", values)?,
            interests: phrases("interests", interests)?,
            cities: phrases("cities", cities)?,
            languages: list("/languages", languages, |one, at| locale(at, &one))?,
            comfort_level: comfort_level.map(|Word(word)| word),
            locale: given.transpose()?,
            holiday_calendar: holiday_calendar.map(TryInto::try_into).transpose()?,
            weekly_target: weekly_target.map(TryInto::try_into).transpose()?,
            methodology,
        };
        let time_zone = zone("/time_zone", &time_zone)?;
        Ok(OwnProfile { profile, time_zone })
    }
}

fn locale(pointer: &str, given: &str) -> Result<locale::Locale, ApiError> {
    locale::Locale::parse(given)
        .map_err(|invalid| ApiError::field(pointer, "language_tag", invalid))
}

/// Reads each item at its place.
fn list<I, T, const MAX: usize>(
    pointer: &str,
    items: Vec<I>,
    read: impl Fn(I, &str) -> Result<T, ApiError>,
) -> Result<AtMost<T, MAX>, ApiError> {
    let items = items.into_iter().enumerate();
    let items = items.map(|(index, item)| read(item, &format!("{pointer}/{index}")));
    AtMost::new(items.collect::<Result<_, _>>()?)
        .map_err(|many| ApiError::field(pointer, "max_items", many))
}
