//! Short answers to what they may ask in return, on the wire.

use chrono::{DateTime, Utc};
use domain::{Id, Stored, prepared_answer::PreparedAnswer};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{error::ApiError, http::Patch, question::one_question, wire::text};

/// What the person would say when they are asked.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "bank_question_id": "01a2008d-7400-7000-8000-00000000005c",
    "answer": "Linguistics, since a cousin of mine stammered and nobody could tell us why.", "by_heart": true
}))]
pub(super) struct PreparedAnswerInput {
    /// A question of the caller's own, of the topic `asked_of_you`; or one of the bank's.
    question_id: Option<Uuid>,
    /// A question of the bank, of that topic; or one of the caller's own.
    bank_question_id: Option<Uuid>,
    /// The theme that it is about; none, it will do for any.
    theme_id: Option<Uuid>,
    #[schema(min_length = 1, max_length = 1000)]
    answer: String,
    /// Whether the person knows it without reading.
    #[serde(default)]
    by_heart: bool,
}

pub(super) type PreparedAnswerPatch = Patch<PreparedAnswerInput>;

/// What the caller would say when they are asked.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = PreparedAnswer, example = json!({
    "id": "019b76da-a800-7000-8000-000000000007", "object": "prepared_answer",
    "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z", "question_id": null,
    "bank_question_id": "01a2008d-7400-7000-8000-00000000005c", "theme_id": null,
    "answer": "Linguistics, since a cousin of mine stammered and nobody could tell us why.", "by_heart": true
}))]
pub(crate) struct PreparedAnswerResponse {
    id: Uuid,
    /// Always `prepared_answer`.
    #[schema(max_length = 50)]
    object: &'static str,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    question_id: Option<Uuid>,
    bank_question_id: Option<Uuid>,
    theme_id: Option<Uuid>,
    #[schema(max_length = 1000)]
    answer: String,
    by_heart: bool,
}

impl From<Stored<PreparedAnswer>> for PreparedAnswerResponse {
    fn from(
        Stored {
            id,
            version: _,
            created_at,
            updated_at,
            value:
                PreparedAnswer {
                    question,
                    theme_id,
                    answer,
                    by_heart,
                },
        }: Stored<PreparedAnswer>,
    ) -> Self {
        let (question_id, bank_question_id) = question.ids();
        Self {
            id: id.uuid(),
            object: "prepared_answer",
            created_at,
            updated_at,
            question_id,
            bank_question_id,
            theme_id: theme_id.map(Id::uuid),
            answer: answer.into_string(),
            by_heart,
        }
    }
}

impl From<&PreparedAnswer> for PreparedAnswerInput {
    fn from(
        PreparedAnswer {
            question,
            theme_id,
            answer,
            by_heart,
        }: &PreparedAnswer,
    ) -> Self {
        let (question_id, bank_question_id) = question.ids();
        Self {
            question_id,
            bank_question_id,
            theme_id: theme_id.map(Id::uuid),
            answer: answer.to_string(),
            by_heart: *by_heart,
        }
    }
}

impl TryFrom<PreparedAnswerInput> for PreparedAnswer {
    type Error = ApiError;

    fn try_from(
        PreparedAnswerInput {
            question_id,
            bank_question_id,
            theme_id,
            answer,
            by_heart,
        }: PreparedAnswerInput,
    ) -> Result<Self, ApiError> {
        let pointer = "/question_id";
        Ok(Self {
            question: one_question(pointer, question_id, bank_question_id)?,
            theme_id: theme_id.map(Id::new),
            answer: text("/answer", &answer)?,
            by_heart,
        })
    }
}

crate::change::shown_as!(PreparedAnswer => PreparedAnswerResponse);
