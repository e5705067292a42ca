//! The built-in bank: read by everybody, edited by nobody, copied by whoever wants other words.

use actix_web::{get, post, web::Path};
use chrono::{DateTime, Utc};
use domain::{
    Id, Stored, interview,
    question::{BankQuestion, Flags},
};
use persistence::{
    SortKey,
    question::{bank_sort_key, find_bank_question as find, list_bank},
    workspace,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::{Priority, Subject, Topic, criteria, own::QuestionResponse, priority_of};
use crate::{
    error::ApiError,
    http::{
        Answer, Body, Caller, Page, PageQuery, Query, Read, Reply, Write,
        caller::{ReadQuestions, WriteQuestions},
        etag,
    },
    wire::Word,
};

pub(super) type InterviewKind = Word<interview::InterviewKind>;

/// A question that ships with the service.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = BankQuestion, example = json!({
    "id": "01a2008d-7400-7000-8000-000000000001", "object": "bank_question",
    "created_at": "2026-11-22T00:00:00Z", "updated_at": "2026-11-22T00:00:00Z",
    "number": 1, "topic": "work_environment", "subject": "company_or_field",
    "body": "Which parts of an ordinary week here would surprise an outsider?", "minutes": 3, "is_sensitive": false,
    "answerable_online": false, "near_the_close": false, "needs_profile": false, "mutual_fit_only": false,
    "needs_research_item": false
}))]
#[expect(
    clippy::struct_excessive_bools,
    reason = "six independent facts of the domain"
)]
struct BankQuestionResponse {
    id: Uuid,
    /// Always `bank_question`.
    #[schema(max_length = 50)]
    object: &'static str,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    /// Its place in the bank; never used again for another question.
    #[schema(minimum = 1, maximum = 2_147_483_647)]
    number: i32,
    topic: Topic,
    subject: Subject,
    #[schema(max_length = 500)]
    body: String,
    #[schema(minimum = 1, maximum = 60)]
    minutes: i16,
    /// Ask it only when the two get on well.
    is_sensitive: bool,
    /// Part of the answer can be looked up, so ask for the insider's angle.
    answerable_online: bool,
    /// It belongs to the last minutes.
    near_the_close: bool,
    /// It needs something of the person's own profile.
    needs_profile: bool,
    /// Only for an interview of the kind `mutual_fit`.
    mutual_fit_only: bool,
    /// It needs something found by research.
    needs_research_item: bool,
}

impl From<Stored<BankQuestion>> for BankQuestionResponse {
    fn from(
        Stored {
            id,
            version: _,
            created_at,
            updated_at,
            value,
        }: Stored<BankQuestion>,
    ) -> Self {
        let BankQuestion {
            number,
            topic,
            subject,
            body,
            minutes,
            is_sensitive,
            answerable_online,
            near_the_close,
            needs_profile,
            mutual_fit_only,
            needs_research_item,
        } = value;
        Self {
            id: id.uuid(),
            object: "bank_question",
            created_at,
            updated_at,
            number,
            topic: Word(topic),
            subject: Word(subject),
            body: body.into_string(),
            minutes: minutes.get(),
            is_sensitive,
            answerable_online,
            near_the_close,
            needs_profile,
            mutual_fit_only,
            needs_research_item,
        }
    }
}

/// What the copy of a question of the bank is worth to the person.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "priority": "must" }))]
struct CopyQuestionInput {
    /// `should` when it is not given.
    priority: Option<Priority>,
}

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ListBankQuestions {
    /// Only questions on one of these topics.
    #[param(max_items = 13)]
    topic: Option<Vec<Topic>>,
    /// Only questions on one of these subjects.
    #[param(max_items = 3)]
    subject: Option<Vec<Subject>>,
    /// Only questions that can be asked in an interview of this kind.
    kind: Option<InterviewKind>,
    /// Only questions in which all of these words occur, in any letter case and order.
    #[param(min_length = 1, max_length = 100)]
    q: Option<String>,
    /// Only those to ask when the two get on well, or only the others.
    is_sensitive: Option<bool>,
    /// Only those of which part of the answer can be looked up, or only the others.
    answerable_online: Option<bool>,
    /// Only those that belong to the last minutes, or only the others.
    near_the_close: Option<bool>,
    /// Only those that need something of the person's own profile, or only the others.
    needs_profile: Option<bool>,
    /// Only those for an interview of the kind `mutual_fit` alone, or only the others.
    mutual_fit_only: Option<bool>,
    /// Only those that need something found by research, or only the others.
    needs_research_item: Option<bool>,
}

impl ListBankQuestions {
    fn flags(&self) -> Flags {
        let Self {
            topic: _,
            subject: _,
            kind: _,
            q: _,
            is_sensitive,
            answerable_online,
            near_the_close,
            needs_profile,
            mutual_fit_only,
            needs_research_item,
        } = *self;
        Flags {
            is_sensitive,
            answerable_online,
            near_the_close,
            needs_profile,
            mutual_fit_only,
            needs_research_item,
        }
    }
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
    let (list, flags) = (list.0.clone(), list.0.flags());
    let criteria = criteria(list.topic, list.subject, list.q.as_deref())?;
    let paging = read.paging(caller.owner, page.0)?;
    let behind = paging.after()?.and_then(|(key, _)| number(&key));
    let mut rows = list_bank(read.db(), &criteria, behind).await?;
    rows.retain(|row| {
        row.value.has(flags) && list.kind.is_none_or(|Word(kind)| row.value.suits(kind))
    });
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
