//! A person's own questions.

use actix_web::{delete, get, patch, post, web::Path};
use chrono::{DateTime, Utc};
use domain::{Id, Stored, question::Question};
use persistence::{Transaction, question::filter};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::{Priority, Subject, Topic, criteria, priority_of};
use crate::{
    error::ApiError,
    http::{
        Answer, Body, Caller, Page, PageQuery, Patch, Query, Read, Write,
        caller::{ReadQuestions, WriteQuestions},
    },
    wire::{RecordSort, Word, text, whole},
};

/// A question to ask, in the person's own words.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "body": "Which part of your training do you use every day?", "topic": "skills_and_qualifications",
    "subject": "interviewee", "minutes": 3, "priority": "must"
}))]
struct QuestionInput {
    #[schema(min_length = 1, max_length = 500)]
    body: String,
    topic: Topic,
    subject: Subject,
    /// How many minutes question and answer take.
    #[schema(minimum = 1, maximum = 60)]
    minutes: i16,
    /// `should` when it is not given.
    priority: Option<Priority>,
}

type QuestionPatch = Patch<QuestionInput>;

/// A question of the person's own collection.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Question, example = json!({
    "id": "019b76da-a800-7000-8000-000000000007", "object": "question",
    "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z",
    "body": "Which part of your training do you use every day?", "topic": "skills_and_qualifications",
    "subject": "interviewee", "minutes": 3, "priority": "must", "bank_question_id": null, "interview_id": null
}))]
pub(crate) struct QuestionResponse {
    id: Uuid,
    /// Always `question`.
    #[schema(max_length = 50)]
    object: &'static str,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    #[schema(max_length = 500)]
    body: String,
    topic: Topic,
    subject: Subject,
    #[schema(minimum = 1, maximum = 60)]
    minutes: i16,
    priority: Priority,
    /// The question of the bank that it was copied from.
    bank_question_id: Option<Uuid>,
    /// The interview at whose end it was named as what should have been asked.
    interview_id: Option<Uuid>,
}

impl From<Stored<Question>> for QuestionResponse {
    fn from(
        Stored {
            id,
            version: _,
            created_at,
            updated_at,
            value,
        }: Stored<Question>,
    ) -> Self {
        let Question {
            body,
            topic,
            subject,
            minutes,
            priority,
            bank_question_id,
            interview_id,
        } = value;
        Self {
            id: id.uuid(),
            object: "question",
            created_at,
            updated_at,
            body: body.into_string(),
            topic: Word(topic),
            subject: Word(subject),
            minutes: minutes.get(),
            priority: Word(priority),
            bank_question_id: bank_question_id.map(Id::uuid),
            interview_id: interview_id.map(Id::uuid),
        }
    }
}

impl From<&Question> for QuestionInput {
    fn from(
        Question {
            body,
            topic,
            subject,
            minutes,
            priority,
            // Where it came from is no client's to say.
            bank_question_id: _,
            interview_id: _,
        }: &Question,
    ) -> Self {
        Self {
            body: body.to_string(),
            topic: Word(*topic),
            subject: Word(*subject),
            minutes: minutes.get(),
            priority: Some(Word(*priority)),
        }
    }
}

impl TryFrom<QuestionInput> for Question {
    type Error = ApiError;

    fn try_from(
        QuestionInput {
            body,
            topic: Word(topic),
            subject: Word(subject),
            minutes,
            priority,
        }: QuestionInput,
    ) -> Result<Self, ApiError> {
        Ok(Self {
            body: text("/body", &body)?,
            topic,
            subject,
            minutes: whole("/minutes", minutes)?,
            priority: priority_of(priority),
            bank_question_id: None,
            interview_id: None,
        })
    }
}

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ListQuestions {
    /// Only questions on one of these topics.
    #[param(max_items = 13)]
    topic: Option<Vec<Topic>>,
    /// Only questions on one of these subjects.
    #[param(max_items = 3)]
    subject: Option<Vec<Subject>>,
    /// Only questions of one of these priorities.
    #[param(max_items = 3)]
    priority: Option<Vec<Priority>>,
    /// Only questions in which all of these words occur, in any letter case and order.
    #[param(min_length = 1, max_length = 100)]
    q: Option<String>,
    /// The order; newest first when it is not given.
    sort: Option<RecordSort>,
}

