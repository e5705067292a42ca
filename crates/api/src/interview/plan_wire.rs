//! The questions of an interview on the wire.

use chrono::{DateTime, Utc};
use domain::{
    Id, Stored, Text,
    interview::{self, Mark, Origin, PlannedQuestion, Told},
    question::Question,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    error::ApiError,
    http::Patch,
    question::{Priority, Subject, Topic, priority_of},
    wire::{Word, instant, optional_text, text, whole},
};

pub(super) type MarkWord = Word<interview::MarkWord>;

/// A question to plan: one of the person's own, one of the bank, or words for this interview alone.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "bank_question_id": "01a2008d-7400-7000-8000-000000000001", "priority": "must" }))]
pub(super) struct InterviewQuestionInput {
    /// One of the person's own questions.
    question_id: Option<Uuid>,
    /// One of the bank.
    bank_question_id: Option<Uuid>,
    /// With `topic`, `subject` and `minutes`: a question for this interview alone.
    #[schema(min_length = 1, max_length = 500)]
    body: Option<String>,
    topic: Option<Topic>,
    subject: Option<Subject>,
    /// How many minutes question and answer take.
    #[schema(minimum = 1, maximum = 60)]
    minutes: Option<i16>,
    /// When it is not given, that of the person's own question, or `should`.
    priority: Option<Priority>,
}

/// Where the words of a question come from.
pub(super) enum Source {
    Own(Uuid),
    Bank(Uuid),
    Words(Question),
}

/// What can be changed of a planned question.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "body": "Which parts of an ordinary week would surprise me?", "minutes": 2, "priority": "must"
}))]
pub(super) struct InterviewQuestionDetailsInput {
    #[schema(min_length = 1, max_length = 500)]
    body: String,
    #[schema(minimum = 1, maximum = 60)]
    minutes: i16,
    priority: Priority,
    /// What they said; only of a question marked `asked` or `answered_unprompted`.
    #[schema(min_length = 1, max_length = 10000)]
    answer: Option<String>,
}

pub(super) type InterviewQuestionPatch = Patch<InterviewQuestionDetailsInput>;

/// What became of a question.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "mark": "asked", "answer": "The paperwork. And how often they laugh." }))]
pub(super) struct MarkInput {
    /// `planned` takes an earlier mark back.
    mark: MarkWord,
    /// What they said; only with `asked` and `answered_unprompted`. One that was noted before stays until then.
    #[schema(min_length = 1, max_length = 10000)]
    answer: Option<String>,
    /// Now when it is not given. Marks count in the order in which they happened.
    at: Option<DateTime<Utc>>,
}

/// A question planned for an interview: a copy of its words, and what became of it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = InterviewQuestion, example = json!({
    "id": "019b76da-a800-7000-8000-00000000000a", "object": "interview_question",
    "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z",
    "interview_id": "019b76da-a800-7000-8000-000000000009", "position": 1, "question_id": null,
    "bank_question_id": "01a2008d-7400-7000-8000-000000000001",
    "body": "Which parts of an ordinary week here would surprise an outsider?", "topic": "work_environment",
    "subject": "company_or_field", "minutes": 3, "priority": "must", "mark": "planned", "marked_at": null, "answer": null
}))]
pub(super) struct InterviewQuestionResponse {
    id: Uuid,
    /// Always `interview_question`.
    #[schema(max_length = 50)]
    object: &'static str,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    interview_id: Uuid,
    /// Its place in the list; it can be asked in any order.
    #[schema(minimum = 1, maximum = 100)]
    position: i16,
    /// The person's own question that it was copied from.
    question_id: Option<Uuid>,
    /// The question of the bank that it was copied from.
    bank_question_id: Option<Uuid>,
    #[schema(max_length = 500)]
    body: String,
    topic: Topic,
    subject: Subject,
    #[schema(minimum = 1, maximum = 60)]
    minutes: i16,
    priority: Priority,
    mark: MarkWord,
    marked_at: Option<DateTime<Utc>>,
    /// What they said.
    #[schema(max_length = 10000)]
    answer: Option<String>,
}

impl InterviewQuestionInput {
    pub(super) fn priority(&self) -> Option<Priority> {
        self.priority
    }

    /// Where the words come from: exactly one of the three ways.
    pub(super) fn source(self) -> Result<Source, ApiError> {
        let words = [
            ("/body", self.body.is_some()),
            ("/topic", self.topic.is_some()),
            ("/subject", self.subject.is_some()),
            ("/minutes", self.minutes.is_some()),
        ];
        let also = words.iter().find(|(_, is_given)| *is_given);
        match (self.question_id, self.bank_question_id, also) {
            (Some(_), Some(_), _) => Err(exclusive("/bank_question_id")),
            (Some(_), _, Some((pointer, _))) | (_, Some(_), Some((pointer, _))) => {
                Err(exclusive(pointer))
            }
            (Some(id), None, None) => Ok(Source::Own(id)),
            (None, Some(id), None) => Ok(Source::Bank(id)),
            (None, None, _) => self.words().map(Source::Words),
        }
    }

