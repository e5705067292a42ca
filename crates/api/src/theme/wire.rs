//! Themes on the wire.

use chrono::{DateTime, Utc};
use domain::{
    Stored, Text,
    theme::{self, Theme},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::aim_wire::{
    PlannedInvestmentBody, ThemeLocationBody, TopicFamiliarityBody, familiarity, investment,
    locations, names,
};
use crate::{
    error::ApiError,
    http::Patch,
    wire::{Word, optional_text, text, texts},
};

pub(super) type ThemeStatus = Word<theme::ThemeStatus>;
type ThemeMode = Word<theme::ThemeMode>;
type Relocation = Word<theme::Relocation>;

/// What a person says about a theme. A patch replaces a list as a whole.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "name": "Speech therapy with children", "field": "Health", "specialty": "Stammering",
    "why": "My cousin stammered and somebody helped him.", "status": "exploring", "mode": "choose",
    "target_roles": ["School therapist"], "employer_types": ["Schools", "Clinics"],
    "locations": [{ "place": "Baltimore", "country": "US", "priority": 1, "remote": false }],
    "relocation": "open", "time_horizon": "At least five years", "advancement": "A practice of my own",
    "planned_investment": {
        "what": "A two-year degree", "amount": 24000, "currency": "USD", "decide_on": "2026-06-30"
    },
    "familiarity": [{ "topic": "lifestyle", "level": "basic" }]
}))]
pub(super) struct ThemeInput {
    #[schema(min_length = 1, max_length = 200)]
    name: String,
    /// The field of work it belongs to.
    #[schema(min_length = 1, max_length = 200)]
    field: Option<String>,
    /// A branch of the field.
    #[schema(min_length = 1, max_length = 200)]
    specialty: Option<String>,
    /// Why it draws the person.
    #[schema(min_length = 1, max_length = 5000)]
    why: Option<String>,
    /// `exploring` when it is not given. To give reasons as well, decide instead.
    status: Option<ThemeStatus>,
    /// What the conversations are for.
    mode: Option<ThemeMode>,
    /// Positions that would suit.
    #[serde(default)]
    #[schema(max_items = 20, min_length = 1, max_length = 200)]
    target_roles: Vec<String>,
    /// Sorts of business or office to work for.
    #[serde(default)]
    #[schema(max_items = 20, min_length = 1, max_length = 200)]
    employer_types: Vec<String>,
    /// Where to work. No two have the same priority; they are kept in the order of it.
    #[serde(default)]
    #[schema(max_items = 10)]
    locations: Vec<ThemeLocationBody>,
    /// How ready the person is to move.
    relocation: Option<Relocation>,
    /// How long the person means to stay in it.
    #[schema(min_length = 1, max_length = 200)]
    time_horizon: Option<String>,
    /// How far the person wants to advance.
    #[schema(min_length = 1, max_length = 1000)]
    advancement: Option<String>,
    /// What is at stake if it is the wrong one.
    planned_investment: Option<PlannedInvestmentBody>,
    /// What the person already knows, each topic once; a topic left out is unknown.
    #[serde(default)]
    #[schema(max_items = 9)]
    familiarity: Vec<TopicFamiliarityBody>,
}

pub(super) type ThemePatch = Patch<ThemeInput>;

/// A career theme: a field of work somebody explores by talking to the people in it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Theme, example = json!({
    "id": "019b76da-a800-7000-8000-000000000007", "object": "theme",
    "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z",
    "name": "Speech therapy with children", "field": "Health", "specialty": "Stammering",
    "why": "My cousin stammered and somebody helped him.", "status": "exploring", "mode": "choose",
    "target_roles": ["School therapist"], "employer_types": ["Schools", "Clinics"],
    "locations": [{ "place": "Baltimore", "country": "US", "priority": 1, "remote": false }],
    "relocation": "open", "time_horizon": "At least five years", "advancement": "A practice of my own",
    "planned_investment": {
        "what": "A two-year degree", "amount": 24000, "currency": "USD", "decide_on": "2026-06-30"
    },
    "familiarity": [{ "topic": "lifestyle", "level": "basic" }]
}))]
pub(crate) struct ThemeResponse {
    id: Uuid,
    /// Always `theme`.
    #[schema(max_length = 50)]
    object: &'static str,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    #[schema(max_length = 200)]
    name: String,
    #[schema(max_length = 200)]
    field: Option<String>,
    #[schema(max_length = 200)]
    specialty: Option<String>,
    #[schema(max_length = 5000)]
    why: Option<String>,
    status: ThemeStatus,
    mode: Option<ThemeMode>,
    #[schema(max_items = 20, max_length = 200)]
    target_roles: Vec<String>,
    #[schema(max_items = 20, max_length = 200)]
    employer_types: Vec<String>,
    /// The most wanted first.
    #[schema(max_items = 10)]
    locations: Vec<ThemeLocationBody>,
    relocation: Option<Relocation>,
    #[schema(max_length = 200)]
    time_horizon: Option<String>,
    #[schema(max_length = 1000)]
    advancement: Option<String>,
    planned_investment: Option<PlannedInvestmentBody>,
    /// What was said of the topics; the report tells of all of them.
    #[schema(max_items = 9)]
    familiarity: Vec<TopicFamiliarityBody>,
}

