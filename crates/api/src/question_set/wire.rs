//! Sets of questions on the wire.

use chrono::{DateTime, Utc};
use domain::{
    Stored, Text, interview,
    question_set::{self, InvalidItems, Items, QuestionSet, SetItem, SetQuestion},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    error::ApiError,
    http::Patch,
    question::{Priority, Subject, Topic, one_question, priority_of},
    wire::{Word, optional_text, text},
};

pub(super) type InterviewKind = Word<interview::InterviewKind>;
pub(super) type SetPurpose = Word<question_set::SetPurpose>;
pub(super) type SetOrigin = Word<question_set::SetOrigin>;

/// A question in its place in a set: one of the person's own, or one of the bank.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "bank_question_id": "01a2008d-7400-7000-8000-00000000003f", "priority": "must" }))]
pub(super) struct SetItemInput {
    /// One of the person's own questions.
    question_id: Option<Uuid>,
    /// One of the bank.
    bank_question_id: Option<Uuid>,
    /// What it is worth where this set is used; `should` when it is not given.
    priority: Option<Priority>,
}

/// A set of questions.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "name": "For speech therapists", "kind": "exploratory",
    "questions": [{ "bank_question_id": "01a2008d-7400-7000-8000-00000000003f", "priority": "must" }]
}))]
pub(super) struct QuestionSetInput {
    #[schema(min_length = 1, max_length = 200)]
    name: String,
    #[schema(min_length = 1, max_length = 1000)]
    description: Option<String>,
    /// The kind of interview that it is for; none, any.
    kind: Option<InterviewKind>,
    purpose: Option<SetPurpose>,
    /// In their order, none of them twice.
    #[serde(default)]
    #[schema(max_items = 50)]
    questions: Vec<SetItemInput>,
}

pub(super) type QuestionSetPatch = Patch<QuestionSetInput>;

/// What a copy is called.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "name": "My closing" }))]
pub(super) struct QuestionSetCopyInput {
    /// The name of the original when it is not given.
    #[schema(min_length = 1, max_length = 200)]
    pub(super) name: Option<String>,
}

/// A question in its place in a set.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = QuestionSetItem)]
struct SetItemResponse {
    question_id: Option<Uuid>,
    bank_question_id: Option<Uuid>,
    priority: Priority,
}

/// Questions that are planned together.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = QuestionSet, example = json!({
    "id": "01a21526-e400-7000-8000-000000000004", "object": "question_set",
    "created_at": "2026-11-26T00:00:00Z", "updated_at": "2026-11-26T00:00:00Z",
    "origin": "system", "name": "Starter: three questions",
    "description": "The least to have ready before you call anybody.", "kind": null, "purpose": "starter",
    "questions": [{
        "question_id": null, "bank_question_id": "01a2008d-7400-7000-8000-00000000003f", "priority": "must"
    }]
}))]
pub(super) struct QuestionSetResponse {
    id: Uuid,
    /// Always `question_set`.
    #[schema(max_length = 50)]
    object: &'static str,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    origin: SetOrigin,
    #[schema(max_length = 200)]
    name: String,
    #[schema(max_length = 1000)]
    description: Option<String>,
    /// The kind of interview that it is for; none, any.
    kind: Option<InterviewKind>,
    purpose: Option<SetPurpose>,
    /// In their order.
    #[schema(max_items = 50)]
    questions: Vec<SetItemResponse>,
}

/// A question of a set with its words.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = SetQuestion, example = json!({
    "id": "01a2008d-7400-7000-8000-00000000003f", "object": "set_question", "question_id": null, "bank_question_id": "01a2008d-7400-7000-8000-00000000003f",
    "body": "How did you get into this work?", "topic": "interviewee_path", "subject": "interviewee", "minutes": 3,
    "priority": "must"
}))]
pub(super) struct SetQuestionResponse {
    /// That of the question, the person's own or the bank's.
    id: Uuid,
    /// Always `set_question`.
    #[schema(max_length = 50)]
    object: &'static str,
    question_id: Option<Uuid>,
    bank_question_id: Option<Uuid>,
    #[schema(max_length = 500)]
    body: String,
    topic: Topic,
    subject: Subject,
    #[schema(minimum = 1, maximum = 60)]
    minutes: i16,
    /// What it is worth where this set is used.
    priority: Priority,
}

