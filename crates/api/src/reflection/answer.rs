//! The caller's answers to the questions of the self-reflection, each under the id of its question.

use actix_web::{delete, get, put, web::Path};
use chrono::{DateTime, Utc};
use domain::{Id, Stored, reflection::ReflectionAnswer};
use persistence::{Transaction, reflection::find_question, workspace::Filter};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::{
    error::ApiError,
    http::{
        Answer, Body, Caller, Page, PageQuery, Query, Read, Write,
        caller::{ReadProfile, WriteProfile},
    },
    wire::{RecordSort, text},
};

/// What the caller answers.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "answer": "A government office rather than a firm, because of the cases." }))]
struct ReflectionAnswerInput {
    #[schema(min_length = 1, max_length = 5000)]
    answer: String,
}

/// The caller's answer to a question of the self-reflection.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = ReflectionAnswer, example = json!({
    "id": "01a20ada-2c00-7000-8000-000000000004", "object": "reflection_answer",
    "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z",
    "answer": "A government office rather than a firm, because of the cases."
}))]
struct ReflectionAnswerResponse {
    /// That of the question.
    id: Uuid,
    /// Always `reflection_answer`.
    #[schema(max_length = 50)]
    object: &'static str,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    #[schema(max_length = 5000)]
    answer: String,
}

impl From<Stored<ReflectionAnswer>> for ReflectionAnswerResponse {
    fn from(
        Stored {
            id,
            version: _,
            created_at,
            updated_at,
            value: ReflectionAnswer { answer },
        }: Stored<ReflectionAnswer>,
    ) -> Self {
        Self {
            id: id.uuid(),
            object: "reflection_answer",
            created_at,
            updated_at,
            answer: answer.into_string(),
        }
    }
}

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ListReflectionAnswers {
    /// The order; newest first when it is not given.
    sort: Option<RecordSort>,
}

/// List your answers to the self-reflection
#[utoipa::path(operation_id = "list_reflection_answers", tag = "reflection", security(("bearer" = ["profile:read"])),
    params(ListReflectionAnswers, PageQuery),
    responses((status = 200, description = "One page of the caller's answers", body = Page<ReflectionAnswerResponse>)))]
#[get("/reflection-answers")]
async fn list_reflection_answers(
    caller: Caller<ReadProfile>,
    read: Read,
    list: Query<ListReflectionAnswers>,
    page: Query<PageQuery>,
) -> Result<Answer<Page<ReflectionAnswerResponse>>, ApiError> {
    let sort = RecordSort::word(list.0.sort);
    read.page::<ReflectionAnswer, _>(caller.owner, Filter::default(), sort, page.0)
        .await
}

/// Find your answer to a question
#[utoipa::path(operation_id = "find_reflection_answer", tag = "reflection", security(("bearer" = ["profile:read"])),
    responses((status = 200, description = "The answer", body = ReflectionAnswerResponse)))]
#[get("/reflection-answers/{id}")]
async fn find_reflection_answer(
    caller: Caller<ReadProfile>,
    read: Read,
    id: Path<Uuid>,
) -> Result<Answer<ReflectionAnswerResponse>, ApiError> {
    read.one::<ReflectionAnswer, _>(caller.owner, *id).await
}

/// Answer a question
///
/// The id is that of the question. Answers it, or replaces the answer that is there.
#[utoipa::path(operation_id = "save_reflection_answer", tag = "reflection", security(("bearer" = ["profile:write"])),
    request_body = ReflectionAnswerInput,
    responses(
        (status = 200, description = "The answer, in place of an earlier one", body = ReflectionAnswerResponse),
        (status = 201, description = "The first answer to this question", body = ReflectionAnswerResponse),
    ))]
#[put("/reflection-answers/{id}")]
async fn save_reflection_answer(
    caller: Caller<WriteProfile>,
    write: Write,
    id: Path<Uuid>,
    body: Body<ReflectionAnswerInput>,
) -> Result<Answer<ReflectionAnswerResponse>, ApiError> {
    let answer = ReflectionAnswer {
        answer: text("/answer", &body.0.answer)?,
    };
    let admit = async |tx: &Transaction| {
        let question = find_question(tx, Id::new(*id)).await?;
        question.map(|_| ()).ok_or_else(ApiError::not_found)
    };
    let collection = "/v1/reflection-answers";
    write
        .put(caller.owner, collection, *id, answer, admit)
        .await
}

/// Delete your answer to a question
#[utoipa::path(operation_id = "delete_reflection_answer", tag = "reflection", security(("bearer" = ["profile:write"])),
    responses((status = 204, description = "It is gone; the question stays")))]
#[delete("/reflection-answers/{id}")]
async fn delete_reflection_answer(
    caller: Caller<WriteProfile>,
    write: Write,
    id: Path<Uuid>,
) -> Result<Answer<()>, ApiError> {
    write.delete::<ReflectionAnswer>(caller.owner, *id).await
}

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(list_reflection_answers)
        .service(find_reflection_answer)
        .service(save_reflection_answer)
        .service(delete_reflection_answer);
}

crate::change::shown_as!(ReflectionAnswer => ReflectionAnswerResponse);
