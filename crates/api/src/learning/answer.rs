//! Making a learning of what was answered in an interview.

use actix_web::{post, web::Path};
use domain::{
    Id, Stored,
    interview::{Answer as Answered, Interview, PlannedQuestion},
    learning::{Learning, Statement},
};
use persistence::{interview_question, workspace};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::{
    salary::SalaryRangeBody,
    wire::{LearningKind, LearningResponse, fact},
};
use crate::{
    error::ApiError,
    http::{Answer, Body, Caller, Reply, Write, caller::WriteInterviews, etag},
    question::Topic,
    wire::{Word, text},
};

/// What an answer told.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "statement": "Newcomers are alone on the ward at night from the third month on.", "kind": "drawback", "new_to_me": true
}))]
struct AnswerLearningInput {
    /// In one's own words; the recorded answer as it stands when this is not given.
    #[schema(min_length = 1, max_length = 2000)]
    statement: Option<String>,
    kind: LearningKind,
    /// That of the question when it is not given.
    topic: Option<Topic>,
    /// Needed with the kind `salary_range`, and only then.
    salary: Option<SalaryRangeBody>,
    organization_id: Option<Uuid>,
    /// It had not occurred to the person before; `false` when it is not given.
    #[serde(default)]
    new_to_me: bool,
    /// Said in confidence; `false` when it is not given.
    #[serde(default)]
    confidential: bool,
}

impl AnswerLearningInput {
    /// The learning that it makes of a question of an interview.
    fn read(
        self,
        interview: &Stored<Interview>,
        question: &Stored<PlannedQuestion>,
    ) -> Result<Learning, ApiError> {
        let Self {
            statement,
            kind,
            topic,
            salary,
            organization_id,
            new_to_me,
            confidential,
        } = self;
        let (held, asked) = (&interview.value, &question.value);
        Ok(Learning {
            statement: said(statement.as_deref(), asked.mark.answer())?,
            fact: fact(kind, salary)?,
            topic: topic.map_or(asked.topic, |Word(topic)| topic),
            theme_id: held.theme_id,
            organization_id: organization_id.map(Id::new),
            contact_id: Some(held.contact_id),
            interview_id: Some(interview.id),
            interview_question_id: Some(question.id),
            said_on: Some(held.zone.day_of(asked.mark.at().unwrap_or(held.starts_at))),
            new_to_me,
            confidential,
        })
    }
}

/// The statement that was given, or the answer.
fn said(given: Option<&str>, answer: Option<&Answered>) -> Result<Statement, ApiError> {
    match (given, answer) {
        (Some(given), _) => text("/statement", given),
        (None, Some(answer)) => text("/statement", answer.as_str()),
        (None, None) => {
            let detail = "is needed as long as no answer is recorded";
            Err(ApiError::field("/statement", "required", detail))
        }
    }
}

/// Make a learning of an answer
///
/// It comes from that question of that interview: the theme and the contact are those of the interview,
/// and it was said on the day of the answer, in the zone of the interview. `If-Match`
/// is about the question.
#[utoipa::path(operation_id = "create_answer_learning", tag = "learnings", security(("bearer" = ["interviews:write"])),
    request_body = AnswerLearningInput,
    responses((status = 201, description = "The learning", body = LearningResponse)))]
#[post("/interviews/{id}/questions/{question_id}/learnings")]
async fn create_answer_learning(
    caller: Caller<WriteInterviews>,
    write: Write,
    path: Path<(Uuid, Uuid)>,
    body: Body<AnswerLearningInput>,
) -> Result<Answer<LearningResponse>, ApiError> {
    let (owner, (id, question_id)) = (caller.owner, path.into_inner());
    write
        .run(owner, async |tx| {
            let found = workspace::find::<Interview>(tx, owner, Id::new(id)).await?;
            let interview = found.ok_or_else(ApiError::not_found)?;
            let asked = Id::new(question_id);
            let found = interview_question::find_for_update(tx, owner, interview.id, asked).await?;
            let question = found.ok_or_else(ApiError::not_found)?;
            etag::require_match(write.request(), &etag::of(&question))?;
            let learning = body.0.read(&interview, &question)?;
            let (new, now) = (write.new_id()?, write.now());
            let learning = workspace::insert(tx, owner, new, &learning, now).await?;
            Ok(Reply::created("/v1/learnings", learning))
        })
        .await
}

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(create_answer_learning);
}
