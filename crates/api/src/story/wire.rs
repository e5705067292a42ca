//! Accomplishment stories on the wire.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{Stored, Text, story::Story};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    error::ApiError,
    http::Patch,
    wire::{optional_text, phrases, text},
};

/// What a person tells of an accomplishment.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "title": "The flooded archive", "situation": "A burst pipe soaked a century of parish records.",
    "action": "I found forty volunteers in a day and taught them to freeze and dry paper.",
    "result": "Nine of ten volumes were saved.", "skills": ["organizing", "teaching"], "happened_on": "2024-03-02"
}))]
pub(super) struct StoryInput {
    #[schema(min_length = 1, max_length = 200)]
    title: String,
    /// What it was about.
    #[schema(min_length = 1, max_length = 5000)]
    situation: Option<String>,
    /// What the person did.
    #[schema(min_length = 1, max_length = 5000)]
    action: Option<String>,
    /// What came of it.
    #[schema(min_length = 1, max_length = 5000)]
    result: Option<String>,
    /// The skills that it shows. Of two that differ only in letter case the first stays. A comma separates skills in the
    /// filter of the list, so no skill has one.
    #[serde(default)]
    #[schema(
        max_items = 30,
        min_length = 1,
        max_length = 100,
        pattern = r"^[^,\r\n]*$"
    )]
    skills: Vec<String>,
    happened_on: Option<NaiveDate>,
}

pub(super) type StoryPatch = Patch<StoryInput>;

/// Something the caller accomplished, told as situation, action and result.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Story, example = json!({
    "id": "019b76da-a800-7000-8000-000000000007", "object": "story",
    "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z",
    "title": "The flooded archive", "situation": "A burst pipe soaked a century of parish records.",
    "action": "I found forty volunteers in a day and taught them to freeze and dry paper.",
    "result": "Nine of ten volumes were saved.", "skills": ["organizing", "teaching"], "happened_on": "2024-03-02",
    "is_complete": true
}))]
pub(super) struct StoryResponse {
    id: Uuid,
    /// Always `story`.
    #[schema(max_length = 50)]
    object: &'static str,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    #[schema(max_length = 200)]
    title: String,
    #[schema(max_length = 5000)]
    situation: Option<String>,
    #[schema(max_length = 5000)]
    action: Option<String>,
    #[schema(max_length = 5000)]
    result: Option<String>,
    #[schema(max_items = 30, max_length = 100)]
    skills: Vec<String>,
    happened_on: Option<NaiveDate>,
    /// Whether situation, action and result are all told.
    is_complete: bool,
}

impl From<Stored<Story>> for StoryResponse {
    fn from(
        Stored {
            id,
            version: _,
            created_at,
            updated_at,
            value,
        }: Stored<Story>,
    ) -> Self {
        let is_complete = value.is_complete();
        let Story {
            title,
            situation,
            action,
            result,
            skills,
            happened_on,
        } = value;
        Self {
            id: id.uuid(),
            object: "story",
            created_at,
            updated_at,
            title: title.into_string(),
            situation: situation.map(Text::into_string),
            action: action.map(Text::into_string),
            result: result.map(Text::into_string),
            skills: skills.into_strings(),
            happened_on,
            is_complete,
        }
    }
}

impl From<&Story> for StoryInput {
    fn from(
        Story {
            title,
            situation,
            action,
            result,
            skills,
            happened_on,
        }: &Story,
    ) -> Self {
        Self {
            title: title.to_string(),
            situation: situation.as_ref().map(Text::to_string),
            action: action.as_ref().map(Text::to_string),
            result: result.as_ref().map(Text::to_string),
            skills: skills.to_strings(),
            happened_on: *happened_on,
        }
    }
}

impl TryFrom<StoryInput> for Story {
    type Error = ApiError;

    fn try_from(
        StoryInput {
            title,
            situation,
            action,
            result,
            skills,
            happened_on,
        }: StoryInput,
    ) -> Result<Self, ApiError> {
        Ok(Self {
            title: text("/title", &title)?,
            situation: optional_text("/situation", situation.as_deref())?,
            action: optional_text("/action", action.as_deref())?,
            result: optional_text("/result", result.as_deref())?,
            skills: phrases("skills", skills)?,
            happened_on,
        })
    }
}

crate::change::shown_as!(Story => StoryResponse);
