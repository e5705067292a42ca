//! Planning the questions of an interview.

use actix_web::{get, post, web::Path};
use domain::{
    Id, Stored,
    interview::{Interview, Mark, PlannedQuestion, Position, next_position},
    question::Question,
};
use persistence::{
    SortBy, Transaction,
    interview_question::{filter, list},
    question::find_bank_question,
    workspace::{self, Owner},
};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::plan_wire::{InterviewQuestionInput, InterviewQuestionResponse, Source};
use crate::{
    error::{ApiError, Problem},
    http::{
        Answer, Body, Caller, Page, PageQuery, Query, Read, Reply, Write,
        caller::{ReadInterviews, WriteInterviews},
    },
    question::{Priority, priority_of},
    wire::Word,
};

/// Plan a question for an interview
///
/// Its words are copied, so that a later edit changes no history. It goes behind those already planned. `If-Match` is
/// about the interview.
#[utoipa::path(operation_id = "plan_interview_question", tag = "interviews", security(("bearer" = ["interviews:write"])),
    request_body = InterviewQuestionInput,
    responses(
        (status = 201, description = "The planned question", body = InterviewQuestionResponse),
        (status = 409, description = "`wrong_state`: the interview was canceled or missed; `too_many_questions`",
            body = Problem),
    ))]
#[post("/interviews/{id}/questions")]
async fn plan_interview_question(
    caller: Caller<WriteInterviews>,
    write: Write,
    id: Path<Uuid>,
    body: Body<InterviewQuestionInput>,
) -> Result<Answer<InterviewQuestionResponse>, ApiError> {
    let priority = body.0.priority();
    let source = body.0.source()?;
    let (owner, new, now) = (caller.owner, write.new_id()?, write.now());
    write
        .run(owner, async |tx| {
            let interview: Stored<Interview> = write.find_for_update(tx, owner, *id).await?;
            interview.value.admits_questions()?;
            let planned = list(tx, owner, interview.id).await?;
            let position = next_position(planned.iter().map(|one| one.value.position))?;
            let place = (interview.id, position);
            let question = copy(tx, owner, place, source, priority).await?;
            let stored = workspace::insert(tx, owner, new, &question, now).await?;
            let collection = format!("/v1/interviews/{id}/questions");
            Ok(Reply::created(&collection, stored))
        })
        .await
}

/// The question at its place in an interview.
async fn copy(
    tx: &Transaction,
    owner: Owner,
    (interview, position): (Id<Interview>, Position),
    source: Source,
    priority: Option<Priority>,
) -> Result<PlannedQuestion, ApiError> {
    match source {
        Source::Own(id) => {
            let found = workspace::find::<Question>(tx, owner, Id::new(id)).await?;
            let own = found.ok_or_else(|| ApiError::unknown_reference("/question_id"))?;
            let copy = PlannedQuestion::of_own(interview, position, own.id, &own.value);
            let priority = priority.map_or(copy.priority, |Word(priority)| priority);
            Ok(PlannedQuestion { priority, ..copy })
        }
        Source::Bank(id) => {
            let found = find_bank_question(tx, Id::new(id)).await?;
            let bank = found.ok_or_else(|| ApiError::unknown_reference("/bank_question_id"))?;
            let priority = priority_of(priority);
            let (id, question) = (bank.id, &bank.value);
            Ok(PlannedQuestion::of_bank(
                interview, position, id, question, priority,
            ))
        }
        Source::Words(Question {
            body,
            topic,
            subject,
            minutes,
            priority,
            bank_question_id: _,
            interview_id: _,
        }) => Ok(PlannedQuestion {
            interview_id: interview,
            position,
            origin: None,
            body,
            topic,
            subject,
            minutes,
            priority,
            mark: Mark::Planned,
        }),
    }
}

/// List the questions of an interview
///
/// In their order, a hundred at most.
#[utoipa::path(operation_id = "list_interview_questions", tag = "interviews",
    security(("bearer" = ["interviews:read"])), params(PageQuery),
    responses((status = 200, description = "One page of the questions", body = Page<InterviewQuestionResponse>)))]
#[get("/interviews/{id}/questions")]
async fn list_interview_questions(
    caller: Caller<ReadInterviews>,
    read: Read,
    id: Path<Uuid>,
    page: Query<PageQuery>,
) -> Result<Answer<Page<InterviewQuestionResponse>>, ApiError> {
    let (owner, interview) = (caller.owner, Id::<Interview>::new(*id));
    let paging = read.paging(owner, page.0)?;
    let by = SortBy::Position;
    let listing = paging.listing(by, false)?;
    let rows =
        workspace::list::<PlannedQuestion>(read.db(), owner, filter(interview), listing).await?;
    if rows.is_empty() {
        let found = workspace::find(read.db(), owner, interview).await?;
        found.ok_or_else(ApiError::not_found)?;
    }
    paging.page(rows, by)
}

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(plan_interview_question)
        .service(list_interview_questions);
}
