//! Promises over HTTP.

mod settle;
mod wire;

use actix_web::{delete, get, patch, post, web::Path};
use chrono::NaiveDate;
use domain::{Id, Stored, promise::Promise};
use persistence::{Transaction, follow_up::is_with_another, promise::Narrowing, workspace::Owner};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

pub(crate) use self::wire::{PromiseDirection, PromiseResponse};
use self::wire::{PromiseInput, PromisePatch, PromiseState};
use crate::{
    error::{ApiError, Problem},
    http::{
        Answer, Body, Caller, Page, PageQuery, Query, Read, Write,
        caller::{ReadFollowUps, WriteFollowUps},
    },
    wire::{RecordSort, Word},
};

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ListPromises {
    /// Only the person's own promises, or only those of contacts.
    #[param(max_items = 2)]
    direction: Option<Vec<PromiseDirection>>,
    /// Only promises in one of these states.
    #[param(max_items = 4)]
    state: Option<Vec<PromiseState>>,
    /// Only promises to or of this contact.
    contact_id: Option<Uuid>,
    /// Only promises made in this interview.
    interview_id: Option<Uuid>,
    /// Only promises due before this day.
    due_before: Option<NaiveDate>,
    /// The order; newest first when it is not given.
    sort: Option<RecordSort>,
}

impl From<ListPromises> for (Narrowing, &'static str) {
    fn from(
        ListPromises {
            direction,
            state,
            contact_id,
            interview_id,
            due_before,
            sort,
        }: ListPromises,
    ) -> Self {
        let narrowing = Narrowing {
            directions: Word::list(direction),
            states: Word::list(state),
            contact_id: contact_id.map(Id::new),
            interview_id: interview_id.map(Id::new),
            due_before,
        };
        (narrowing, RecordSort::word(sort))
    }
}

/// Refuses a promise from a conversation with somebody else.
async fn agree(tx: &Transaction, owner: Owner, wanted: &Promise) -> Result<(), ApiError> {
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

/// Create a promise
#[utoipa::path(operation_id = "create_promise", tag = "promises", security(("bearer" = ["follow_ups:write"])),
    request_body = PromiseInput,
    responses((status = 201, description = "The promise", body = PromiseResponse)))]
#[post("/promises")]
async fn create_promise(
    caller: Caller<WriteFollowUps>,
    write: Write,
    body: Body<PromiseInput>,
) -> Result<Answer<PromiseResponse>, ApiError> {
    let promise = Promise::try_from(body.0)?;
    let admit = async |tx: &Transaction, _, wanted: &Promise| agree(tx, caller.owner, wanted).await;
    write
        .create(caller.owner, "/v1/promises", promise, admit)
        .await
}

/// List promises
#[utoipa::path(operation_id = "list_promises", tag = "promises", security(("bearer" = ["follow_ups:read"])),
    params(ListPromises, PageQuery),
    responses((status = 200, description = "One page of the promises", body = Page<PromiseResponse>)))]
#[get("/promises")]
async fn list_promises(
    caller: Caller<ReadFollowUps>,
    read: Read,
    list: Query<ListPromises>,
    page: Query<PageQuery>,
) -> Result<Answer<Page<PromiseResponse>>, ApiError> {
    let (narrowing, sort): (Narrowing, _) = list.0.into();
    read.page::<Promise, _>(caller.owner, narrowing.into(), sort, page.0)
        .await
}

/// Find a promise
#[utoipa::path(operation_id = "find_promise", tag = "promises", security(("bearer" = ["follow_ups:read"])),
    responses((status = 200, description = "The promise", body = PromiseResponse)))]
#[get("/promises/{id}")]
async fn find_promise(
    caller: Caller<ReadFollowUps>,
    read: Read,
    id: Path<Uuid>,
) -> Result<Answer<PromiseResponse>, ApiError> {
    read.one::<Promise, _>(caller.owner, *id).await
}

/// Change a promise
///
/// As long as it is open.
#[utoipa::path(operation_id = "update_promise", tag = "promises", security(("bearer" = ["follow_ups:write"])),
    request_body(content = PromisePatch, content_type = "application/merge-patch+json"),
    responses(
        (status = 200, description = "The promise as it now is", body = PromiseResponse),
        (status = 409, description = "`wrong_state`: it is settled, as `state` says; reopen it first", body = Problem),
    ))]
#[patch("/promises/{id}")]
async fn update_promise(
    caller: Caller<WriteFollowUps>,
    write: Write,
    id: Path<Uuid>,
    patch: PromisePatch,
) -> Result<Answer<PromiseResponse>, ApiError> {
    let revise = async |tx: &Transaction, current: &Stored<Promise>, wanted: Promise| {
        let revised = current.value.clone().revise(wanted)?;
        agree(tx, caller.owner, &revised).await?;
        Ok(revised)
    };
    write.patch(caller.owner, *id, patch, revise).await
}

/// Delete a promise
#[utoipa::path(operation_id = "delete_promise", tag = "promises", security(("bearer" = ["follow_ups:write"])),
    responses((status = 204, description = "It is gone")))]
#[delete("/promises/{id}")]
async fn delete_promise(
    caller: Caller<WriteFollowUps>,
    write: Write,
    id: Path<Uuid>,
) -> Result<Answer<()>, ApiError> {
    write.delete::<Promise>(caller.owner, *id).await
}

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(create_promise)
        .service(list_promises)
        .service(find_promise)
        .service(update_promise)
        .service(delete_promise);
    settle::routes(config);
}
