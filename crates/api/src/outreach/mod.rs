//! Outreach over HTTP.

mod attempt;
mod attempt_wire;
mod neighbor;
mod refusal;
mod settle;
mod start;
mod wire;

use actix_web::{delete, get, patch, post, web::Path};
use domain::{Id, Stored, outreach::Outreach};
use persistence::{outreach::filter, workspace};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

pub(crate) use neighbor::OutreachExpansion;
use settle::settle_colleagues;
pub(crate) use settle::{settle, settle_all, settle_contacts};

use self::{
    neighbor::ExpandOutreach,
    wire::{OutreachDetailsInput, OutreachInput, OutreachResponse, OutreachState},
};
use crate::{
    error::{ApiError, Problem},
    http::{
        Answer, Body, Caller, Page, PageQuery, Patch, Query, Read, Reply, Write,
        caller::{ReadOutreach, WriteOutreach},
    },
    wire::{RecordSort, Word, optional_text},
};

type OutreachPatch = Patch<OutreachDetailsInput>;

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ListOutreach {
    /// Only the pursuit of this contact.
    contact_id: Option<Uuid>,
    /// Only what is for this theme.
    theme_id: Option<Uuid>,
    /// Only outreach in one of these states.
    #[param(max_items = 7)]
    state: Option<Vec<OutreachState>>,
    /// The order; newest first when it is not given.
    sort: Option<RecordSort>,
}

/// Start outreach to a contact
///
/// Its state and next action follow from the attempts by the methodology. A contact is pursued once at a time.
#[utoipa::path(operation_id = "create_outreach", tag = "outreach", security(("bearer" = ["outreach:write"])),
    request_body = OutreachInput,
    responses(
        (status = 201, description = "The outreach with its next action", body = OutreachResponse),
        (status = 409, body = Problem, description = "`outreach_already_open`: go on with the one that the problem names \
            in `outreach_id`; `do_not_contact`: the contact asked to be left alone"),
    ))]
#[post("/outreach")]
async fn create_outreach(
    caller: Caller<WriteOutreach>,
    write: Write,
    body: Body<OutreachInput>,
) -> Result<Answer<OutreachResponse>, ApiError> {
    let OutreachInput {
        contact_id,
        theme_id,
        methodology_id,
        notes,
    } = body.0;
    let wanted = start::Wanted {
        contact: Id::new(contact_id),
        theme: theme_id.map(Id::new),
        methodology: methodology_id.map(Id::new),
        notes: optional_text("/notes", notes.as_deref())?,
    };
    let (owner, id, now) = (caller.owner, write.next_id(), write.now());
    write
        .run(owner, async |tx| {
            let outreach = start::start(tx, owner, wanted, now).await?;
            let started = workspace::insert(tx, owner, id, &outreach, now).await?;
            settle_colleagues(tx, owner, started.value.contact_id, now).await?;
            Ok(Reply::created("/v1/outreach", started))
        })
        .await
}

/// List outreach
///
/// The pursuits of all contacts, each with its state and next action.
#[utoipa::path(operation_id = "list_outreach", tag = "outreach", security(("bearer" = ["outreach:read"])),
    params(ListOutreach, ExpandOutreach, PageQuery),
    responses((status = 200, description = "One page of the caller's outreach", body = Page<OutreachResponse>)))]
#[get("/outreach")]
async fn list_outreach(
    caller: Caller<ReadOutreach>,
    read: Read,
    list: Query<ListOutreach>,
    expand: Query<ExpandOutreach>,
    page: Query<PageQuery>,
) -> Result<Answer<Page<OutreachResponse>>, ApiError> {
    let ListOutreach {
        contact_id,
        theme_id,
        state,
        sort,
    } = list.0;
    let states = state.into_iter().flatten().map(|Word(state)| state);
    let states: Vec<_> = states.collect();
    let filter = filter(contact_id.map(Id::new), theme_id.map(Id::new), &states);
    read.page_with::<_, Outreach, _>(
        &caller,
        filter,
        RecordSort::word(sort),
        page.0,
        expand.0.expand,
    )
    .await
}

/// Find an outreach
///
/// With its state and next action: what to do, by what, when, why and by which rule.
#[utoipa::path(operation_id = "find_outreach", tag = "outreach", security(("bearer" = ["outreach:read"])),
    params(ExpandOutreach),
    responses((status = 200, description = "The outreach", body = OutreachResponse)))]
#[get("/outreach/{id}")]
async fn find_outreach(
    caller: Caller<ReadOutreach>,
    read: Read,
    id: Path<Uuid>,
    expand: Query<ExpandOutreach>,
) -> Result<Answer<OutreachResponse>, ApiError> {
    read.one_with::<_, Outreach, _>(&caller, *id, expand.0.expand)
        .await
}

/// Change an outreach
///
/// Its theme and notes; the rest follows from the attempts.
#[utoipa::path(operation_id = "update_outreach", tag = "outreach", security(("bearer" = ["outreach:write"])),
    request_body(content = OutreachPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "The outreach as it now is", body = OutreachResponse)))]
#[patch("/outreach/{id}")]
async fn update_outreach(
    caller: Caller<WriteOutreach>,
    write: Write,
    id: Path<Uuid>,
    patch: OutreachPatch,
) -> Result<Answer<OutreachResponse>, ApiError> {
    write
        .change(caller.owner, *id, async |_tx, current: Stored<Outreach>| {
            let details = patch.apply(&OutreachDetailsInput::from(&current.value))?;
            let OutreachDetailsInput { theme_id, notes } = details;
            let next = Outreach {
                theme_id: theme_id.map(Id::new),
                notes: optional_text("/notes", notes.as_deref())?,
                ..current.value.clone()
            };
            Ok(current.with(next))
        })
        .await
}

/// Delete an outreach
///
/// Its attempts go with it.
#[utoipa::path(operation_id = "delete_outreach", tag = "outreach", security(("bearer" = ["outreach:write"])),
    responses(
        (status = 204, description = "It is gone"),
        (status = 409, description = "`in_use`: an interview refers to it", body = Problem),
    ))]
#[delete("/outreach/{id}")]
async fn delete_outreach(
    caller: Caller<WriteOutreach>,
    write: Write,
    id: Path<Uuid>,
) -> Result<Answer<()>, ApiError> {
    let (owner, now) = (caller.owner, write.now());
    write
        .run(owner, async |tx| {
            let current = write.find_for_update::<Outreach>(tx, owner, *id).await?;
            let deleted = workspace::delete::<Outreach>(tx, owner, current.id).await;
            deleted.map_err(ApiError::of_deletion)?;
            settle_colleagues(tx, owner, current.value.contact_id, now).await?;
            Ok(Reply::nothing())
        })
        .await
}

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(create_outreach)
        .service(list_outreach)
        .service(find_outreach)
        .service(update_outreach)
        .service(delete_outreach);
    attempt::routes(config);
}