impl From<&SetItem> for SetItemResponse {
    fn from(SetItem { question, priority }: &SetItem) -> Self {
        let (question_id, bank_question_id) = question.ids();
        Self {
            question_id,
            bank_question_id,
            priority: Word(*priority),
        }
    }
}

impl From<Stored<QuestionSet>> for QuestionSetResponse {
    fn from(
        Stored {
            id,
            version: _,
            created_at,
            updated_at,
            value,
        }: Stored<QuestionSet>,
    ) -> Self {
        let QuestionSet {
            origin,
            name,
            description,
            kind,
            purpose,
            questions,
        } = value;
        Self {
            id: id.uuid(),
            object: "question_set",
            created_at,
            updated_at,
            origin: Word(origin),
            name: name.into_string(),
            description: description.map(Text::into_string),
            kind: kind.map(Word),
            purpose: purpose.map(Word),
            questions: questions.as_slice().iter().map(Into::into).collect(),
        }
    }
}

impl From<SetQuestion> for SetQuestionResponse {
    fn from(
        SetQuestion {
            origin,
            question,
            mutual_fit_only: _,
        }: SetQuestion,
    ) -> Self {
        let (question_id, bank_question_id) = origin.ids();
        Self {
            id: question_id.or(bank_question_id).unwrap_or_default(),
            object: "set_question",
            question_id,
            bank_question_id,
            body: question.body.into_string(),
            topic: Word(question.topic),
            subject: Word(question.subject),
            minutes: question.minutes.get(),
            priority: Word(question.priority),
        }
    }
}

impl From<&QuestionSet> for QuestionSetInput {
    fn from(
        QuestionSet {
            // Whose it is is no client's to say.
            origin: _,
            name,
            description,
            kind,
            purpose,
            questions,
        }: &QuestionSet,
    ) -> Self {
        let item = |item: &SetItem| {
            let (question_id, bank_question_id) = item.question.ids();
            SetItemInput {
                question_id,
                bank_question_id,
                priority: Some(Word(item.priority)),
            }
        };
        Self {
            name: name.to_string(),
            description: description.as_ref().map(Text::to_string),
            kind: kind.map(Word),
            purpose: purpose.map(Word),
            questions: questions.as_slice().iter().map(item).collect(),
        }
    }
}

impl TryFrom<QuestionSetInput> for QuestionSet {
    type Error = ApiError;

    fn try_from(
        QuestionSetInput {
            name,
            description,
            kind,
            purpose,
            questions,
        }: QuestionSetInput,
    ) -> Result<Self, ApiError> {
        let questions = questions.into_iter().enumerate();
        let questions = questions.map(|(index, item)| item.read(index));
        Ok(Self {
            origin: question_set::SetOrigin::Own,
            name: text("/name", &name)?,
            description: optional_text("/description", description.as_deref())?,
            kind: kind.map(|Word(kind)| kind),
            purpose: purpose.map(|Word(purpose)| purpose),
            questions: Items::new(questions.collect::<Result<_, _>>()?).map_err(refusal)?,
        })
    }
}

impl SetItemInput {
    fn read(self, index: usize) -> Result<SetItem, ApiError> {
        let Self {
            question_id,
            bank_question_id,
            priority,
        } = self;
        let question = one_question(
            &format!("/questions/{index}"),
            question_id,
            bank_question_id,
        )?;
        Ok(SetItem {
            question,
            priority: priority_of(priority),
        })
    }
}

fn refusal(invalid: InvalidItems) -> ApiError {
    match invalid {
        InvalidItems::TooMany => ApiError::field("/questions", "max_items", invalid),
        InvalidItems::Twice { index } => {
            ApiError::field(&format!("/questions/{index}"), "repeated", invalid)
        }
    }
}

crate::change::shown_as!(QuestionSet => QuestionSetResponse);