    fn words(self) -> Result<Question, ApiError> {
        let body = self.body.ok_or_else(|| required("/body"))?;
        let Word(topic) = self.topic.ok_or_else(|| required("/topic"))?;
        let Word(subject) = self.subject.ok_or_else(|| required("/subject"))?;
        let minutes = self.minutes.ok_or_else(|| required("/minutes"))?;
        Ok(Question {
            body: text("/body", &body)?,
            topic,
            subject,
            minutes: whole("/minutes", minutes)?,
            priority: priority_of(self.priority),
            bank_question_id: None,
            interview_id: None,
        })
    }
}

fn exclusive(pointer: &str) -> ApiError {
    let detail =
        "give one of question_id, bank_question_id, or body with topic, subject and minutes";
    ApiError::field(pointer, "exclusive", detail)
}

fn required(pointer: &str) -> ApiError {
    let detail = "is required unless question_id or bank_question_id is given";
    ApiError::field(pointer, "required", detail)
}

impl InterviewQuestionDetailsInput {
    /// The question with these details, and what it tells anew of its answer.
    pub(super) fn change(
        self,
        question: PlannedQuestion,
    ) -> Result<(PlannedQuestion, Option<Told>), ApiError> {
        let Self {
            body,
            minutes,
            priority: Word(priority),
            answer,
        } = self;
        let answer = optional_text("/answer", answer.as_deref())?;
        let told = (answer.as_ref() != question.mark.answer()).then_some(Told::Answered { answer });
        let has_answer = matches!(
            question.mark,
            Mark::Asked { .. } | Mark::AnsweredUnprompted { .. }
        );
        if told.is_some() && !has_answer {
            return Err(unanswered());
        }
        let changed = PlannedQuestion {
            body: text("/body", &body)?,
            minutes: whole("/minutes", minutes)?,
            priority,
            ..question
        };
        Ok((changed, told))
    }
}

fn unanswered() -> ApiError {
    let detail = "only a question marked asked or answered_unprompted has an answer";
    ApiError::field("/answer", "not_with_mark", detail)
}

impl MarkInput {
    /// What is told of the question, and when it happened: at `now` unless it says when.
    pub(super) fn told(self, now: DateTime<Utc>) -> Result<(Told, DateTime<Utc>), ApiError> {
        use interview::MarkWord::{
            AlreadyKnown, AnsweredUnprompted, Asked, Deferred, Planned, Skipped,
        };
        let Self {
            mark: Word(mark),
            answer,
            at,
        } = self;
        let answer = optional_text("/answer", answer.as_deref())?;
        let at = at.map_or(Ok(now), |at| instant("/at", at))?;
        if at > now {
            return Err(ApiError::field("/at", "in_future", "has not come yet"));
        }
        let told = match mark {
            Asked => Told::Asked { answer },
            AnsweredUnprompted => Told::AnsweredUnprompted { answer },
            Planned | AlreadyKnown | Skipped | Deferred if answer.is_some() => {
                return Err(unanswered());
            }
            Planned => Told::TakenBack,
            AlreadyKnown => Told::AlreadyKnown,
            Skipped => Told::Skipped,
            Deferred => Told::Deferred,
        };
        Ok((told, at))
    }
}

impl From<&PlannedQuestion> for InterviewQuestionDetailsInput {
    fn from(question: &PlannedQuestion) -> Self {
        Self {
            body: question.body.to_string(),
            minutes: question.minutes.get(),
            priority: Word(question.priority),
            answer: question.mark.answer().map(Text::to_string),
        }
    }
}

impl From<Stored<PlannedQuestion>> for InterviewQuestionResponse {
    fn from(
        Stored {
            id,
            version: _,
            created_at,
            updated_at,
            value,
        }: Stored<PlannedQuestion>,
    ) -> Self {
        let PlannedQuestion {
            interview_id,
            position,
            origin,
            body,
            topic,
            subject,
            minutes,
            priority,
            mark,
        } = value;
        let (question_id, bank_question_id) = match origin {
            None => (None, None),
            Some(Origin::Own(id)) => (Some(id.uuid()), None),
            Some(Origin::Bank(id)) => (None, Some(id.uuid())),
        };
        Self {
            id: id.uuid(),
            object: "interview_question",
            created_at,
            updated_at,
            interview_id: Id::uuid(interview_id),
            position: position.get(),
            question_id,
            bank_question_id,
            body: body.into_string(),
            topic: Word(topic),
            subject: Word(subject),
            minutes: minutes.get(),
            priority: Word(priority),
            mark: Word(mark.word()),
            marked_at: mark.at(),
            answer: mark.answer().map(Text::to_string),
        }
    }
}

crate::change::shown_as!(PlannedQuestion => InterviewQuestionResponse);
