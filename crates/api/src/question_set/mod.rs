//! Sets of questions over HTTP: those that ship with the service, and the caller's own.

mod wire;

use actix_web::{delete, get, patch, post, web::Path};
use domain::{
    Id, Stored,
    question_set::{MAX_OWN_SETS, QuestionSet, SetOrigin as Whose},
};
use persistence::{
    Transaction,
    question_set::{Criteria, ORDER, count_own, find, list, list_questions},
    workspace::{self, Owner},
};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use self::wire::{
    InterviewKind, QuestionSetCopyInput, QuestionSetInput, QuestionSetPatch, QuestionSetResponse,
    SetOrigin, SetPurpose, SetQuestionResponse,
};
use crate::{
    error::{ApiError, Code, Problem},
    http::{
        Answer, Body, Caller, Page, PageQuery, Query, Read, Reply, Write,
        caller::{ReadQuestions, WriteQuestions},
        etag,
    },
    wire::{Word, optional_text},
};

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ListQuestionSets {
    /// Only sets for interviews of one of these kinds.
    #[param(max_items = 3)]
    kind: Option<Vec<InterviewKind>>,
    /// Only sets for one of these purposes.
    #[param(max_items = 4)]
    purpose: Option<Vec<SetPurpose>>,
    /// Only those that ship with the service, or only the caller's own.
    origin: Option<SetOrigin>,
}

/// Create a question set
///
/// Questions of the bank and of the caller's own, in an order.
#[utoipa::path(operation_id = "create_question_set", tag = "questions", security(("bearer" = ["questions:write"])),
    request_body = QuestionSetInput,
    responses(
        (status = 201, description = "The set", body = QuestionSetResponse),
        (status = 409, description = "`limit_reached`: the caller has 100 sets", body = Problem),
    ))]
#[post("/question-sets")]
async fn create_question_set(
    caller: Caller<WriteQuestions>,
    write: Write,
    body: Body<QuestionSetInput>,
) -> Result<Answer<QuestionSetResponse>, ApiError> {
    let (owner, set) = (caller.owner, QuestionSet::try_from(body.0)?);
    let admit = async |tx: &Transaction, _, _: &_| make_room(tx, owner).await;
    write.create(owner, "/v1/question-sets", set, admit).await
}

async fn make_room(tx: &Transaction, owner: Owner) -> Result<(), ApiError> {
    let room = u64::try_from(MAX_OWN_SETS).unwrap_or(u64::MAX);
    if count_own(tx, owner).await? < room {
        return Ok(());
    }
    let detail = format!("There are at most {MAX_OWN_SETS} of your own. Delete one first.");
    Err(ApiError::new(Code::LimitReached, detail))
}

/// List question sets
///
/// Those that ship with the service and the caller's own, the oldest first.
#[utoipa::path(operation_id = "list_question_sets", tag = "questions", security(("bearer" = ["questions:read"])),
    params(ListQuestionSets, PageQuery),
    responses((status = 200, description = "One page of the sets", body = Page<QuestionSetResponse>)))]
#[get("/question-sets")]
async fn list_question_sets(
    caller: Caller<ReadQuestions>,
    read: Read,
    query: Query<ListQuestionSets>,
    page: Query<PageQuery>,
) -> Result<Answer<Page<QuestionSetResponse>>, ApiError> {
    let ListQuestionSets {
        kind,
        purpose,
        origin,
    } = query.0;
    let criteria = Criteria {
        kinds: Word::list(kind),
        purposes: Word::list(purpose),
        origin: origin.map(|Word(origin)| origin),
    };
    let paging = read.paging(caller.owner, page.0)?;
    let listing = paging.listing(ORDER, false)?;
    let rows = list(read.db(), caller.owner, &criteria, &listing).await?;
    let (rows, last) = paging.cut(rows, ORDER);
    paging.answer(rows.into_iter().map(Into::into).collect(), last)
}

/// Find a question set
#[utoipa::path(operation_id = "find_question_set", tag = "questions", security(("bearer" = ["questions:read"])),
    responses((status = 200, description = "The set", body = QuestionSetResponse)))]
#[get("/question-sets/{id}")]
async fn find_question_set(
    caller: Caller<ReadQuestions>,
    read: Read,
    id: Path<Uuid>,
) -> Result<Answer<QuestionSetResponse>, ApiError> {
    let found = find(read.db(), caller.owner, Id::new(*id)).await?;
    read.found(found.ok_or_else(ApiError::not_found)?)
}

/// List the questions of a set
///
/// With their words, in the order of the set.
#[utoipa::path(operation_id = "list_set_questions", tag = "questions", security(("bearer" = ["questions:read"])),
    params(PageQuery),
    responses((status = 200, description = "One page of the questions", body = Page<SetQuestionResponse>)))]