impl From<Stored<Theme>> for ThemeResponse {
    fn from(
        Stored {
            id,
            version: _,
            created_at,
            updated_at,
            value,
        }: Stored<Theme>,
    ) -> Self {
        let Theme {
            name,
            field,
            specialty,
            why,
            status,
            mode,
            target_roles,
            employer_types,
            locations,
            relocation,
            time_horizon,
            advancement,
            planned_investment,
            familiarity,
        } = value;
        Self {
            id: id.uuid(),
            object: "theme",
            created_at,
            updated_at,
            name: name.into_string(),
            field: field.map(Text::into_string),
            specialty: specialty.map(Text::into_string),
            why: why.map(Text::into_string),
            status: Word(status),
            mode: mode.map(Word),
            target_roles: names(&target_roles),
            employer_types: names(&employer_types),
            locations: locations.as_slice().iter().map(Into::into).collect(),
            relocation: relocation.map(Word),
            time_horizon: time_horizon.map(Text::into_string),
            advancement: advancement.map(Text::into_string),
            planned_investment: planned_investment.as_ref().map(Into::into),
            familiarity: familiarity.iter().map(Into::into).collect(),
        }
    }
}

impl From<&Theme> for ThemeInput {
    fn from(
        Theme {
            name,
            field,
            specialty,
            why,
            status,
            mode,
            target_roles,
            employer_types,
            locations,
            relocation,
            time_horizon,
            advancement,
            planned_investment,
            familiarity,
        }: &Theme,
    ) -> Self {
        Self {
            name: name.to_string(),
            field: field.as_ref().map(Text::to_string),
            specialty: specialty.as_ref().map(Text::to_string),
            why: why.as_ref().map(Text::to_string),
            status: Some(Word(*status)),
            mode: mode.map(Word),
            target_roles: names(target_roles),
            employer_types: names(employer_types),
            locations: locations.as_slice().iter().map(Into::into).collect(),
            relocation: relocation.map(Word),
            time_horizon: time_horizon.as_ref().map(Text::to_string),
            advancement: advancement.as_ref().map(Text::to_string),
            planned_investment: planned_investment.as_ref().map(Into::into),
            familiarity: familiarity.iter().map(Into::into).collect(),
        }
    }
}

impl TryFrom<ThemeInput> for Theme {
    type Error = ApiError;

    fn try_from(
        ThemeInput {
            name,
            field,
            specialty,
            why,
            status,
            mode,
            target_roles,
            employer_types,
            locations: places,
            relocation,
            time_horizon,
            advancement,
            planned_investment,
            familiarity: known,
        }: ThemeInput,
    ) -> Result<Self, ApiError> {
        Ok(Self {
            name: text("/name", &name)?,
            field: optional_text("/field", field.as_deref())?,
            specialty: optional_text("/specialty", specialty.as_deref())?,
            why: optional_text("/why", why.as_deref())?,
            status: status.map_or(theme::ThemeStatus::Exploring, |Word(status)| status),
            mode: mode.map(|Word(mode)| mode),
            target_roles: texts("/target_roles", &target_roles)?,
            employer_types: texts("/employer_types", &employer_types)?,
            locations: locations(places)?,
            relocation: relocation.map(|Word(relocation)| relocation),
            time_horizon: optional_text("/time_horizon", time_horizon.as_deref())?,
            advancement: optional_text("/advancement", advancement.as_deref())?,
            planned_investment: planned_investment.map(investment).transpose()?,
            familiarity: familiarity(&known)?,
        })
    }
}

crate::change::shown_as!(Theme => ThemeResponse);
