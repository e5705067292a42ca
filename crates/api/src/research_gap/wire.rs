//! Research gaps on the wire.

use chrono::{DateTime, Utc};
use domain::{
    Id, Stored, Text,
    research_gap::{self, Concerns, GapState, InvalidState, ResearchGap},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    contact::ContactResponse,
    error::ApiError,
    http::Patch,
    organization::OrganizationResponse,
    question::{Subject, Topic},
    theme::ThemeResponse,
    wire::{Word, optional_text, text},
};

pub(super) type GapStatus = Word<research_gap::GapStatus>;

/// Something that research did not tell, about at least one organization, contact or theme.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "organization_id": "019b76da-a800-7000-8000-000000000005", "contact_id": null, "theme_id": null,
    "statement": "Who pays for the supervision of newcomers?", "topic": "skills_and_qualifications",
    "subject": "your_chances", "answerable_online": false, "state": "open", "answer": null, "research_item_id": null
}))]
pub(super) struct ResearchGapInput {
    organization_id: Option<Uuid>,
    contact_id: Option<Uuid>,
    theme_id: Option<Uuid>,
    /// What is lacking. It may become a question as it stands.
    #[schema(min_length = 1, max_length = 500)]
    statement: String,
    topic: Topic,
    subject: Subject,
    /// Whether a search would tell; `false` when it is not given.
    #[serde(default)]
    answerable_online: bool,
    /// `open` when it is not given.
    state: Option<GapStatus>,
    /// What fills the gap: needed when it is answered, and only then. To reopen it, clear this as well.
    #[schema(min_length = 1, max_length = 5000)]
    answer: Option<String>,
    /// Where the answer was found.
    research_item_id: Option<Uuid>,
}

pub(super) type ResearchGapPatch = Patch<ResearchGapInput>;

/// Something that research did not tell. It is deleted with any of what it is about.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = ResearchGap, example = json!({
    "id": "019b76da-a800-7000-8000-000000000008", "object": "research_gap",
    "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z",
    "organization_id": "019b76da-a800-7000-8000-000000000005", "contact_id": null, "theme_id": null,
    "statement": "Who pays for the supervision of newcomers?", "topic": "skills_and_qualifications",
    "subject": "your_chances", "answerable_online": false, "state": "open", "answer": null, "research_item_id": null,
    "question_id": null
}))]
pub(super) struct ResearchGapResponse {
    id: Uuid,
    /// Always `research_gap`.
    #[schema(max_length = 50)]
    object: &'static str,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    pub(super) organization_id: Option<Uuid>,
    pub(super) contact_id: Option<Uuid>,
    pub(super) theme_id: Option<Uuid>,
    #[schema(max_length = 500)]
    statement: String,
    topic: Topic,
    subject: Subject,
    answerable_online: bool,
    state: GapStatus,
    #[schema(max_length = 5000)]
    answer: Option<String>,
    research_item_id: Option<Uuid>,
    /// The question of one's own that it was turned into; null also when that was deleted.
    question_id: Option<Uuid>,
    /// With `expand=organization`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(super) organization: Option<Box<OrganizationResponse>>,
    /// With `expand=contact`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(super) contact: Option<Box<ContactResponse>>,
    /// With `expand=theme`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(super) theme: Option<Box<ThemeResponse>>,
}

impl From<Stored<ResearchGap>> for ResearchGapResponse {
    fn from(
        Stored {
            id,
            version: _,
            created_at,
            updated_at,
            value,
        }: Stored<ResearchGap>,
    ) -> Self {
        let ResearchGap {
            concerns,
            statement,
            topic,
            subject,
            answerable_online,
            state,
            question_id,
        } = value;
        Self {
            id: id.uuid(),
            object: "research_gap",
            created_at,
            updated_at,
            organization_id: concerns.organization_id().map(Id::uuid),
            contact_id: concerns.contact_id().map(Id::uuid),
            theme_id: concerns.theme_id().map(Id::uuid),
            statement: statement.into_string(),
            topic: Word(topic),
            subject: Word(subject),
            answerable_online,
            state: Word(state.status()),
            answer: state.answer().map(Text::to_string),
            research_item_id: state.found_in().map(Id::uuid),
            question_id: question_id.map(Id::uuid),
            organization: None,
            contact: None,
            theme: None,
        }
    }
}

impl From<&ResearchGap> for ResearchGapInput {
    fn from(
        ResearchGap {
            concerns,
            statement,
            topic,
            subject,
            answerable_online,
            state,
            // Set by turning the gap into a question, by nothing else.
            question_id: _,
        }: &ResearchGap,
    ) -> Self {
        Self {
            organization_id: concerns.organization_id().map(Id::uuid),
            contact_id: concerns.contact_id().map(Id::uuid),
            theme_id: concerns.theme_id().map(Id::uuid),
            statement: statement.to_string(),
            topic: Word(*topic),
            subject: Word(*subject),
            answerable_online: *answerable_online,
            state: Some(Word(state.status())),
            answer: state.answer().map(Text::to_string),
            research_item_id: state.found_in().map(Id::uuid),
        }
    }
}

impl TryFrom<ResearchGapInput> for ResearchGap {
    type Error = ApiError;

    fn try_from(
        ResearchGapInput {
            organization_id,
            contact_id,
            theme_id,
            statement,
            topic: Word(topic),
            subject: Word(subject),
            answerable_online,
            state,
            answer,
            research_item_id,
        }: ResearchGapInput,
    ) -> Result<Self, ApiError> {
        let concerns = Concerns::of(
            organization_id.map(Id::new),
            contact_id.map(Id::new),
            theme_id.map(Id::new),
        );
        let status = state.map_or(research_gap::GapStatus::Open, |Word(status)| status);
        let answer = optional_text("/answer", answer.as_deref())?;
        let state = GapState::of(status, answer, research_item_id.map(Id::new));
        Ok(Self {
            concerns: concerns
                .map_err(|nothing| ApiError::field("/theme_id", "about_nothing", nothing))?,
            statement: text("/statement", &statement)?,
            topic,
            subject,
            answerable_online,
            state: state.map_err(misplaced)?,
            question_id: None,
        })
    }
}

fn misplaced(invalid: InvalidState) -> ApiError {
    let (pointer, code) = match invalid {
        InvalidState::AnswerMissing => ("/answer", "required"),
        InvalidState::AnswerTooMuch => ("/answer", "not_answered"),
        InvalidState::SourceTooMuch => ("/research_item_id", "not_answered"),
    };
    ApiError::field(pointer, code, invalid)
}

crate::change::shown_as!(ResearchGap => ResearchGapResponse);
