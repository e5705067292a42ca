//! Calendar feeds over HTTP: made, listed, revoked, and fetched by calendar programs.

mod content;
mod fetch;
mod ics;
mod wire;
mod zone;

use actix_web::{
    delete, get,
    http::{
        StatusCode,
        header::{HeaderValue, LOCATION},
    },
    post,
    web::Path,
};
use domain::{
    Id,
    calendar_feed::{CalendarFeed, CalendarPart, MAX_FEEDS},
};
use persistence::{SortBy, calendar_feed, workspace};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

pub(crate) use self::content::{entry, whole};
use self::wire::{CalendarFeedInput, CalendarFeedResponse, NewCalendarFeedResponse};
use crate::{
    account::answer,
    auth::{Opaque, Scope},
    error::{ApiError, Code, Problem},
    http::{
        Answer, Body, Caller, Page, PageQuery, Query, Read, Reply, Write,
        caller::{ReadAccount, WriteAccount},
        etag,
    },
};

/// Make a calendar feed
///
/// A secret address that calendar programs subscribe to, told in this answer alone. The token must permit to read what
/// the feed holds, and contacts, whose names and numbers it shows. Takes no Idempotency-Key: the answer holds a secret.
/// When an answer is lost, revoke the feed and make another. There can be ten.
#[utoipa::path(operation_id = "create_calendar_feed", tag = "calendar",
    security(("bearer" = ["account:write"])),
    request_body = CalendarFeedInput,
    responses(
        (status = 201, description = "The feed with its address", body = NewCalendarFeedResponse),
        (status = 409, description = "`limit_reached`: there are ten feeds", body = Problem),
    ))]
#[post("/calendar-feeds")]
async fn create_calendar_feed(
    caller: Caller<WriteAccount>,
    write: Write,
    body: Body<CalendarFeedInput>,
) -> Result<Answer<NewCalendarFeedResponse>, ApiError> {
    let feed = CalendarFeed::try_from(body.0)?;
    caller.require(Scope::ContactsRead)?;
    for part in feed.holds.as_slice() {
        caller.require(scope(*part))?;
    }
    let (owner, secret) = (caller.owner, Opaque::generate()?);
    let (id, tx) = (write.next_id(), write.state().db.begin().await?);
    workspace::lock(&tx, owner).await?;
    if calendar_feed::count(&tx, owner).await? >= MAX_FEEDS {
        let detail = format!("There can be {MAX_FEEDS} feeds. Revoke one first.");
        return Err(ApiError::new(Code::LimitReached, detail));
    }
    let stored = calendar_feed::insert(&tx, owner, id, feed, &secret.hash(), write.now()).await?;
    tx.commit().await?;
    let location = HeaderValue::from_str(&format!("/v1/calendar-feeds/{id}"));
    let url = format!(
        "{}/calendar/{}.ics",
        write.state().base_url,
        secret.reveal()
    );
    let feed = stored.into();
    Ok(
        answer(StatusCode::CREATED, &NewCalendarFeedResponse { feed, url })
            .with_header(LOCATION, location.map_err(ApiError::internal)?),
    )
}

/// What a token must permit to put this into a feed.
fn scope(part: CalendarPart) -> Scope {
    match part {
        CalendarPart::Interviews => Scope::InterviewsRead,
        CalendarPart::Visits => Scope::OutreachRead,
        CalendarPart::FollowUps => Scope::FollowUpsRead,
    }
}

/// List your calendar feeds
///
/// Newest first, without their addresses.
#[utoipa::path(operation_id = "list_calendar_feeds", tag = "calendar", security(("bearer" = ["account:read"])),
    params(PageQuery),
    responses((status = 200, description = "One page of the caller's feeds", body = Page<CalendarFeedResponse>)))]
#[get("/calendar-feeds")]
async fn list_calendar_feeds(
    caller: Caller<ReadAccount>,
    read: Read,
    page: Query<PageQuery>,
) -> Result<Answer<Page<CalendarFeedResponse>>, ApiError> {
    let paging = read.paging(caller.owner, page.0)?;
    let listing = paging.listing(SortBy::CreatedAt, true)?;
    let rows = calendar_feed::list(read.db(), caller.owner, listing).await?;
    let (rows, last) = paging.cut_at(rows, |row| (calendar_feed::sort_key(row), row.id.uuid()));
    paging.answer(rows.into_iter().map(Into::into).collect(), last)
}

/// Find a calendar feed
///
/// Without its address, which is told once.
#[utoipa::path(operation_id = "find_calendar_feed", tag = "calendar", security(("bearer" = ["account:read"])),
    responses((status = 200, description = "The feed", body = CalendarFeedResponse)))]
#[get("/calendar-feeds/{id}")]
async fn find_calendar_feed(
    caller: Caller<ReadAccount>,
    read: Read,
    id: Path<Uuid>,
) -> Result<Answer<CalendarFeedResponse>, ApiError> {
    let found = calendar_feed::find(read.db(), caller.owner, Id::new(*id)).await?;
    read.found(found.ok_or_else(ApiError::not_found)?)
}

/// Revoke a calendar feed
///
/// At once: its address is unknown from now on. What programs have kept of it stays with them.
#[utoipa::path(operation_id = "revoke_calendar_feed", tag = "calendar", security(("bearer" = ["account:write"])),
    responses((status = 204, description = "It is revoked")))]
#[delete("/calendar-feeds/{id}")]
async fn revoke_calendar_feed(
    caller: Caller<WriteAccount>,
    write: Write,
    id: Path<Uuid>,
) -> Result<Answer<()>, ApiError> {
    let owner = caller.owner;
    write
        .run(owner, async |tx| {
            let found = calendar_feed::find(tx, owner, Id::new(*id)).await?;
            let found = found.ok_or_else(ApiError::not_found)?;
            etag::require_match(write.request(), &etag::of(&found))?;
            calendar_feed::delete(tx, owner, found.id).await?;
            Ok(Reply::nothing())
        })
        .await
}

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(create_calendar_feed)
        .service(list_calendar_feeds)
        .service(find_calendar_feed)
        .service(revoke_calendar_feed)
        .service(fetch::find_interview_calendar);
}

/// What needs no token: the address is the secret.
pub(crate) fn public_routes(config: &mut ServiceConfig<'_>) {
    config.service(fetch::fetch_calendar);
}
