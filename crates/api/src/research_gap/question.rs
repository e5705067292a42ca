//! How a research gap becomes a question of one's own.

use actix_web::{post, web::Path};
use domain::{
    Stored,
    question::Question,
    research_gap::{Asking, NotAsked, ResearchGap},
};
use persistence::workspace;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::wire::ResearchGapResponse;
use crate::{
    error::{ApiError, Code, Problem},
    http::{Answer, Body, Caller, Reply, Write, caller::WriteResearch},
    question::{Priority, QuestionResponse, priority_of},
    wire::{optional_text, whole},
};

/// How a gap is to be asked. Topic and subject are those of the gap.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "body": "Who supervised you in your first year, and who paid for it?", "minutes": 3, "priority": "must",
    "ask_anyway": false
}))]
struct GapQuestionInput {
    /// The statement of the gap when it is not given.
    #[schema(min_length = 1, max_length = 500)]
    body: Option<String>,
    /// How many minutes question and answer take.
    #[schema(minimum = 1, maximum = 60)]
    minutes: i16,
    /// `should` when it is not given.
    priority: Option<Priority>,
    /// Even though a search would tell; `false` when it is not given.
    #[serde(default)]
    ask_anyway: bool,
}

/// The new question, and the gap that now names it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = GapQuestion, example = json!({
    "question": {
        "id": "019b76da-a800-7000-8000-000000000009", "object": "question",
        "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z",
        "body": "Who supervised you in your first year, and who paid for it?", "topic": "skills_and_qualifications",
        "subject": "your_chances", "minutes": 3, "priority": "must", "bank_question_id": null
    },
    "gap": {
        "id": "019b76da-a800-7000-8000-000000000008", "object": "research_gap",
        "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z",
        "organization_id": "019b76da-a800-7000-8000-000000000005", "contact_id": null, "theme_id": null,
        "statement": "Who pays for the supervision of newcomers?", "topic": "skills_and_qualifications",
        "subject": "your_chances", "answerable_online": false, "state": "open", "answer": null,
        "research_item_id": null, "question_id": "019b76da-a800-7000-8000-000000000009"
    }
}))]
struct GapQuestionResponse {
    question: QuestionResponse,
    gap: ResearchGapResponse,
}

/// A question and the gap it came from.
struct Asked {
    question: Stored<Question>,
    gap: Stored<ResearchGap>,
}

impl Asked {
    /// The pair under the identity of the question, which `Location` and `ETag` are about.
    fn stored(self) -> Stored<Self> {
        Stored {
            id: domain::Id::new(self.question.id.uuid()),
            version: self.question.version,
            created_at: self.question.created_at,
            updated_at: self.question.updated_at,
            value: self,
        }
    }
}

impl From<Stored<Asked>> for GapQuestionResponse {
    fn from(stored: Stored<Asked>) -> Self {
        let Asked { question, gap } = stored.value;
        Self {
            question: question.into(),
            gap: gap.into(),
        }
    }
}

impl TryFrom<GapQuestionInput> for Asking {
    type Error = ApiError;

    fn try_from(
        GapQuestionInput {
            body,
            minutes,
            priority,
            ask_anyway,
        }: GapQuestionInput,
    ) -> Result<Self, ApiError> {
        Ok(Self {
            body: optional_text("/body", body.as_deref())?,
            minutes: whole("/minutes", minutes)?,
            priority: priority_of(priority),
            anyway: ask_anyway,
        })
    }
}

impl From<NotAsked> for ApiError {
    fn from(refused: NotAsked) -> Self {
        match refused {
            NotAsked::Already { question_id } => Self::new(Code::AlreadyAQuestion, refused)
                .with("question_id", question_id.to_string()),
            NotAsked::NotOpen { .. } => Self::new(Code::WrongState, refused),
            NotAsked::AnswerableOnline => Self::new(Code::AnswerableOnline, refused),
        }
    }
}

/// Turn a research gap into a question
///
/// The question joins the caller's own ones, with the topic and subject of the gap, and the gap names it. `Location` and
/// `ETag` are those of the question; the answer shows both. A gap that a search would fill is turned only on purpose:
/// with `ask_anyway`. `If-Match` is about the gap.
#[utoipa::path(operation_id = "create_gap_question", tag = "research", security(("bearer" = ["research:write"])),
    params(("id" = Uuid, Path, description = "The id of the research gap")),
    request_body = GapQuestionInput,
    responses(
        (status = 201, description = "The question and the gap", body = GapQuestionResponse),
        (status = 409, body = Problem, description = "`already_a_question`: the problem names it in `question_id`; \
            `wrong_state`: the gap is not open; `answerable_online`: look it up, or set `ask_anyway`"),
    ))]
#[post("/research-gaps/{id}/question")]
async fn create_gap_question(
    caller: Caller<WriteResearch>,
    write: Write,
    id: Path<Uuid>,
    body: Body<GapQuestionInput>,
) -> Result<Answer<GapQuestionResponse>, ApiError> {
    let (owner, asking) = (caller.owner, Asking::try_from(body.0)?);
    write
        .run(owner, async |tx| {
            let current = write.find_for_update::<ResearchGap>(tx, owner, *id).await?;
            let question = current.value.question(asking)?;
            let (new, now) = (write.new_id()?, write.now());
            let question = workspace::insert(tx, owner, new, &question, now).await?;
            let asked = ResearchGap {
                question_id: Some(question.id),
                ..current.value.clone()
            };
            let gap = write.save(tx, owner, current.with(asked)).await?;
            let asked = Asked { question, gap };
            Ok(Reply::created("/v1/questions", asked.stored()))
        })
        .await
}

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(create_gap_question);
}
