//! One question of an interview: read, changed, removed, and marked during the conversation.

use actix_web::{delete, get, patch, post, web::Path};
use domain::{
    Id, Stored,
    interview::{Interview, PlannedQuestion, Told, deferred},
};
use persistence::{
    Transaction,
    interview_question::{find, find_for_update, list},
    workspace::{self, Owner},
};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::{
    follow_ups::settle_question,
    log::tell,
    plan_wire::{
        InterviewQuestionDetailsInput, InterviewQuestionPatch, InterviewQuestionResponse, MarkInput,
    },
    policy,
};
use crate::{
    error::{ApiError, Problem},
    http::{
        Answer, Body, Caller, Read, Reply, Write,
        caller::{ReadInterviews, WriteInterviews},
        etag,
    },
};

/// Find a question of an interview
#[utoipa::path(operation_id = "find_interview_question", tag = "interviews",
    security(("bearer" = ["interviews:read"])),
    responses((status = 200, description = "The question", body = InterviewQuestionResponse)))]
#[get("/interviews/{id}/questions/{question_id}")]
async fn find_interview_question(
    caller: Caller<ReadInterviews>,
    read: Read,
    path: Path<(Uuid, Uuid)>,
) -> Result<Answer<InterviewQuestionResponse>, ApiError> {
    let (id, question_id) = path.into_inner();
    let (interview, question) = (Id::new(id), Id::new(question_id));
    let found = find(read.db(), caller.owner, interview, question).await?;
    read.found(found.ok_or_else(ApiError::not_found)?)
}

/// Change a question of an interview
///
/// Its words, minutes and priority, and the answer of one that has one. What became of it is told by marking it.
#[utoipa::path(operation_id = "update_interview_question", tag = "interviews",
    security(("bearer" = ["interviews:write"])),
    request_body(content = InterviewQuestionPatch, content_type = "application/merge-patch+json"),
    responses(
        (status = 200, description = "The question as it now is", body = InterviewQuestionResponse),
        (status = 409, description = "`wrong_state`: the interview was canceled or missed", body = Problem),
    ))]
#[patch("/interviews/{id}/questions/{question_id}")]
async fn update_interview_question(
    caller: Caller<WriteInterviews>,
    write: Write,
    ids: Path<(Uuid, Uuid)>,
    patch: InterviewQuestionPatch,
) -> Result<Answer<InterviewQuestionResponse>, ApiError> {
    let (owner, ids) = (caller.owner, ids.into_inner());
    write
        .run(owner, async |tx| {
            let (interview, current) = take(tx, &write, owner, ids).await?;
            interview.value.admits_questions()?;
            let details = patch.apply(&InterviewQuestionDetailsInput::from(&current.value))?;
            let (mut next, told) = details.change(current.value.clone())?;
            if let Some(told) = told {
                next.mark = tell(tx, &write, owner, &current, (told, write.now())).await?;
            }
            let saved = write.save(tx, owner, current.with(next)).await?;
            Ok(Reply::ok(saved))
        })
        .await
}

/// Remove a question from an interview
#[utoipa::path(operation_id = "delete_interview_question", tag = "interviews",
    security(("bearer" = ["interviews:write"])),
    responses(
        (status = 204, description = "It is gone"),
        (status = 409, description = "`wrong_state`: the interview was canceled or missed", body = Problem),
    ))]
#[delete("/interviews/{id}/questions/{question_id}")]
async fn delete_interview_question(
    caller: Caller<WriteInterviews>,
    write: Write,
    path: Path<(Uuid, Uuid)>,
) -> Result<Answer<()>, ApiError> {
    let (owner, path) = (caller.owner, path.into_inner());
    write
        .run(owner, async |tx| {
            let (interview, current) = take(tx, &write, owner, path).await?;
            interview.value.admits_questions()?;
            workspace::delete(tx, owner, current.id).await?;
            settle_question(tx, &write, owner, &interview, (&current.value, None)).await?;
            Ok(Reply::nothing())
        })
        .await
}

/// Mark a question of an interview
///
/// During the conversation, or when notes are written up afterwards. It goes into the log. The same mark twice changes nothing: the first
/// moment stays, and so does an answer unless another is given.
#[utoipa::path(operation_id = "mark_interview_question", tag = "interviews",
    security(("bearer" = ["interviews:write"])),
    request_body = MarkInput,
    responses(
        (status = 200, description = "The question with its mark", body = InterviewQuestionResponse),
        (status = 409, description = "`wrong_state`: the interview has not begun, or did not take place; \
            `too_many_deferred`: as many as the methodology admits are left for afterwards", body = Problem),
    ))]
#[post("/interviews/{id}/questions/{question_id}/mark")]
async fn mark_interview_question(
    caller: Caller<WriteInterviews>,
    write: Write,
    path: Path<(Uuid, Uuid)>,
    body: Body<MarkInput>,
) -> Result<Answer<InterviewQuestionResponse>, ApiError> {
    let (told, at) = body.0.told(write.now())?;
    let (owner, path) = (caller.owner, path.into_inner());
    write
        .run(owner, async |tx| {
            let (interview, current) = take(tx, &write, owner, path).await?;
            let Room { others, max } = Room::of(tx, owner, &interview, &current, &told).await?;
            current.value.admits(&told, &interview.value, others, max)?;
            let mark = tell(tx, &write, owner, &current, (told, at)).await?;
            if mark == current.value.mark {
                return Ok(Reply::ok(current));
            }
            let (before, marked) = (current.value.clone(), current.value.clone());
            let marked = PlannedQuestion { mark, ..marked };
            let saved = write.save(tx, owner, current.with(marked)).await?;
            let change = (&before, Some(&saved.value));
            settle_question(tx, &write, owner, &interview, change).await?;
            Ok(Reply::ok(saved))
        })
        .await
}

/// What decides whether one more question can be deferred.
struct Room {
    /// Other questions that are deferred.
    others: u32,
    max: u32,
}

impl Room {
    /// Looked up only for a mark that depends on it.
    async fn of(
        tx: &Transaction,
        owner: Owner,
        interview: &Stored<Interview>,
        question: &Stored<PlannedQuestion>,
        told: &Told,
    ) -> Result<Self, ApiError> {
        if *told != Told::Deferred {
            let (others, max) = (0, 0);
            return Ok(Self { others, max });
        }
        let policy = policy(tx, owner, interview.value.outreach_id).await?;
        let planned = list(tx, owner, interview.id).await?;
        let others = planned.iter().filter(|other| other.id != question.id);
        Ok(Self {
            others: deferred(others.map(|other| &other.value)),
            max: policy.preparing.max_deferred_questions.value,
        })
    }
}

/// Locks an interview and one of its questions, the latter in the revision that the client expects.
async fn take(
    tx: &Transaction,
    write: &Write,
    owner: Owner,
    (id, question_id): (Uuid, Uuid),
) -> Result<(Stored<Interview>, Stored<PlannedQuestion>), ApiError> {
    let interview = workspace::find_for_update(tx, owner, Id::new(id)).await?;
    let interview = interview.ok_or_else(ApiError::not_found)?;
    let question = find_for_update(tx, owner, interview.id, Id::new(question_id)).await?;
    let question = question.ok_or_else(ApiError::not_found)?;
    etag::require_match(write.request(), &etag::of(&question))?;
    Ok((interview, question))
}

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(find_interview_question)
        .service(update_interview_question)
        .service(delete_interview_question)
        .service(mark_interview_question);
}
