//! Planning the questions of a set for an interview, all at once.

use actix_web::{post, web::Path};
use domain::{
    Id, Stored,
    interview::{Interview, PlannedQuestion},
    question_set::{Drawn, draw},
};
use persistence::{interview_question::list, question_set, workspace};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::plan_wire::InterviewQuestionResponse;
use crate::{
    error::{ApiError, Problem},
    http::{Answer, Body, Caller, Reply, Write, caller::WriteInterviews},
};

/// Which set to plan.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "question_set_id": "01a21526-e400-7000-8000-000000000004" }))]
struct FromSetInput {
    /// One that ships with the service, or one of the caller's own.
    question_set_id: Uuid,
}

/// What came of planning the questions of a set.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = DrawnQuestions, example = json!({
    "object": "drawn_questions", "planned": [], "already_planned": 3, "unsuitable": 0, "no_room": 0
}))]
struct DrawnResponse {
    /// Always `drawn_questions`.
    #[schema(max_length = 50)]
    object: &'static str,
    /// What is now planned, the most needed first.
    #[schema(max_items = 50)]
    planned: Vec<InterviewQuestionResponse>,
    /// How many questions of the set were planned before, or say what one of them says.
    #[schema(minimum = 0, maximum = 50)]
    already_planned: u32,
    /// How many are not for an interview of this kind.
    #[schema(minimum = 0, maximum = 50)]
    unsuitable: u32,
    /// How many the interview, with a hundred places, has no place for.
    #[schema(minimum = 0, maximum = 50)]
    no_room: u32,
}

/// Plan the questions of a set
///
/// Those that are not planned yet, the most needed first, behind those that are. Asking twice plans nothing twice.
/// `If-Match` is about the interview.
#[utoipa::path(operation_id = "plan_questions_from_set", tag = "interviews",
    security(("bearer" = ["interviews:write"])),
    request_body = FromSetInput,
    responses(
        (status = 200, description = "What is now planned, and what is not", body = DrawnResponse),
        (status = 409, description = "`wrong_state`: the interview was canceled or missed", body = Problem),
    ))]
#[post("/interviews/{id}/questions/from-set")]
async fn plan_questions_from_set(
    caller: Caller<WriteInterviews>,
    write: Write,
    id: Path<Uuid>,
    body: Body<FromSetInput>,
) -> Result<Answer<DrawnResponse>, ApiError> {
    let (owner, set) = (caller.owner, Id::new(body.0.question_set_id));
    write
        .run(owner, async |tx| {
            let interview: Stored<Interview> = write.find_for_update(tx, owner, *id).await?;
            interview.value.admits_questions()?;
            let found = question_set::find(tx, owner, set).await?;
            found.ok_or_else(|| ApiError::unknown_reference("/question_set_id"))?;
            let questions = question_set::list_questions(tx, owner, set).await?;
            let planned = list(tx, owner, interview.id).await?;
            let planned: Vec<_> = planned.into_iter().map(|one| one.value).collect();
            let drawn = draw(&questions, (interview.id, interview.value.kind), &planned);
            let drawn = Kept::of(drawn, &write);
            workspace::insert_many(tx, owner, &drawn.questions, write.now()).await?;
            Ok(Reply::plain(drawn.response(&write)))
        })
        .await
}

/// What was drawn, each question with the id it is kept under.
struct Kept {
    questions: Vec<(Id<PlannedQuestion>, PlannedQuestion)>,
    already_planned: u32,
    unsuitable: u32,
    no_room: u32,
}

impl Kept {
    fn of(drawn: Drawn, write: &Write) -> Self {
        let Drawn {
            questions,
            already_planned,
            unsuitable,
            no_room,
        } = drawn;
        let questions = questions.into_iter();
        Self {
            questions: questions.map(|one| (write.next_id(), one)).collect(),
            already_planned,
            unsuitable,
            no_room,
        }
    }

    fn response(self, write: &Write) -> DrawnResponse {
        let stored = |(id, value)| Stored {
            id,
            version: 1,
            created_at: write.now(),
            updated_at: write.now(),
            value,
        };
        DrawnResponse {
            object: "drawn_questions",
            planned: self
                .questions
                .into_iter()
                .map(|one| stored(one).into())
                .collect(),
            already_planned: self.already_planned,
            unsuitable: self.unsuitable,
            no_room: self.no_room,
        }
    }
}

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(plan_questions_from_set);
}
