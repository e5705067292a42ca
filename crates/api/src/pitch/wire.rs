//! Pitches on the wire.

use chrono::{DateTime, Utc};
use domain::{
    Id, Stored, Text,
    pitch::{self, Pitch, Sections},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    error::ApiError,
    http::Patch,
    wire::{Word, optional_text},
};

pub(crate) type PitchSection = Word<pitch::PitchSection>;

/// What a person says of themselves to open a conversation.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "title": "Speech therapy", "theme_id": "019b76da-a800-7000-8000-000000000005",
    "reintroduction": "I am Ada, a teacher.", "where_i_am": "I graduate in June.",
    "work_wanted": "I want to work with children who stammer.", "why": "Somebody helped my cousin.",
    "hopes_to_learn": "I hope to learn what you do."
}))]
pub(super) struct PitchInput {
    /// To tell it from others; never said.
    #[schema(min_length = 1, max_length = 200)]
    title: Option<String>,
    /// The theme that it is about; none, it will do for any.
    theme_id: Option<Uuid>,
    /// The organization whose mission it speaks to.
    organization_id: Option<Uuid>,
    /// Who the person is.
    #[schema(min_length = 1, max_length = 1000)]
    reintroduction: Option<String>,
    /// Where they stand: looking now, graduating, just starting.
    #[schema(min_length = 1, max_length = 1000)]
    where_i_am: Option<String>,
    /// What work they want.
    #[schema(min_length = 1, max_length = 1000)]
    work_wanted: Option<String>,
    /// Why that work.
    #[schema(min_length = 1, max_length = 1000)]
    why: Option<String>,
    /// How it ties to what the organization is for.
    #[schema(min_length = 1, max_length = 1000)]
    mission_link: Option<String>,
    /// What they hope to learn.
    #[schema(min_length = 1, max_length = 1000)]
    hopes_to_learn: Option<String>,
}

pub(super) type PitchPatch = Patch<PitchInput>;

/// What the caller says of themselves to open a conversation.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Pitch, example = json!({
    "id": "019b76da-a800-7000-8000-000000000007", "object": "pitch",
    "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z", "title": "Speech therapy",
    "theme_id": "019b76da-a800-7000-8000-000000000005", "organization_id": null, "variant_of": null,
    "reintroduction": "I am Ada, a teacher.", "where_i_am": "I graduate in June.",
    "work_wanted": "I want to work with children who stammer.", "why": "Somebody helped my cousin.",
    "mission_link": null, "hopes_to_learn": "I hope to learn what you do.", "words": 28, "missing_sections": []
}))]
pub(crate) struct PitchResponse {
    id: Uuid,
    /// Always `pitch`.
    #[schema(max_length = 50)]
    object: &'static str,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    #[schema(max_length = 200)]
    title: Option<String>,
    theme_id: Option<Uuid>,
    organization_id: Option<Uuid>,
    /// The pitch it was made from.
    variant_of: Option<Uuid>,
    #[schema(max_length = 1000)]
    reintroduction: Option<String>,
    #[schema(max_length = 1000)]
    where_i_am: Option<String>,
    #[schema(max_length = 1000)]
    work_wanted: Option<String>,
    #[schema(max_length = 1000)]
    why: Option<String>,
    #[schema(max_length = 1000)]
    mission_link: Option<String>,
    #[schema(max_length = 1000)]
    hopes_to_learn: Option<String>,
    /// Of all parts together.
    #[schema(minimum = 0, maximum = 3000)]
    words: u32,
    /// What it still lacks; `mission_link` only where it is for an organization.
    #[schema(max_items = 6)]
    missing_sections: Vec<PitchSection>,
}

impl From<Stored<Pitch>> for PitchResponse {
    fn from(
        Stored {
            id,
            version: _,
            created_at,
            updated_at,
            value,
        }: Stored<Pitch>,
    ) -> Self {
        let (words, missing) = (value.words(), value.missing());
        let Pitch {
            title,
            theme_id,
            organization_id,
            variant_of,
            sections:
                Sections {
                    reintroduction,
                    where_i_am,
                    work_wanted,
                    why,
                    mission_link,
                    hopes_to_learn,
                },
        } = value;
        Self {
            id: id.uuid(),
            object: "pitch",
            created_at,
            updated_at,
            title: title.map(Text::into_string),
            theme_id: theme_id.map(Id::uuid),
            organization_id: organization_id.map(Id::uuid),
            variant_of: variant_of.map(Id::uuid),
            reintroduction: reintroduction.map(Text::into_string),
            where_i_am: where_i_am.map(Text::into_string),
            work_wanted: work_wanted.map(Text::into_string),
            why: why.map(Text::into_string),
            mission_link: mission_link.map(Text::into_string),
            hopes_to_learn: hopes_to_learn.map(Text::into_string),
            words,
            missing_sections: missing.into_iter().map(Word).collect(),
        }
    }
}

impl From<&Pitch> for PitchInput {
    fn from(
        Pitch {
            title,
            theme_id,
            organization_id,
            variant_of: _,
            sections:
                Sections {
                    reintroduction,
                    where_i_am,
                    work_wanted,
                    why,
                    mission_link,
                    hopes_to_learn,
                },
        }: &Pitch,
    ) -> Self {
        Self {
            title: title.as_ref().map(Text::to_string),
            theme_id: theme_id.map(Id::uuid),
            organization_id: organization_id.map(Id::uuid),
            reintroduction: reintroduction.as_ref().map(Text::to_string),
            where_i_am: where_i_am.as_ref().map(Text::to_string),
            work_wanted: work_wanted.as_ref().map(Text::to_string),
            why: why.as_ref().map(Text::to_string),
            mission_link: mission_link.as_ref().map(Text::to_string),
            hopes_to_learn: hopes_to_learn.as_ref().map(Text::to_string),
        }
    }
}

impl TryFrom<PitchInput> for Pitch {
    type Error = ApiError;

    fn try_from(
        PitchInput {
            title,
            theme_id,
            organization_id,
            reintroduction,
            where_i_am,
            work_wanted,
            why,
            mission_link,
            hopes_to_learn,
        }: PitchInput,
    ) -> Result<Self, ApiError> {
        Ok(Self {
            title: optional_text("/title", title.as_deref())?,
            theme_id: theme_id.map(Id::new),
            organization_id: organization_id.map(Id::new),
            variant_of: None,
            sections: Sections {
                reintroduction: optional_text("/reintroduction", reintroduction.as_deref())?,
                where_i_am: optional_text("/where_i_am", where_i_am.as_deref())?,
                work_wanted: optional_text("/work_wanted", work_wanted.as_deref())?,
                why: optional_text("/why", why.as_deref())?,
                mission_link: optional_text("/mission_link", mission_link.as_deref())?,
                hopes_to_learn: optional_text("/hopes_to_learn", hopes_to_learn.as_deref())?,
            },
        })
    }
}

crate::change::shown_as!(Pitch => PitchResponse);
