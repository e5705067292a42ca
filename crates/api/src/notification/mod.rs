//! What a person wants to be told by mail, over HTTP.

mod wire;

use actix_web::{get, patch};
use chrono::{DateTime, Utc};
use persistence::{Transaction, notification, workspace::Owner};
use utoipa_actix_web::service_config::ServiceConfig;

use self::wire::{NotificationsInput, NotificationsPatch, NotificationsResponse};
use crate::{
    error::ApiError,
    http::{
        Answer, Caller, Read, Reply, Write,
        caller::{ReadAccount, WriteAccount},
        etag,
    },
};

/// Find your notifications
///
/// Everybody has them from the beginning, all off. Nothing is sent before the address is verified.
#[utoipa::path(operation_id = "find_notifications", tag = "notifications", security(("bearer" = ["account:read"])),
    responses((status = 200, description = "What the caller wants to be told", body = NotificationsResponse)))]
#[get("/notifications")]
async fn find_notifications(
    caller: Caller<ReadAccount>,
    read: Read,
) -> Result<Answer<NotificationsResponse>, ApiError> {
    let found = notification::find(read.db(), caller.owner).await?;
    read.found(found.ok_or_else(ApiError::not_found)?.notifications)
}

/// Change your notifications
///
/// The digest comes at the hour of the account's time zone, once a day, and not on days without anything overdue or due. A
/// reminder comes once before each moment, and again when that was moved. Both can be chosen before the address is verified,
/// and begin when it is.
#[utoipa::path(operation_id = "update_notifications", tag = "notifications", security(("bearer" = ["account:write"])),
    request_body(content = NotificationsPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "What the caller now wants to be told", body = NotificationsResponse)))]
#[patch("/notifications")]
async fn update_notifications(
    caller: Caller<WriteAccount>,
    write: Write,
    patch: NotificationsPatch,
) -> Result<Answer<NotificationsResponse>, ApiError> {
    write
        .run(caller.owner, async |tx| {
            let found = notification::find(tx, caller.owner).await?;
            let current = found.ok_or_else(ApiError::not_found)?.notifications;
            etag::require_match(write.request(), &etag::of(&current))?;
            let next = patch.apply(&NotificationsInput::from(&current.value))?;
            let next = current.with(next.try_into()?);
            let saved = notification::save(tx, next, write.now()).await?;
            settle(tx, caller.owner, write.now()).await?;
            Ok(Reply::ok(saved))
        })
        .await
}

/// Says when the next digest is due, after whatever that depends on has changed: the wishes, the zone, or whether the
/// address is verified.
pub(crate) async fn settle(
    tx: &Transaction,
    owner: Owner,
    now: DateTime<Utc>,
) -> Result<(), ApiError> {
    let Some(found) = notification::find(tx, owner).await? else {
        return Ok(());
    };
    let account = &found.account.value;
    let wanted = &found.notifications.value;
    let next = account
        .email_verified_at
        .and_then(|_verified| wanted.next_digest(account.time_zone, now));
    Ok(notification::schedule_digest(tx, owner, next).await?)
}

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(find_notifications)
        .service(update_notifications);
}