#[get("/question-sets/{id}/questions")]
async fn list_set_questions(
    caller: Caller<ReadQuestions>,
    read: Read,
    id: Path<Uuid>,
    page: Query<PageQuery>,
) -> Result<Answer<Page<SetQuestionResponse>>, ApiError> {
    let (db, owner, set) = (read.db(), caller.owner, Id::new(*id));
    let paging = read.paging(owner, page.0)?;
    let questions = list_questions(db, owner, set).await?;
    if questions.is_empty() {
        let found = find(db, owner, set).await?;
        found.ok_or_else(ApiError::not_found)?;
    }
    paging.fixed(questions.into_iter().map(SetQuestionResponse::from))
}

/// Copy a question set
///
/// The copy is the caller's own, to be changed at will.
#[utoipa::path(operation_id = "copy_question_set", tag = "questions", security(("bearer" = ["questions:write"])),
    request_body = QuestionSetCopyInput,
    responses(
        (status = 201, description = "The copy", body = QuestionSetResponse),
        (status = 409, description = "`limit_reached`: the caller has 100 sets", body = Problem),
    ))]
#[post("/question-sets/{id}/copies")]
async fn copy_question_set(
    caller: Caller<WriteQuestions>,
    write: Write,
    id: Path<Uuid>,
    body: Body<QuestionSetCopyInput>,
) -> Result<Answer<QuestionSetResponse>, ApiError> {
    let owner = caller.owner;
    let name = optional_text("/name", body.0.name.as_deref())?;
    write
        .run(owner, async |tx| {
            let original = found(tx, &write, owner, *id).await?;
            make_room(tx, owner).await?;
            let mut copy = original.value.copied();
            copy.name = name.unwrap_or(copy.name);
            let copy = workspace::insert(tx, owner, write.new_id()?, &copy, write.now()).await?;
            Ok(Reply::created("/v1/question-sets", copy))
        })
        .await
}

/// A set that the caller may use, in the revision that they expect.
async fn found(
    tx: &Transaction,
    write: &Write,
    owner: Owner,
    id: Uuid,
) -> Result<Stored<QuestionSet>, ApiError> {
    let found = find(tx, owner, Id::new(id)).await?;
    let found = found.ok_or_else(ApiError::not_found)?;
    etag::require_match(write.request(), &etag::of(&found))?;
    Ok(found)
}

/// Change a question set
///
/// One of the caller's own; what ships with the service is copied first. A list of questions takes the place of the
/// whole list, in its order.
#[utoipa::path(operation_id = "update_question_set", tag = "questions", security(("bearer" = ["questions:write"])),
    request_body(content = QuestionSetPatch, content_type = "application/merge-patch+json"),
    responses(
        (status = 200, description = "The set as it now is", body = QuestionSetResponse),
        (status = 409, description = "`built_in`: copy it first", body = Problem),
    ))]
#[patch("/question-sets/{id}")]
async fn update_question_set(
    caller: Caller<WriteQuestions>,
    write: Write,
    id: Path<Uuid>,
    patch: QuestionSetPatch,
) -> Result<Answer<QuestionSetResponse>, ApiError> {
    let owner = caller.owner;
    write
        .run(owner, async |tx| {
            let current = found_own(tx, &write, owner, *id).await?;
            let wanted = patch.apply(&QuestionSetInput::from(&current.value))?;
            let next = current.with(wanted.try_into()?);
            Ok(Reply::ok(write.save(tx, owner, next).await?))
        })
        .await
}

/// Delete a question set
///
/// One of the caller's own. What was planned from it stays.
#[utoipa::path(operation_id = "delete_question_set", tag = "questions", security(("bearer" = ["questions:write"])),
    responses(
        (status = 204, description = "It is gone"),
        (status = 409, description = "`built_in`: it is everybody's", body = Problem),
    ))]
#[delete("/question-sets/{id}")]
async fn delete_question_set(
    caller: Caller<WriteQuestions>,
    write: Write,
    id: Path<Uuid>,
) -> Result<Answer<()>, ApiError> {
    let owner = caller.owner;
    write
        .run(owner, async |tx| {
            let current = found_own(tx, &write, owner, *id).await?;
            workspace::delete(tx, owner, current.id).await?;
            Ok(Reply::nothing())
        })
        .await
}

/// One of the caller's own. Nobody else writes in this workspace meanwhile, so its row needs no lock.
async fn found_own(
    tx: &Transaction,
    write: &Write,
    owner: Owner,
    id: Uuid,
) -> Result<Stored<QuestionSet>, ApiError> {
    let found = found(tx, write, owner, id).await?;
    if found.value.origin == Whose::System {
        let detail = "It ships with the service and is everybody's. Copy it, and change the copy.";
        return Err(ApiError::new(Code::BuiltIn, detail));
    }
    Ok(found)
}

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(create_question_set)
        .service(list_question_sets)
        .service(find_question_set)
        .service(list_set_questions)
        .service(copy_question_set)
        .service(update_question_set)
        .service(delete_question_set);
}
