//! Outreach over HTTP.

mod action_wire;
mod aftermath;
mod aside_wire;
mod attempt;
mod attempt_wire;
mod explanation;
mod explanation_wire;
mod neighbor;
mod next_actions;
mod pre_send;
mod recorded_wire;
mod refusal;
mod settle;
mod start;
mod wire;

use actix_web::{delete, get, patch, post, web::Path};
use domain::{Id, outreach::Outreach};
use persistence::{
    outreach::{filter, find_for_update},
    workspace,
};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

pub(crate) use action_wire::{ContactTypeResponse, NextActionResponse};
pub(crate) use attempt::{find_changed_attempts, record_sent};
pub(crate) use attempt_wire::{Direction, Outcome};
pub(crate) use neighbor::OutreachExpansion;
use settle::settle_colleagues;
pub(crate) use settle::{settle, settle_all, settle_contacts};
pub(crate) use wire::OutreachState;

use self::{
    action_wire::ContactType,
    neighbor::ExpandOutreach,
    wire::{OutreachDetailsInput, OutreachInput, OutreachResponse},
};
use crate::{
    error::{ApiError, Problem},
    http::{
        Answer, Body, Caller, Page, PageQuery, Patch, Query, Read, Reply, Write,
        caller::{ReadOutreach, WriteOutreach},
        etag,
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
    /// Only outreach to contacts of one of these types.
    #[param(max_items = 4)]
    contact_type: Option<Vec<ContactType>>,
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
    let (owner, id, now) = (caller.owner, write.new_id()?, write.now());
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
        contact_type,
        sort,
    } = list.0;
    let (states, types) = (Word::list(state), Word::list(contact_type));
    let filter = filter(
        contact_id.map(Id::new),
        theme_id.map(Id::new),
        &states,
        &types,
    );
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
/// Its theme and notes, what the caller takes the contact for, and whether only they are asked; the rest follows from the
/// attempts.
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
    let (owner, now) = (caller.owner, write.now());
    write
        .run(owner, async |tx| {
            let found = find_for_update(tx, owner, Id::new(*id)).await?;
            let mut pursuit = found.ok_or_else(ApiError::not_found)?;
            etag::require_match(write.request(), &etag::of(&pursuit.outreach))?;
            let outreach = &mut pursuit.outreach.value;
            let details = patch.apply(&OutreachDetailsInput::from(&*outreach))?;
            let OutreachDetailsInput {
                theme_id,
                notes,
                judged_contact_type,
                asks_only_them,
            } = details;
            outreach.theme_id = theme_id.map(Id::new);
            outreach.notes = optional_text("/notes", notes.as_deref())?;
            pursuit.judge(
                judged_contact_type.map(|Word(judged)| judged),
                asks_only_them,
            );
            let saved = write.save(tx, owner, pursuit.settled().0).await?;
            settle_colleagues(tx, owner, saved.value.contact_id, now).await?;
            Ok(Reply::ok(saved))
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
    explanation::routes(config);
    next_actions::routes(config);
    pre_send::routes(config);
}
