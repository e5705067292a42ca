//! Calendars as files: a feed by its secret address, or one interview.

use actix_web::{
    HttpResponse, get,
    http::header::{CACHE_CONTROL, ETag, EntityTag, HeaderValue},
    web::Path,
};
use aws_lc_rs::digest::{SHA256, digest};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::{
    Id, Stored,
    calendar_feed::{CalendarFeed, REFRESH},
    interview::Interview,
};
use persistence::{
    calendar_feed,
    workspace::{self, Owner},
};
use uuid::Uuid;

use super::{content, ics::calendar, wire::CalendarFile};
use crate::{
    auth::{Opaque, Scope},
    error::ApiError,
    http::{Answer, Caller, Read, caller::ReadInterviews},
};

/// What is hashed for a secret that cannot be one: unknown and malformed cost the same look.
const NO_SECRET: [u8; 32] = [0; 32];

/// Read a calendar feed
///
/// For calendar programs, which send no token: the address is the secret, and is told by `create_calendar_feed` alone.
/// Interviews and visits of 90 days back to 400 days ahead, those that were called off as `CANCELLED`, and pending
/// follow-ups due by then; at most 1000 of each, the latest. An entry keeps its `UID`, and its `SEQUENCE` grows with each
/// revision. Ask again once an hour, with the `ETag` of the last answer in `If-None-Match`. An address that is unknown or
/// revoked is 404.
#[utoipa::path(operation_id = "fetch_calendar", tag = "calendar", security(()),
    params(("secret" = String, Path, description = "The secret of the feed", min_length = 43, max_length = 43,
        pattern = "^[A-Za-z0-9_-]{43}$", example = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY")),
    responses((status = 200, description = "The calendar", body = CalendarFile, content_type = "text/calendar")))]
#[get("/calendar/{secret}.ics")]
pub(super) async fn fetch_calendar(
    read: Read,
    secret: Path<String>,
) -> Result<Answer<CalendarFile>, ApiError> {
    let hash = Opaque::parse(&secret).map_or(NO_SECRET, |secret| secret.hash());
    let found = calendar_feed::find_by_secret(read.db(), &hash).await?;
    let (owner, feed) = found.ok_or_else(ApiError::not_found)?;
    let entries = content::entries(read.db(), owner, &feed.value.holds, read.now()).await?;
    let text = calendar(Some(feed.value.name.as_str()), &entries);
    note(&read, owner, &feed).await?;
    let kept = format!("private, max-age={}", REFRESH.num_seconds());
    let kept = HeaderValue::from_str(&kept).map_err(ApiError::internal)?;
    Ok(file(&read, text)?.with_header(CACHE_CONTROL, kept))
}

/// Find an interview as a calendar
///
/// One entry to add to a calendar by hand (RFC 5545), with its place, the video link, the number to call and what it is
/// to bring. To see what changes, subscribe to a feed instead.
#[utoipa::path(operation_id = "find_interview_calendar", tag = "calendar",
    security(("bearer" = ["interviews:read", "contacts:read"])),
    params(("id" = Uuid, Path, description = "The id of the interview")),
    responses((status = 200, description = "The calendar", body = CalendarFile, content_type = "text/calendar")))]
#[get("/interviews/{id}/calendar")]
pub(super) async fn find_interview_calendar(
    caller: Caller<ReadInterviews>,
    read: Read,
    id: Path<Uuid>,
) -> Result<Answer<CalendarFile>, ApiError> {
    caller.require(Scope::ContactsRead)?;
    let found = workspace::find::<Interview>(read.db(), caller.owner, Id::new(*id)).await?;
    let found = found.ok_or_else(ApiError::not_found)?;
    let entries = content::entry(read.db(), caller.owner, found).await?;
    file(&read, calendar(None, &entries))
}

/// A calendar under the tag of its bytes: it is made of many rows, and has no revision of its own.
fn file(read: &Read, text: String) -> Result<Answer<CalendarFile>, ApiError> {
    let tag = URL_SAFE_NO_PAD.encode(digest(&SHA256, text.as_bytes()));
    let tag = ETag(EntityTag::new_strong(tag));
    if let Some(known) = read.known_by(&tag)? {
        return Ok(known);
    }
    Ok(Answer::of(
        HttpResponse::Ok()
            .content_type("text/calendar; charset=utf-8")
            .insert_header(tag)
            .body(text),
    ))
}

async fn note(read: &Read, owner: Owner, feed: &Stored<CalendarFeed>) -> Result<(), ApiError> {
    let now = read.now();
    if feed.value.is_fetch_news(now) {
        calendar_feed::note_fetch(read.db(), owner, feed.id, now).await?;
    }
    Ok(())
}
