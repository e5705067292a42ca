//! The questions of the self-reflection: read by everybody, edited by nobody.

use actix_web::{get, web::Path};
use chrono::{DateTime, Utc};
use domain::{
    Id, Stored, Text,
    reflection::{self, ReflectionQuestion},
};
use persistence::reflection::{ORDER, find_question, list_questions, sort_key};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::{
    error::ApiError,
    http::{Answer, Caller, Page, PageQuery, Query, Read, caller::ReadProfile},
    wire::Word,
};

type ReflectionSection = Word<reflection::ReflectionSection>;

/// A question to ask oneself before asking others.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = ReflectionQuestion, example = json!({
    "id": "01a20ada-2c00-7000-8000-000000000001", "object": "reflection_question",
    "created_at": "2026-11-24T00:00:00Z", "updated_at": "2026-11-24T00:00:00Z",
    "position": 1, "section": "field", "body": "Which field of work keeps coming back to your mind, and since when?",
    "help": "Write down the first three that come, then the one you would miss most.",
    "example": "Law, ever since I watched a trial with my class."
}))]
struct ReflectionQuestionResponse {
    /// The answer to it has the same id.
    id: Uuid,
    /// Always `reflection_question`.
    #[schema(max_length = 50)]
    object: &'static str,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    /// Its place among all questions; never used again for another.
    #[schema(minimum = 1, maximum = 2_147_483_647)]
    position: i32,
    section: ReflectionSection,
    #[schema(max_length = 500)]
    body: String,
    /// How to go about it.
    #[schema(max_length = 1000)]
    help: String,
    /// What somebody else might answer.
    #[schema(max_length = 1000)]
    example: Option<String>,
}

impl From<Stored<ReflectionQuestion>> for ReflectionQuestionResponse {
    fn from(
        Stored {
            id,
            version: _,
            created_at,
            updated_at,
            value,
        }: Stored<ReflectionQuestion>,
    ) -> Self {
        let ReflectionQuestion {
            position,
            section,
            body,
            help,
            example,
        } = value;
        Self {
            id: id.uuid(),
            object: "reflection_question",
            created_at,
            updated_at,
            position,
            section: Word(section),
            body: body.into_string(),
            help: help.into_string(),
            example: example.map(Text::into_string),
        }
    }
}

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ListReflectionQuestions {
    /// Only questions of one of these sections.
    #[param(max_items = 9)]
    section: Option<Vec<ReflectionSection>>,
}

/// List the questions of the self-reflection
///
/// About twenty questions to oneself, section by section, in the order in which to answer them. Everybody reads the same
/// ones; the answers are resources of their own.
#[utoipa::path(operation_id = "list_reflection_questions", tag = "reflection", security(("bearer" = ["profile:read"])),
    params(ListReflectionQuestions, PageQuery),
    responses((status = 200, description = "One page of the questions", body = Page<ReflectionQuestionResponse>)))]
#[get("/reflection-questions")]
async fn list_reflection_questions(
    caller: Caller<ReadProfile>,
    read: Read,
    list: Query<ListReflectionQuestions>,
    page: Query<PageQuery>,
) -> Result<Answer<Page<ReflectionQuestionResponse>>, ApiError> {
    let sections = Word::list(list.0.section);
    let paging = read.paging(caller.owner, page.0)?;
    let rows = list_questions(read.db(), &sections, paging.listing(ORDER, false)?).await?;
    let (rows, end) = paging.cut_at(rows, |row| (sort_key(row), row.id.uuid()));
    paging.answer(rows.into_iter().map(Into::into).collect(), end)
}

/// Find a question of the self-reflection
#[utoipa::path(operation_id = "find_reflection_question", tag = "reflection", security(("bearer" = ["profile:read"])),
    responses((status = 200, description = "The question", body = ReflectionQuestionResponse)))]
#[get("/reflection-questions/{id}")]
async fn find_reflection_question(
    _caller: Caller<ReadProfile>,
    read: Read,
    id: Path<Uuid>,
) -> Result<Answer<ReflectionQuestionResponse>, ApiError> {
    let found = find_question(read.db(), Id::new(*id)).await?;
    read.found(found.ok_or_else(ApiError::not_found)?)
}

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(list_reflection_questions)
        .service(find_reflection_question);
}
