//! What the person has to say of themselves, in the brief of an interview on the wire.

use domain::{
    interview::Brief,
    pitch::{self, Pitch},
    prepared_answer::ReverseQuestion,
    story::Story,
};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{pitch::PitchSection, wire::Word};

type PitchReason = Word<pitch::PitchReason>;

/// What to open with.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = BriefPitch)]
pub(super) struct BriefPitchResponse {
    id: Uuid,
    /// Why it is this one.
    reason: PitchReason,
    /// In the order in which they are said.
    #[schema(max_items = 6)]
    parts: Vec<PartResponse>,
    /// Seconds of its last rehearsal.
    #[schema(minimum = 1, maximum = 3600)]
    last_rehearsed_seconds: Option<i16>,
    /// What the hope to learn should stress, by the planned questions.
    #[schema(max_length = 500)]
    stress: Option<String>,
}

/// A part of what is said.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = BriefPitchPart)]
struct PartResponse {
    section: PitchSection,
    #[schema(max_length = 1000)]
    text: String,
}

/// What they may ask, and what the person would say.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = BriefAnswer)]
pub(super) struct BriefAnswerResponse {
    #[schema(max_length = 500)]
    question: String,
    #[schema(max_length = 1000)]
    answer: Option<String>,
    by_heart: bool,
}

/// Something that the person did.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = BriefStory)]
pub(super) struct BriefStoryResponse {
    #[schema(max_length = 200)]
    title: String,
    #[schema(max_length = 5000)]
    situation: Option<String>,
    #[schema(max_length = 5000)]
    action: Option<String>,
    #[schema(max_length = 5000)]
    result: Option<String>,
}

impl BriefPitchResponse {
    pub(super) fn of(brief: &Brief) -> Option<Self> {
        let (used, reason) = brief.pitch.as_ref()?;
        let pitch: &Pitch = &used.pitch.value;
        let parts = pitch.told().map(|(section, text)| PartResponse {
            section: Word(section),
            text: text.to_string(),
        });
        Some(Self {
            id: used.pitch.id.uuid(),
            reason: Word(*reason),
            parts: parts.collect(),
            last_rehearsed_seconds: used.rehearsed.map(domain::whole::Whole::get),
            stress: brief.stress(),
        })
    }
}

impl From<&ReverseQuestion> for BriefAnswerResponse {
    fn from(
        ReverseQuestion {
            question: _,
            body,
            priority: _,
            answer,
        }: &ReverseQuestion,
    ) -> Self {
        let answer = answer.as_ref().map(|answer| &answer.value);
        Self {
            question: body.to_string(),
            answer: answer.map(|answer| answer.answer.to_string()),
            by_heart: answer.is_some_and(|answer| answer.by_heart),
        }
    }
}

impl From<&Story> for BriefStoryResponse {
    fn from(
        Story {
            title,
            situation,
            action,
            result,
            skills: _,
            happened_on: _,
        }: &Story,
    ) -> Self {
        Self {
            title: title.to_string(),
            situation: situation.as_ref().map(ToString::to_string),
            action: action.as_ref().map(ToString::to_string),
            result: result.as_ref().map(ToString::to_string),
        }
    }
}
