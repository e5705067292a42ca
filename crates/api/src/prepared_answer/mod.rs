//! Short answers to what they may ask in return, over HTTP.

mod wire;

use actix_web::{delete, get, patch, post, web::Path};
use domain::{
    Id, Stored,
    interview::Origin,
    prepared_answer::{PreparedAnswer, admit},
    question::Question,
};
use persistence::{
    Transaction,
    prepared_answer::Narrowing,
    question::find_bank_question,
    workspace::{self, Owner},
};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

pub(crate) use self::wire::PreparedAnswerResponse;
use self::wire::{PreparedAnswerInput, PreparedAnswerPatch};
use crate::{
    error::{ApiError, Problem},
    http::{
        Answer, Body, Caller, Page, PageQuery, Query, Read, Write,
        caller::{ReadProfile, WriteProfile},
    },
    wire::RecordSort,
};

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ListPreparedAnswers {
    /// Only answers about this theme.
    theme_id: Option<Uuid>,
    /// Only answers to this question of the caller's own.
    question_id: Option<Uuid>,
    /// Only answers to this question of the bank.
    bank_question_id: Option<Uuid>,
    /// Only answers that the caller knows by heart, or only the others.
    by_heart: Option<bool>,
    /// The order; newest first when it is not given.
    sort: Option<RecordSort>,
}

impl From<ListPreparedAnswers> for (Narrowing, &'static str) {
    fn from(
        ListPreparedAnswers {
            theme_id,
            question_id,
            bank_question_id,
            by_heart,
            sort,
        }: ListPreparedAnswers,
    ) -> Self {
        let narrowing = Narrowing {
            theme_id: theme_id.map(Id::new),
            question_id: question_id.map(Id::new),
            bank_question_id: bank_question_id.map(Id::new),
            by_heart,
        };
        (narrowing, RecordSort::word(sort))
    }
}

/// Refuses an answer to a question that nobody asks the person.
async fn agree(tx: &Transaction, owner: Owner, wanted: &PreparedAnswer) -> Result<(), ApiError> {
    let (topic, pointer) = match wanted.question {
        Origin::Own(id) => {
            let found = workspace::find::<Question>(tx, owner, id).await?;
            (found.map(|found| found.value.topic), "/question_id")
        }
        Origin::Bank(id) => {
            let found = find_bank_question(tx, id).await?;
            (found.map(|found| found.value.topic), "/bank_question_id")
        }
    };
    let topic = topic.ok_or_else(|| ApiError::unknown_reference(pointer))?;
    admit(topic).map_err(|refused| ApiError::field(pointer, "not_asked_of_you", refused))
}

/// Create a prepared answer
///
/// A short answer to a question that they may ask: one of the bank's topic `asked_of_you`, or one of the caller's own of that
/// topic. There is one for each question, and one more for each theme; in an interview the one about its theme goes first.
#[utoipa::path(operation_id = "create_prepared_answer", tag = "prepared-answers",
    security(("bearer" = ["profile:write"])),
    request_body = PreparedAnswerInput,
    responses(
        (status = 201, description = "The answer", body = PreparedAnswerResponse),
        (status = 409, description = "`prepared_answer_exists`: the question has an answer for this theme", body = Problem),
    ))]
#[post("/prepared-answers")]
async fn create_prepared_answer(
    caller: Caller<WriteProfile>,
    write: Write,
    body: Body<PreparedAnswerInput>,
) -> Result<Answer<PreparedAnswerResponse>, ApiError> {
    let owner = caller.owner;
    let answer = PreparedAnswer::try_from(body.0)?;
    let admit = async |tx: &Transaction, _, wanted: &PreparedAnswer| agree(tx, owner, wanted).await;
    write
        .create(owner, "/v1/prepared-answers", answer, admit)
        .await
}

/// List prepared answers
#[utoipa::path(operation_id = "list_prepared_answers", tag = "prepared-answers",
    security(("bearer" = ["profile:read"])),
    params(ListPreparedAnswers, PageQuery),
    responses((status = 200, description = "One page of the caller's answers", body = Page<PreparedAnswerResponse>)))]
#[get("/prepared-answers")]
async fn list_prepared_answers(
    caller: Caller<ReadProfile>,
    read: Read,
    list: Query<ListPreparedAnswers>,
    page: Query<PageQuery>,
) -> Result<Answer<Page<PreparedAnswerResponse>>, ApiError> {
    let (narrowing, sort): (Narrowing, _) = list.0.into();
    read.page::<PreparedAnswer, _>(caller.owner, narrowing.into(), sort, page.0)
        .await
}

/// Find a prepared answer
#[utoipa::path(operation_id = "find_prepared_answer", tag = "prepared-answers",
    security(("bearer" = ["profile:read"])),
    responses((status = 200, description = "The answer", body = PreparedAnswerResponse)))]
#[get("/prepared-answers/{id}")]
async fn find_prepared_answer(
    caller: Caller<ReadProfile>,
    read: Read,
    id: Path<Uuid>,
) -> Result<Answer<PreparedAnswerResponse>, ApiError> {
    read.one::<PreparedAnswer, _>(caller.owner, *id).await
}

/// Change a prepared answer
#[utoipa::path(operation_id = "update_prepared_answer", tag = "prepared-answers",
    security(("bearer" = ["profile:write"])),
    request_body(content = PreparedAnswerPatch, content_type = "application/merge-patch+json"),
    responses(
        (status = 200, description = "The answer as it now is", body = PreparedAnswerResponse),
        (status = 409, description = "`prepared_answer_exists`: the question has an answer for this theme", body = Problem),
    ))]
#[patch("/prepared-answers/{id}")]
async fn update_prepared_answer(
    caller: Caller<WriteProfile>,
    write: Write,
    id: Path<Uuid>,
    patch: PreparedAnswerPatch,
) -> Result<Answer<PreparedAnswerResponse>, ApiError> {
    let owner = caller.owner;
    let revise =
        async |tx: &Transaction, current: &Stored<PreparedAnswer>, wanted: PreparedAnswer| {
            if wanted.question != current.value.question {
                agree(tx, owner, &wanted).await?;
            }
            Ok(wanted)
        };
    write.patch(owner, *id, patch, revise).await
}

/// Delete a prepared answer
#[utoipa::path(operation_id = "delete_prepared_answer", tag = "prepared-answers",
    security(("bearer" = ["profile:write"])),
    responses((status = 204, description = "It is gone")))]
#[delete("/prepared-answers/{id}")]
async fn delete_prepared_answer(
    caller: Caller<WriteProfile>,
    write: Write,
    id: Path<Uuid>,
) -> Result<Answer<()>, ApiError> {
    write.delete::<PreparedAnswer>(caller.owner, *id).await
}

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(create_prepared_answer)
        .service(list_prepared_answers)
        .service(find_prepared_answer)
        .service(update_prepared_answer)
        .service(delete_prepared_answer);
}
