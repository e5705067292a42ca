//! Themes on the wire.

use chrono::{DateTime, Utc};
use domain::{
    Stored, Text,
    theme::{self, Theme},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    error::ApiError,
    http::Patch,
    wire::{Word, optional_text, text},
};

pub(super) type ThemeStatus = Word<theme::ThemeStatus>;

/// What a person says about a theme.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "name": "Speech therapy with children", "field": "Health", "why": "My cousin stammered and somebody helped him."
}))]
pub(super) struct ThemeInput {
    #[schema(min_length = 1, max_length = 200)]
    name: String,
    /// The field of work it belongs to.
    #[schema(min_length = 1, max_length = 200)]
    field: Option<String>,
    /// Why it draws the person.
    #[schema(min_length = 1, max_length = 5000)]
    why: Option<String>,
    /// `exploring` when it is not given.
    status: Option<ThemeStatus>,
}

pub(super) type ThemePatch = Patch<ThemeInput>;

/// A career theme: a field of work somebody explores by talking to the people in it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Theme, example = json!({
    "id": "019b76da-a800-7000-8000-000000000007", "object": "theme",
    "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z",
    "name": "Speech therapy with children", "field": "Health",
    "why": "My cousin stammered and somebody helped him.", "status": "exploring"
}))]
pub(super) struct ThemeResponse {
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
    #[schema(max_length = 5000)]
    why: Option<String>,
    status: ThemeStatus,
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
            why,
            status,
        } = value;
        Self {
            id: id.uuid(),
            object: "theme",
            created_at,
            updated_at,
            name: name.into_string(),
            field: field.map(Text::into_string),
            why: why.map(Text::into_string),
            status: Word(status),
        }
    }
}

impl From<&Theme> for ThemeInput {
    fn from(
        Theme {
            name,
            field,
            why,
            status,
        }: &Theme,
    ) -> Self {
        Self {
            name: name.to_string(),
            field: field.as_ref().map(Text::to_string),
            why: why.as_ref().map(Text::to_string),
            status: Some(Word(*status)),
        }
    }
}

impl TryFrom<ThemeInput> for Theme {
    type Error = ApiError;

    fn try_from(
        ThemeInput {
            name,
            field,
            why,
            status,
        }: ThemeInput,
    ) -> Result<Self, ApiError> {
        Ok(Self {
            name: text("/name", &name)?,
            field: optional_text("/field", field.as_deref())?,
            why: optional_text("/why", why.as_deref())?,
            status: status.map_or(theme::ThemeStatus::Exploring, |Word(status)| status),
        })
    }
}
