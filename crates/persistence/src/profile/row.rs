//! The row of a profile.

use domain::{
    Id, Stored, Text,
    at_most::AtMost,
    locale::Locale,
    profile::{HolidayCalendar, Profile, WeeklyTarget},
};
use sea_orm::{ActiveValue::NotSet, JsonValue, Set};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::past::{EducationCell, ExperienceCell, Unreadable};
use crate::{
    Error,
    column::Cells,
    entity::profile::{ActiveModel, Entity, Model},
    workspace::Resource,
};

impl Resource for Profile {
    type Entity = Entity;

    fn read(row: Model) -> Result<Stored<Self>, Error> {
        let holiday_calendar = holiday_calendar(&row)?;
        let weekly_target = weekly_target(&row)?;
        let Model {
            owner_id: _,
            id,
            version,
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
            holiday_country: _,
            holiday_subdivision: _,
            weekly_attempts: _,
            weekly_conversations: _,
            methodology_id,
            own_methodology_id,
        } = row;
        let cells = Cells::of("profile", id);
        let locale_of = |tag: &String| Locale::parse(tag);
        let languages: Result<Vec<_>, _> = languages.iter().map(locale_of).collect();
        let languages = languages.map_err(|_invalid| cells.corrupt("languages"))?;
        let value = Self {
            life_stage: cells.optional_word("life_stage", life_stage.as_deref())?,
            search_stage: cells.optional_word("search_stage", search_stage.as_deref())?,
            seniority: cells.optional_word("seniority", seniority.as_deref())?,
            headline: cells.optional_text("headline", headline.as_deref())?,
            education: from_json::<EducationCell, _, 20>(cells, "education", education)?,
            experience: from_json::<ExperienceCell, _, 30>(cells, "experience", experience)?,
            strengths: cells.phrases("strengths", strengths)?,
            values: cells.phrases("values", values)?,
            interests: cells.phrases("interests", interests)?,
            cities: cells.phrases("cities", cities)?,
            languages: AtMost::new(languages).map_err(|_many| cells.corrupt("languages"))?,
            comfort_level: cells.optional_word("comfort_level", comfort_level.as_deref())?,
            locale: locale
                .as_ref()
                .map(locale_of)
                .transpose()
                .map_err(|_invalid| cells.corrupt("locale"))?,
            holiday_calendar,
            weekly_target,
            methodology: Cells::chosen(methodology_id, own_methodology_id),
        };
        Ok(Stored {
            id: Id::new(id),
            version,
            created_at,
            updated_at,
            value,
        })
    }

    fn write(&self) -> ActiveModel {
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
            locale,
            holiday_calendar,
            weekly_target,
            methodology,
        } = self;
        let (built_in, own) = Cells::columns(*methodology);
        let holidays = holiday_calendar.as_ref();
        let subdivision = holidays.and_then(HolidayCalendar::subdivision);
        ActiveModel {
            owner_id: NotSet,
            id: NotSet,
            version: NotSet,
            created_at: NotSet,
            updated_at: NotSet,
            life_stage: Set(life_stage.map(|word| word.to_string())),
            search_stage: Set(search_stage.map(|word| word.to_string())),
            seniority: Set(seniority.map(|word| word.to_string())),
            headline: Set(headline.as_ref().map(Text::to_string)),
            education: Set(to_json::<EducationCell, _>(education.as_slice())),
            experience: Set(to_json::<ExperienceCell, _>(experience.as_slice())),
            strengths: Set(strengths.to_strings()),
            values: Set(values.to_strings()),
            interests: Set(interests.to_strings()),
            cities: Set(cities.to_strings()),
            languages: Set(languages.as_slice().iter().map(Locale::to_string).collect()),
            comfort_level: Set(comfort_level.map(|word| word.to_string())),
            locale: Set(locale.as_ref().map(Locale::to_string)),
            holiday_country: Set(holidays.map(|calendar| calendar.country().to_string())),
            holiday_subdivision: Set(subdivision.map(ToString::to_string)),
            weekly_attempts: Set(weekly_target.map(|target| target.outreach_attempts.get())),
            weekly_conversations: Set(weekly_target.map(|target| target.conversations.get())),
            methodology_id: Set(built_in),
            own_methodology_id: Set(own),
        }
    }
}

/// Texts and numbers, of which serialization cannot fail.
fn to_json<'a, C: From<&'a T> + Serialize, T>(items: &'a [T]) -> JsonValue {
    let cells = items.iter().map(C::from);
    let cells = cells.map(|cell| serde_json::to_value(cell).unwrap_or_default());
    JsonValue::Array(cells.collect())
}

fn from_json<C: DeserializeOwned, T: TryFrom<C, Error = Unreadable>, const MAX: usize>(
    cells: Cells,
    column: &'static str,
    json: JsonValue,
) -> Result<AtMost<T, MAX>, Error> {
    let items = Vec::<C>::deserialize(json).map_err(|_other_form| cells.corrupt(column))?;
    let items: Result<Vec<T>, Unreadable> = items.into_iter().map(T::try_from).collect();
    let items = items.map_err(|Unreadable| cells.corrupt(column))?;
    AtMost::new(items).map_err(|_many| cells.corrupt(column))
}

fn holiday_calendar(row: &Model) -> Result<Option<HolidayCalendar>, Error> {
    Cells::of("profile", row.id).optional_holiday_calendar(
        ["holiday_country", "holiday_subdivision"],
        row.holiday_country.as_deref(),
        row.holiday_subdivision.as_deref(),
    )
}

fn weekly_target(row: &Model) -> Result<Option<WeeklyTarget>, Error> {
    let cells = Cells::of("profile", row.id);
    let both = row.weekly_attempts.zip(row.weekly_conversations);
    both.map(|(attempts, conversations)| {
        Ok(WeeklyTarget {
            outreach_attempts: cells.whole("weekly_attempts", attempts)?,
            conversations: cells.whole("weekly_conversations", conversations)?,
        })
    })
    .transpose()
}
