//! The built-in bank: read by everybody, edited by nobody, copied by whoever wants other words.

use actix_web::{get, post, web::Path};
use domain::Id;
use persistence::{
    SortKey,
    question::{bank_sort_key, find_bank_question as find, list_bank},
    workspace,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::{
    Priority,
    bank_wire::{BankQuestionResponse, ListBankQuestions},
    own::QuestionResponse,
    priority_of,
};
use crate::{
    error::ApiError,
    http::{
        Answer, Body, Caller, Page, PageQuery, Query, Read, Reply, Write,
        caller::{ReadQuestions, WriteQuestions},
        etag,
    },
};

/// What the copy of a question of the bank is worth to the person.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "priority": "must" }))]
struct CopyQuestionInput {
    /// `should` when it is not given.
    priority: Option<Priority>,
}

/// List the question bank
///
/// The questions that ship with the service, in the order of their numbers. Everybody reads the same ones.
#[utoipa::path(operation_id = "list_bank_questions", tag = "questions", security(("bearer" = ["questions:read"])),
    params(ListBankQuestions, PageQuery),
    responses((status = 200, description = "One page of the bank", body = Page<BankQuestionResponse>)))]
#[get("/question-bank")]
async fn list_bank_questions(
    caller: Caller<ReadQuestions>,
    read: Read,
    list: Query<ListBankQuestions>,
    page: Query<PageQuery>,
) -> Result<Answer<Page<BankQuestionResponse>>, ApiError> {
    let criteria = list.0.criteria()?;
    let paging = read.paging(caller.owner, page.0)?;
    let behind = paging.after()?.and_then(|(key, _)| number(&key));
    let mut rows = list_bank(read.db(), &criteria, behind).await?;
    rows.retain(|row| list.0.admits(&row.value));
    let (rows, end) = paging.cut_at(rows, |row| (bank_sort_key(row), row.id.uuid()));
    paging.answer(rows.into_iter().map(Into::into).collect(), end)
}

fn number(key: &SortKey) -> Option<i32> {
    match key {
        SortKey::Number(number) => Some(*number),
        SortKey::Instant(_) | SortKey::Text(_) => None,
    }
}

/// Find a question of the bank
#[utoipa::path(operation_id = "find_bank_question", tag = "questions", security(("bearer" = ["questions:read"])),
    responses((status = 200, description = "The question", body = BankQuestionResponse)))]
#[get("/question-bank/{id}")]
async fn find_bank_question(
    _caller: Caller<ReadQuestions>,
    read: Read,
    id: Path<Uuid>,
) -> Result<Answer<BankQuestionResponse>, ApiError> {
    let found = find(read.db(), Id::new(*id)).await?;
    read.found(found.ok_or_else(ApiError::not_found)?)
}

/// Copy a question of the bank
///
/// The copy is the caller's own, to be changed at will; a later edition of the bank does not touch it.
#[utoipa::path(operation_id = "copy_bank_question", tag = "questions", security(("bearer" = ["questions:write"])),
    request_body = CopyQuestionInput,
    responses((status = 201, description = "The caller's own question", body = QuestionResponse)))]
#[post("/question-bank/{id}/copy")]
async fn copy_bank_question(
    caller: Caller<WriteQuestions>,
    write: Write,
    id: Path<Uuid>,
    body: Body<CopyQuestionInput>,
) -> Result<Answer<QuestionResponse>, ApiError> {
    let priority = priority_of(body.0.priority);
    let effect = async |tx: &_| {
        let found = find(tx, Id::new(*id)).await?;
        let found = found.ok_or_else(ApiError::not_found)?;
        etag::require_match(write.request(), &etag::of(&found))?;
        let copy = found.value.copied(found.id, priority);
        let (id, now) = (write.new_id()?, write.now());
        let copy = workspace::insert(tx, caller.owner, id, &copy, now).await?;
        Ok(Reply::created("/v1/questions", copy))
    };
    write.run(caller.owner, effect).await
}

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(list_bank_questions)
        .service(find_bank_question)
        .service(copy_bank_question);
}