/// Create a question
#[utoipa::path(operation_id = "create_question", tag = "questions", security(("bearer" = ["questions:write"])),
    request_body = QuestionInput,
    responses((status = 201, description = "The question", body = QuestionResponse)))]
#[post("/questions")]
async fn create_question(
    caller: Caller<WriteQuestions>,
    write: Write,
    body: Body<QuestionInput>,
) -> Result<Answer<QuestionResponse>, ApiError> {
    let question = Question::try_from(body.0)?;
    let admit = async |_: &Transaction, _, _: &Question| Ok(());
    write
        .create(caller.owner, "/v1/questions", question, admit)
        .await
}

/// List questions
#[utoipa::path(operation_id = "list_questions", tag = "questions", security(("bearer" = ["questions:read"])),
    params(ListQuestions, PageQuery),
    responses((status = 200, description = "One page of the caller's questions", body = Page<QuestionResponse>)))]
#[get("/questions")]
async fn list_questions(
    caller: Caller<ReadQuestions>,
    read: Read,
    list: Query<ListQuestions>,
    page: Query<PageQuery>,
) -> Result<Answer<Page<QuestionResponse>>, ApiError> {
    let ListQuestions {
        topic,
        subject,
        priority,
        q,
        sort,
    } = list.0;
    let criteria = criteria(topic, subject, q.as_deref())?;
    let filter = filter(&criteria, &Word::list(priority));
    read.page::<Question, _>(caller.owner, filter, RecordSort::word(sort), page.0)
        .await
}

/// Find a question
#[utoipa::path(operation_id = "find_question", tag = "questions", security(("bearer" = ["questions:read"])),
    responses((status = 200, description = "The question", body = QuestionResponse)))]
#[get("/questions/{id}")]
async fn find_question(
    caller: Caller<ReadQuestions>,
    read: Read,
    id: Path<Uuid>,
) -> Result<Answer<QuestionResponse>, ApiError> {
    read.one::<Question, _>(caller.owner, *id).await
}

/// Change a question
///
/// The questions already planned for an interview are copies and keep their words.
#[utoipa::path(operation_id = "update_question", tag = "questions", security(("bearer" = ["questions:write"])),
    request_body(content = QuestionPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "The question as it now is", body = QuestionResponse)))]
#[patch("/questions/{id}")]
async fn update_question(
    caller: Caller<WriteQuestions>,
    write: Write,
    id: Path<Uuid>,
    patch: QuestionPatch,
) -> Result<Answer<QuestionResponse>, ApiError> {
    let settle = async |_: &Transaction, current: &Stored<Question>, next: Question| {
        Ok(Question {
            bank_question_id: current.value.bank_question_id,
            interview_id: current.value.interview_id,
            ..next
        })
    };
    write.patch(caller.owner, *id, patch, settle).await
}

/// Delete a question
///
/// Where it is planned for an interview, its words stay.
#[utoipa::path(operation_id = "delete_question", tag = "questions", security(("bearer" = ["questions:write"])),
    responses((status = 204, description = "It is gone")))]
#[delete("/questions/{id}")]
async fn delete_question(
    caller: Caller<WriteQuestions>,
    write: Write,
    id: Path<Uuid>,
) -> Result<Answer<()>, ApiError> {
    write.delete::<Question>(caller.owner, *id).await
}

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(create_question)
        .service(list_questions)
        .service(find_question)
        .service(update_question)
        .service(delete_question);
}

crate::change::shown_as!(Question => QuestionResponse);
