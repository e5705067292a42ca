//! The timeline over HTTP.

mod wire;

use actix_web::get;
use persistence::{
    SortKey,
    timeline::{Criteria, list},
};
use utoipa_actix_web::service_config::ServiceConfig;

use self::wire::{HappeningResponse, ListTimeline};
use crate::{
    error::ApiError,
    http::{Answer, Caller, Page, PageQuery, Query, Read, caller::ReadTimeline},
};

/// List the timeline
///
/// What happened, the latest first: attempts and answers, messages, conversations, what was learned, advice, promises,
/// follow-ups that were done, referrals, documents handed off, moves of themes. All of it, or what is about one contact, one
/// organization (itself, or somebody who works there now) or one theme. What is yet to come is on the agenda.
///
/// A conversation that was called off or missed stands where it was to begin. What is deleted is gone from here as well.
#[utoipa::path(operation_id = "list_timeline", tag = "timeline", security(("bearer" = ["timeline:read"])),
    params(ListTimeline, PageQuery),
    responses((status = 200, description = "One page of the caller's timeline", body = Page<HappeningResponse>)))]
#[get("/timeline")]
async fn list_timeline(
    caller: Caller<ReadTimeline>,
    read: Read,
    wanted: Query<ListTimeline>,
    page: Query<PageQuery>,
) -> Result<Answer<Page<HappeningResponse>>, ApiError> {
    let paging = read.paging(caller.owner, page.0)?;
    let after = paging.after()?.and_then(|(key, id)| match key {
        SortKey::Instant(at) => Some((at, id)),
        _ => None,
    });
    let criteria = Criteria {
        after,
        limit: u64::try_from(paging.limit() + 1).unwrap_or(u64::MAX),
        ..wanted.0.into()
    };
    let happened = list(read.db(), caller.owner, &criteria).await?;
    let (happened, last) = paging.cut_at(happened, |one| (SortKey::Instant(one.at), one.id));
    paging.answer(happened.into_iter().map(Into::into).collect(), last)
}

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(list_timeline);
}
