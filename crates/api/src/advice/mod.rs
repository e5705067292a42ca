//! Advice over HTTP.

mod course;
mod wire;

use actix_web::{delete, get, patch, post, web::Path};
use domain::{Id, Stored, advice::Advice};
use persistence::{Transaction, advice::filter, follow_up::is_with_another, workspace::Owner};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

pub(crate) use self::wire::AdviceResponse;
use self::wire::{AdviceInput, AdvicePatch, AdviceState};
use crate::{
    error::ApiError,
    http::{
        Answer, Body, Caller, Page, PageQuery, Query, Read, Write,
        caller::{ReadFollowUps, WriteFollowUps},
    },
    wire::{RecordSort, Word},
};

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ListAdvice {
    /// Only advice in one of these states.
    #[param(max_items = 5)]
    state: Option<Vec<AdviceState>>,
    /// Only what this contact advised.
    contact_id: Option<Uuid>,
    /// Only advice about this theme.
    theme_id: Option<Uuid>,
    /// Only advice given in this interview.
    interview_id: Option<Uuid>,
    /// The order; newest first when it is not given.
    sort: Option<RecordSort>,
}

/// Refuses advice from a conversation with somebody else.
async fn agree(tx: &Transaction, owner: Owner, wanted: &Advice) -> Result<(), ApiError> {
    let Some(interview) = wanted.interview_id else {
        return Ok(());
    };
    // What is not the owner's at all is told by the references.
    if is_with_another(tx, owner, interview, wanted.contact_id).await? {
        let detail = "must be an interview with this contact";
        return Err(ApiError::field("/interview_id", "other_contact", detail));
    }
    Ok(())
}

/// Create advice
#[utoipa::path(operation_id = "create_advice", tag = "advice", security(("bearer" = ["follow_ups:write"])),
    request_body = AdviceInput,
    responses((status = 201, description = "The advice", body = AdviceResponse)))]
#[post("/advice")]
async fn create_advice(
    caller: Caller<WriteFollowUps>,
    write: Write,
    body: Body<AdviceInput>,
) -> Result<Answer<AdviceResponse>, ApiError> {
    let advice = Advice::try_from(body.0)?;
    let admit = async |tx: &Transaction, _, wanted: &Advice| agree(tx, caller.owner, wanted).await;
    write
        .create(caller.owner, "/v1/advice", advice, admit)
        .await
}

/// List advice
#[utoipa::path(operation_id = "list_advice", tag = "advice", security(("bearer" = ["follow_ups:read"])),
    params(ListAdvice, PageQuery),
    responses((status = 200, description = "One page of the advice", body = Page<AdviceResponse>)))]
#[get("/advice")]
async fn list_advice(
    caller: Caller<ReadFollowUps>,
    read: Read,
    list: Query<ListAdvice>,
    page: Query<PageQuery>,
) -> Result<Answer<Page<AdviceResponse>>, ApiError> {
    let ListAdvice {
        state,
        contact_id,
        theme_id,
        interview_id,
        sort,
    } = list.0;
    let (contact, theme) = (contact_id.map(Id::new), theme_id.map(Id::new));
    let interview = interview_id.map(Id::new);
    let filter = filter(&Word::list(state), contact, theme, interview);
    read.page::<Advice, _>(caller.owner, filter, RecordSort::word(sort), page.0)
        .await
}

/// Find advice
#[utoipa::path(operation_id = "find_advice", tag = "advice", security(("bearer" = ["follow_ups:read"])),
    params(("id" = Uuid, Path, description = "The id of the advice")),
    responses((status = 200, description = "The advice", body = AdviceResponse)))]
#[get("/advice/{id}")]
async fn find_advice(
    caller: Caller<ReadFollowUps>,
    read: Read,
    id: Path<Uuid>,
) -> Result<Answer<AdviceResponse>, ApiError> {
    read.one::<Advice, _>(caller.owner, *id).await
}

/// Change advice
///
/// What it says and where it is from. How far it has come is moved by deciding, applying, reporting back and reopening.
#[utoipa::path(operation_id = "update_advice", tag = "advice", security(("bearer" = ["follow_ups:write"])),
    params(("id" = Uuid, Path, description = "The id of the advice")),
    request_body(content = AdvicePatch, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "The advice as it now is", body = AdviceResponse)))]
#[patch("/advice/{id}")]
async fn update_advice(
    caller: Caller<WriteFollowUps>,
    write: Write,
    id: Path<Uuid>,
    patch: AdvicePatch,
) -> Result<Answer<AdviceResponse>, ApiError> {
    let revise = async |tx: &Transaction, current: &Stored<Advice>, wanted: Advice| {
        let revised = current.value.clone().revise(wanted);
        agree(tx, caller.owner, &revised).await?;
        Ok(revised)
    };
    write.patch(caller.owner, *id, patch, revise).await
}

/// Delete advice
#[utoipa::path(operation_id = "delete_advice", tag = "advice", security(("bearer" = ["follow_ups:write"])),
    params(("id" = Uuid, Path, description = "The id of the advice")),
    responses((status = 204, description = "It is gone")))]
#[delete("/advice/{id}")]
async fn delete_advice(
    caller: Caller<WriteFollowUps>,
    write: Write,
    id: Path<Uuid>,
) -> Result<Answer<()>, ApiError> {
    write.delete::<Advice>(caller.owner, *id).await
}

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(create_advice)
        .service(list_advice)
        .service(find_advice)
        .service(update_advice)
        .service(delete_advice);
    course::routes(config);
}
