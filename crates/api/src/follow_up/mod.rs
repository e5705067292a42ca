//! Follow-ups over HTTP.

mod cadence;
mod landing;
mod listing;
mod neighbor;
mod refusal;
mod settle;
mod wire;

use actix_web::{delete, get, patch, post, web::Path};
use domain::{Stored, follow_up::FollowUp, message::Message};
use persistence::{
    Transaction,
    follow_up::is_with_another,
    workspace::{self, Owner},
};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

pub(crate) use self::{
    cadence::{keep_up, touched, updated},
    neighbor::FollowUpExpansion,
    wire::FollowUpResponse,
};
use self::{
    listing::ListFollowUps,
    neighbor::ExpandFollowUp,
    wire::{FollowUpInput, FollowUpPatch},
};
use crate::{
    error::{ApiError, Problem},
    http::{
        Answer, Body, Caller, Page, PageQuery, Query, Read, Write,
        caller::{ReadFollowUps, WriteFollowUps},
    },
    message::find_addressed,
};

/// Refuses a follow-up that does not fit what it refers to. What is not the owner's at all is told by the references.
async fn agree(tx: &Transaction, owner: Owner, wanted: &FollowUp) -> Result<(), ApiError> {
    // A rule may have made it of an interview with somebody to whom the contact led.
    let interview = wanted.interview_id.filter(|_| wanted.rule.is_none());
    if let Some(interview) = interview
        && is_with_another(tx, owner, interview, wanted.contact_id).await?
    {
        let detail = "must be an interview with this contact";
        return Err(ApiError::field("/interview_id", "other_contact", detail));
    }
    if let Some(message) = find_addressed(tx, owner, wanted.message_id, wanted.contact_id).await? {
        agree_on_message(&message.value)?;
    }
    if let Some(learning) = wanted.learning_id
        && let Some(learning) = workspace::find(tx, owner, learning).await?
    {
        wanted.may_name(&learning.value)?;
    }
    Ok(())
}

/// A message settles what is owed by going out, to this contact alone.
fn agree_on_message(message: &Message) -> Result<(), ApiError> {
    if message.contact_id.is_none() {
        let detail = "must be a message to this contact";
        return Err(ApiError::field("/message_id", "other_contact", detail));
    }
    if message.as_draft().is_err() {
        let detail = "must be a draft; complete the follow-up when the message is sent already";
        return Err(ApiError::field("/message_id", "already_sent", detail));
    }
    Ok(())
}

/// Create a follow-up
///
/// One of the person's own making. What an interview brings about is made by rules, moves with it, and is withdrawn when
/// its reason is gone.
#[utoipa::path(operation_id = "create_follow_up", tag = "follow-ups", security(("bearer" = ["follow_ups:write"])),
    request_body = FollowUpInput,
    responses((status = 201, description = "The follow-up", body = FollowUpResponse)))]
#[post("/follow-ups")]
async fn create_follow_up(
    caller: Caller<WriteFollowUps>,
    write: Write,
    body: Body<FollowUpInput>,
) -> Result<Answer<FollowUpResponse>, ApiError> {
    let follow_up = FollowUp::try_from(body.0)?;
    let admit =
        async |tx: &Transaction, _, wanted: &FollowUp| agree(tx, caller.owner, wanted).await;
    write
        .create(caller.owner, "/v1/follow-ups", follow_up, admit)
        .await
}

/// List follow-ups
#[utoipa::path(operation_id = "list_follow_ups", tag = "follow-ups", security(("bearer" = ["follow_ups:read"])),
    params(ListFollowUps, ExpandFollowUp, PageQuery),
    responses((status = 200, description = "One page of the caller's follow-ups", body = Page<FollowUpResponse>)))]
#[get("/follow-ups")]
async fn list_follow_ups(
    caller: Caller<ReadFollowUps>,
    read: Read,
    list: Query<ListFollowUps>,
    expand: Query<ExpandFollowUp>,
    page: Query<PageQuery>,
) -> Result<Answer<Page<FollowUpResponse>>, ApiError> {
    let (criteria, order) = list.0.read();
    let filter = persistence::follow_up::filter(criteria);
    read.page_with::<_, FollowUp, _>(&caller, filter, order, page.0, expand.0.expand)
        .await
}

/// Find a follow-up
#[utoipa::path(operation_id = "find_follow_up", tag = "follow-ups", security(("bearer" = ["follow_ups:read"])),
    params(ExpandFollowUp),
    responses((status = 200, description = "The follow-up", body = FollowUpResponse)))]
#[get("/follow-ups/{id}")]
async fn find_follow_up(
    caller: Caller<ReadFollowUps>,
    read: Read,
    id: Path<Uuid>,
    expand: Query<ExpandFollowUp>,
) -> Result<Answer<FollowUpResponse>, ApiError> {
    read.one_with::<_, FollowUp, _>(&caller, *id, expand.0.expand)
        .await
}

/// Change a follow-up
///
/// As long as it is pending. What it is about (`contact_id`, `interview_id`, `kind`) changes only where the person made
/// it: what a rule made stays what the rule says.
#[utoipa::path(operation_id = "update_follow_up", tag = "follow-ups", security(("bearer" = ["follow_ups:write"])),
    request_body(content = FollowUpPatch, content_type = "application/merge-patch+json"),
    responses(
        (status = 200, description = "The follow-up as it now is", body = FollowUpResponse),
        (status = 409, description = "`already_settled`: `state` says how; reopen it first", body = Problem),
    ))]
#[patch("/follow-ups/{id}")]
async fn update_follow_up(
    caller: Caller<WriteFollowUps>,
    write: Write,
    id: Path<Uuid>,
    patch: FollowUpPatch,
) -> Result<Answer<FollowUpResponse>, ApiError> {
    let revise = async |tx: &Transaction, current: &Stored<FollowUp>, wanted: FollowUp| {
        let revised = current.value.clone().revise(wanted)?;
        agree(tx, caller.owner, &revised).await?;
        Ok(revised)
    };
    write.patch(caller.owner, *id, patch, revise).await
}

/// Delete a follow-up
#[utoipa::path(operation_id = "delete_follow_up", tag = "follow-ups", security(("bearer" = ["follow_ups:write"])),
    responses((status = 204, description = "It is gone")))]
#[delete("/follow-ups/{id}")]
async fn delete_follow_up(
    caller: Caller<WriteFollowUps>,
    write: Write,
    id: Path<Uuid>,
) -> Result<Answer<()>, ApiError> {
    write.delete::<FollowUp>(caller.owner, *id).await
}

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    // Before the ids.
    landing::routes(config);
    config
        .service(create_follow_up)
        .service(list_follow_ups)
        .service(find_follow_up)
        .service(update_follow_up)
        .service(delete_follow_up)
        .configure(settle::routes);
}
