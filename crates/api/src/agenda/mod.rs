//! The agenda over HTTP.

mod count;
mod mark;
mod narrow;
mod week;
mod wire;

use actix_web::get;
use chrono::{DateTime, Utc};
use domain::agenda::{AgendaItem, Entry};
use persistence::{
    SortKey,
    agenda::{Criteria, count, list, list_next_actions},
};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use self::{
    count::AgendaCountsResponse,
    narrow::{Narrowing, criteria},
    wire::AgendaItemResponse,
};
pub(crate) use self::{narrow::HiddenItems, wire::ContactNameResponse};
use crate::{
    error::ApiError,
    http::{Answer, Caller, Page, PageQuery, Query, Read, caller::ReadAgenda},
};

/// List the agenda
///
/// Everything that is open: the next action of each outreach, the interviews to be held or to be recorded, the follow-ups
/// that are pending, promises of either side, documents handed to somebody, and contacts going cold. Each item says why,
/// and names the operation that settles it.
///
/// What will be late first comes first, so that what is late already leads. The bucket is a matter of the moment and of
/// the caller's time zone: something is overdue when its window has closed, due when that is open or opens today, `this_week`
/// when it opens before next Monday, and upcoming otherwise; before that it is waiting where the contact is to answer.
/// Promises of theirs and documents in their hands only wait. A contact with nothing else open is `going_cold` after the
/// cadence of updates of the caller's methodology. To read only what can be done now, ask for `bucket=overdue,due`.
#[utoipa::path(operation_id = "list_agenda", tag = "agenda", security(("bearer" = ["agenda:read"])),
    params(Narrowing, PageQuery),
    responses((status = 200, description = "One page of the caller's agenda", body = Page<AgendaItemResponse>)))]
#[get("/agenda")]
async fn list_agenda(
    caller: Caller<ReadAgenda>,
    read: Read,
    wanted: Query<Narrowing>,
    page: Query<PageQuery>,
) -> Result<Answer<Page<AgendaItemResponse>>, ApiError> {
    let (owner, paging) = (caller.owner, read.paging(caller.owner, page.0)?);
    let criteria = Criteria {
        after: paging.after()?.and_then(instant),
        limit: u64::try_from(paging.limit() + 1).unwrap_or(u64::MAX),
        ..criteria(&read, &caller, wanted.0).await?
    };
    let entries = list(read.db(), owner, &criteria).await?;
    let (entries, last) = paging.cut_at(entries, |entry| {
        (SortKey::Instant(entry.until), entry.subject().uuid())
    });
    let derived = list_next_actions(read.db(), owner, &entries).await?;
    let item = |entry: Entry| {
        let derived = derived.get(&entry.subject().uuid());
        AgendaItemResponse::from(AgendaItem::of(entry, derived, criteria.today))
    };
    paging.answer(entries.into_iter().map(item).collect(), last)
}

fn instant((key, id): (SortKey, Uuid)) -> Option<(DateTime<Utc>, Uuid)> {
    match key {
        SortKey::Instant(until) => Some((until, id)),
        _ => None,
    }
}

/// Count the agenda
///
/// How many items are in each bucket, under the same filters as the list.
#[utoipa::path(operation_id = "count_agenda", tag = "agenda", security(("bearer" = ["agenda:read"])),
    params(Narrowing),
    responses((status = 200, description = "The number of items in each bucket", body = AgendaCountsResponse)))]
#[get("/agenda/counts")]
async fn count_agenda(
    caller: Caller<ReadAgenda>,
    read: Read,
    wanted: Query<Narrowing>,
) -> Result<Answer<AgendaCountsResponse>, ApiError> {
    let criteria = criteria(&read, &caller, wanted.0).await?;
    let counts = count(read.db(), caller.owner, &criteria).await?;
    Ok(Answer::ok(&AgendaCountsResponse::from(&counts)))
}

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(list_agenda)
        .service(count_agenda)
        .configure(week::routes)
        .configure(mark::routes);
}
