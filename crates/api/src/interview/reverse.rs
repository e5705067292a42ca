//! What they may ask in an interview, with what the caller would say.

use actix_web::{get, web::Path};
use domain::{
    Id, Stored,
    interview::{self, Interview},
    prepared_answer::ReverseQuestion,
};
use persistence::{prepared_answer::list_reverse, workspace};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::readiness_fix::FixingOperationResponse;
use crate::{
    auth::Scope,
    error::ApiError,
    http::{Answer, Caller, Read, caller::ReadInterviews},
    prepared_answer::PreparedAnswerResponse,
    question::Priority,
    wire::Word,
};

/// What they may ask in an interview, in its order.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = ReverseQuestions, example = json!({
    "object": "reverse_questions", "interview_id": "019b76da-a800-7000-8000-000000000009", "counting": 4, "answered": 0,
    "questions": [{
        "question_id": null, "bank_question_id": "01a2008d-7400-7000-8000-00000000005c",
        "body": "What are you studying or what did you study, and why?", "priority": "must", "counts": true,
        "answer": null,
        "operation": { "operation_id": "create_prepared_answer", "method": "POST", "path": "/v1/prepared-answers" }
    }]
}))]
struct ReverseQuestionsResponse {
    /// Always `reverse_questions`.
    #[schema(max_length = 50)]
    object: &'static str,
    interview_id: Uuid,
    /// How many of them count in an interview of this kind.
    #[schema(minimum = 0, maximum = 50)]
    counting: u32,
    /// How many of those have an answer.
    #[schema(minimum = 0, maximum = 50)]
    answered: u32,
    #[schema(max_items = 50)]
    questions: Vec<ReverseQuestionResponse>,
}

/// A question that they may ask.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = ReverseQuestion)]
struct ReverseQuestionResponse {
    question_id: Option<Uuid>,
    bank_question_id: Option<Uuid>,
    #[schema(max_length = 500)]
    body: String,
    priority: Priority,
    /// Whether an answer is expected in an interview of this kind.
    counts: bool,
    /// The one about the theme of the interview goes before the one about none.
    answer: Option<PreparedAnswerResponse>,
    /// What to do while it has no answer.
    operation: Option<FixingOperationResponse>,
}

impl ReverseQuestionResponse {
    fn new(question: ReverseQuestion, kind: interview::InterviewKind) -> Self {
        let counts = question.counts(kind);
        let ReverseQuestion {
            question,
            body,
            priority,
            answer,
        } = question;
        let (question_id, bank_question_id) = question.ids();
        let unanswered = answer.is_none();
        Self {
            question_id,
            bank_question_id,
            body: body.into_string(),
            priority: Word(priority),
            counts,
            answer: answer.map(Into::into),
            operation: unanswered.then(FixingOperationResponse::create_prepared_answer),
        }
    }
}

/// Find what they may ask in an interview
///
/// The questions of the caller's own set of the purpose `reverse`, if there is one with questions, else of the one that
/// ships with the service; each with the answer prepared to it. In an exploratory interview those that must be answered
/// count, in one where both feel each other out those that should be, too; in a talk about a hobby none.
#[utoipa::path(operation_id = "find_interview_reverse_questions", tag = "interviews",
    security(("bearer" = ["interviews:read", "profile:read"])),
    responses((status = 200, description = "The questions with their answers", body = ReverseQuestionsResponse)))]
#[get("/interviews/{id}/reverse-questions")]
async fn find_interview_reverse_questions(
    caller: Caller<ReadInterviews>,
    read: Read,
    id: Path<Uuid>,
) -> Result<Answer<ReverseQuestionsResponse>, ApiError> {
    caller.require(Scope::ProfileRead)?;
    let (db, owner) = (read.db(), caller.owner);
    let found = workspace::find::<Interview>(db, owner, Id::new(*id)).await?;
    let interview: Stored<Interview> = found.ok_or_else(ApiError::not_found)?;
    let Interview { kind, theme_id, .. } = interview.value;
    let reverse = list_reverse(db, owner, kind, theme_id).await?;
    let questions = reverse.into_iter();
    let questions: Vec<_> = questions
        .map(|question| ReverseQuestionResponse::new(question, kind))
        .collect();
    let counting = || questions.iter().filter(|question| question.counts);
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Ok(Answer::ok(&ReverseQuestionsResponse {
        object: "reverse_questions",
        interview_id: *id,
        counting: count(counting().count()),
        answered: count(counting().filter(|one| one.answer.is_some()).count()),
        questions,
    }))
}

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(find_interview_reverse_questions);
}
