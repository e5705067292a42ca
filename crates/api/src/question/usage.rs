//! How often a question was of use to the caller.

use actix_web::{get, web::Path};
use chrono::{DateTime, Utc};
use domain::{
    Id,
    interview::Origin,
    question::{Question, Usage},
};
use persistence::{
    question::{find_bank_question, find_usage},
    workspace,
};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::{
    auth::Scope,
    error::ApiError,
    http::{Answer, Caller, Read, caller::ReadQuestions},
};

/// How often a question was of use, over all interviews of the caller.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = QuestionUsage, example = json!({
    "object": "question_usage", "id": "01a2008d-7400-7000-8000-000000000001", "planned": 4, "asked": 2, "answered": 2,
    "already_known": 1, "deferred": 0, "skipped": 1, "last_asked_at": "2026-01-05T10:05:00Z"
}))]
struct UsageResponse {
    /// Always `question_usage`.
    #[schema(max_length = 50)]
    object: &'static str,
    /// That of the question.
    id: Uuid,
    /// For how many interviews it was planned.
    #[schema(minimum = 0, maximum = 2_147_483_647)]
    planned: u32,
    #[schema(minimum = 0, maximum = 2_147_483_647)]
    asked: u32,
    /// How often they told it unprompted, or were asked and an answer was noted.
    #[schema(minimum = 0, maximum = 2_147_483_647)]
    answered: u32,
    /// How often it was not asked since the caller knew the answer by then.
    #[schema(minimum = 0, maximum = 2_147_483_647)]
    already_known: u32,
    /// How often it was left for a message afterwards.
    #[schema(minimum = 0, maximum = 2_147_483_647)]
    deferred: u32,
    /// How often the interview was over and it had not been asked.
    #[schema(minimum = 0, maximum = 2_147_483_647)]
    skipped: u32,
    last_asked_at: Option<DateTime<Utc>>,
}

impl UsageResponse {
    fn of(id: Uuid, usage: Usage) -> Self {
        let Usage {
            planned,
            asked,
            answered,
            already_known,
            deferred,
            skipped,
            last_asked_at,
        } = usage;
        Self {
            object: "question_usage",
            id,
            planned,
            asked,
            answered,
            already_known,
            deferred,
            skipped,
            last_asked_at,
        }
    }
}

/// Find out how often a question was of use
///
/// One of the caller's own, over all their interviews.
#[utoipa::path(operation_id = "find_question_usage", tag = "questions",
    security(("bearer" = ["questions:read", "interviews:read"])),
    responses((status = 200, description = "The counts", body = UsageResponse)))]
#[get("/questions/{id}/usage")]
async fn find_question_usage(
    caller: Caller<ReadQuestions>,
    read: Read,
    id: Path<Uuid>,
) -> Result<Answer<UsageResponse>, ApiError> {
    caller.require(Scope::InterviewsRead)?;
    let (db, owner, question) = (read.db(), caller.owner, Id::<Question>::new(*id));
    if !workspace::exists(db, owner, question).await? {
        return Err(ApiError::not_found());
    }
    let usage = find_usage(db, owner, Origin::Own(question)).await?;
    Ok(Answer::ok(&UsageResponse::of(*id, usage)))
}

/// Find out how often a question of the bank was of use
///
/// To the caller, who planned it as it stands in the bank. What was asked of a copy counts for the copy.
#[utoipa::path(operation_id = "find_bank_question_usage", tag = "questions",
    security(("bearer" = ["questions:read", "interviews:read"])),
    responses((status = 200, description = "The counts", body = UsageResponse)))]
#[get("/question-bank/{id}/usage")]
async fn find_bank_question_usage(
    caller: Caller<ReadQuestions>,
    read: Read,
    id: Path<Uuid>,
) -> Result<Answer<UsageResponse>, ApiError> {
    caller.require(Scope::InterviewsRead)?;
    let (db, question) = (read.db(), Id::new(*id));
    let found = find_bank_question(db, question).await?;
    found.ok_or_else(ApiError::not_found)?;
    let usage = find_usage(db, caller.owner, Origin::Bank(question)).await?;
    Ok(Answer::ok(&UsageResponse::of(*id, usage)))
}

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(find_question_usage)
        .service(find_bank_question_usage);
}
