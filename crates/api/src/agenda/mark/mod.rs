//! Items of the agenda put off, dismissed and restored.

mod wire;

use actix_web::{post, web::Path};
use domain::{
    Id,
    agenda::{AgendaMark, Fate},
    follow_up::FollowUp,
};
use persistence::{
    Transaction,
    agenda::{Markable, find_markable},
    workspace::{self, Owner},
};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use self::wire::{AgendaDismissalInput, AgendaMarkResponse, AgendaSnoozeInput};
use crate::{
    error::{ApiError, Code, Problem},
    http::{Answer, Body, Caller, Reply, Write, caller::WriteFollowUps, etag},
    wire::{instant, text},
};

/// Says about an item what became of it: a follow-up keeps that itself, of everything else a mark does.
async fn mark(
    tx: &Transaction,
    write: &Write,
    owner: Owner,
    id: Uuid,
    fate: Fate,
) -> Result<Reply<AgendaMarkResponse>, ApiError> {
    match find_markable(tx, owner, id).await? {
        None => Err(ApiError::not_found()),
        Some(Markable::FollowUp(_)) => {
            let current = write.find_for_update::<FollowUp>(tx, owner, id).await?;
            let follow_up = current.value.clone();
            let next = match fate {
                Fate::Snoozed { until } => follow_up.snooze(until, write.now())?,
                Fate::Dismissed { at, reason } => follow_up.skip(reason, at)?,
            };
            Ok(Reply::ok(write.save(tx, owner, current.with(next)).await?))
        }
        Some(Markable::Other(kind, about)) => {
            let about = about.ok_or_else(not_open)?;
            let mark = AgendaMark { kind, about, fate };
            keep(tx, write, owner, Id::new(id), mark).await
        }
    }
}

fn not_open() -> ApiError {
    ApiError::new(Code::WrongState, "There is nothing to do about it.")
}

async fn keep(
    tx: &Transaction,
    write: &Write,
    owner: Owner,
    id: Id<AgendaMark>,
    mark: AgendaMark,
) -> Result<Reply<AgendaMarkResponse>, ApiError> {
    let kept = workspace::find_for_update::<AgendaMark>(tx, owner, id).await?;
    let stored = if let Some(current) = kept {
        etag::require_match(write.request(), &etag::of(&current))?;
        write.save(tx, owner, current.with(mark)).await?
    } else {
        etag::require_no_match(write.request())?;
        workspace::insert(tx, owner, id, &mark, write.now()).await?
    };
    Ok(Reply::ok(stored))
}

/// Snooze an agenda item
///
/// The agenda leaves it out until then, or until it says something else: another next action, another time. A follow-up is
/// snoozed as `snooze_follow_up` does it. The id is that of the item.
#[utoipa::path(operation_id = "snooze_agenda_item", tag = "agenda", security(("bearer" = ["follow_ups:write"])),
    request_body = AgendaSnoozeInput,
    responses(
        (status = 200, description = "What is said about the item", body = AgendaMarkResponse),
        (status = 409, description = "`wrong_state`: there is nothing to do about it; `already_settled`: so is the follow-up", body = Problem),
    ))]
#[post("/agenda/{id}/snooze")]
async fn snooze_agenda_item(
    caller: Caller<WriteFollowUps>,
    write: Write,
    id: Path<Uuid>,
    body: Body<AgendaSnoozeInput>,
) -> Result<Answer<AgendaMarkResponse>, ApiError> {
    let until = instant("/until", body.0.until)?;
    let fate = Fate::snoozed(until, write.now());
    let fate = fate.map_err(|past| ApiError::field("/until", "in_the_past", past))?;
    let effect = async |tx: &Transaction| mark(tx, &write, caller.owner, *id, fate.clone()).await;
    write.run(caller.owner, effect).await
}

/// Dismiss an agenda item
///
/// The agenda leaves it out for a reason, until it says something else: another next action, another time. A follow-up is
/// skipped as `skip_follow_up` does it. The id is that of the item.
#[utoipa::path(operation_id = "dismiss_agenda_item", tag = "agenda", security(("bearer" = ["follow_ups:write"])),
    request_body = AgendaDismissalInput,
    responses(
        (status = 200, description = "What is said about the item", body = AgendaMarkResponse),
        (status = 409, description = "`wrong_state`: there is nothing to do about it; `already_settled`: so is the follow-up", body = Problem),
    ))]
#[post("/agenda/{id}/dismiss")]
async fn dismiss_agenda_item(
    caller: Caller<WriteFollowUps>,
    write: Write,
    id: Path<Uuid>,
    body: Body<AgendaDismissalInput>,
) -> Result<Answer<AgendaMarkResponse>, ApiError> {
    let fate = Fate::Dismissed {
        at: write.now(),
        reason: text("/reason", &body.0.reason)?,
    };
    let effect = async |tx: &Transaction| mark(tx, &write, caller.owner, *id, fate.clone()).await;
    write.run(caller.owner, effect).await
}

/// Restore an agenda item
///
/// It was put off or dismissed by mistake: the agenda shows it again. A second time changes nothing.
#[utoipa::path(operation_id = "restore_agenda_item", tag = "agenda", security(("bearer" = ["follow_ups:write"])),
    responses(
        (status = 204, description = "The agenda shows it"),
        (status = 409, description = "`already_settled`: the follow-up was done or withdrawn", body = Problem),
    ))]
#[post("/agenda/{id}/restore")]
async fn restore_agenda_item(
    caller: Caller<WriteFollowUps>,
    write: Write,
    id: Path<Uuid>,
) -> Result<Answer<()>, ApiError> {
    let effect = async |tx: &Transaction| restore(tx, &write, caller.owner, *id).await;
    write.run(caller.owner, effect).await
}

async fn restore(
    tx: &Transaction,
    write: &Write,
    owner: Owner,
    id: Uuid,
) -> Result<Reply<()>, ApiError> {
    let found = find_markable(tx, owner, id).await?;
    match found.ok_or_else(ApiError::not_found)? {
        Markable::FollowUp(_) => {
            let current = write.find_for_update::<FollowUp>(tx, owner, id).await?;
            let restored = current.value.clone().restore()?;
            if restored != current.value {
                write.save(tx, owner, current.with(restored)).await?;
            }
        }
        Markable::Other(..) => {
            let kept = workspace::find_for_update::<AgendaMark>(tx, owner, Id::new(id)).await?;
            if let Some(mark) = kept {
                etag::require_match(write.request(), &etag::of(&mark))?;
                workspace::delete::<AgendaMark>(tx, owner, mark.id).await?;
            } else {
                etag::require_no_match(write.request())?;
            }
        }
    }
    Ok(Reply::nothing())
}

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(snooze_agenda_item)
        .service(dismiss_agenda_item)
        .service(restore_agenda_item);
}

crate::change::shown_as!(AgendaMark => AgendaMarkResponse);
