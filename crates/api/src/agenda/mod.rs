//! The agenda over HTTP.

mod wire;

use actix_web::get;
use domain::{
    Id,
    agenda::{AgendaItem, Entry, Today},
};
use persistence::{
    SortKey, account,
    agenda::{Criteria, list, list_next_actions},
};
use utoipa_actix_web::service_config::ServiceConfig;

use self::wire::{AgendaItemResponse, ListAgenda};
use crate::{
    error::ApiError,
    http::{Answer, Caller, Page, PageQuery, Query, Read, caller::ReadAgenda},
    wire::Word,
};

/// List the agenda
///
/// What is overdue, due and upcoming over all of it: the next action of each outreach, the interviews to be held or to
/// be recorded, the follow-ups that are pending, the promises of the person's own that are due by a day. Each item says why, and names the operation that settles it.
///
/// What will be late first comes first, so that what is late already leads. The bucket is a matter of the moment and of
/// the caller's time zone: something is overdue when its window has closed, due when that is open or opens today, and
/// upcoming otherwise. To read only what can be done now, ask for `bucket=overdue,due`.
#[utoipa::path(operation_id = "list_agenda", tag = "agenda", security(("bearer" = ["agenda:read"])),
    params(ListAgenda, PageQuery),
    responses((status = 200, description = "One page of the caller's agenda", body = Page<AgendaItemResponse>)))]
#[get("/agenda")]
async fn list_agenda(
    caller: Caller<ReadAgenda>,
    read: Read,
    wanted: Query<ListAgenda>,
    page: Query<PageQuery>,
) -> Result<Answer<Page<AgendaItemResponse>>, ApiError> {
    let (owner, paging) = (caller.owner, read.paging(caller.owner, page.0)?);
    let today = today(&read, &caller).await?;
    let criteria = criteria(wanted.0, today, paging.after()?, paging.limit() + 1);
    let entries = list(read.db(), owner, &criteria).await?;
    let (entries, last) = paging.cut_at(entries, |entry| {
        (SortKey::Instant(entry.until), entry.subject().uuid())
    });
    let derived = list_next_actions(read.db(), owner, &entries).await?;
    let item = |entry: Entry| {
        let derived = derived.get(&entry.subject().uuid());
        AgendaItemResponse::from(AgendaItem::of(entry, derived, today))
    };
    paging.answer(entries.into_iter().map(item).collect(), last)
}

/// Now, in the caller's own zone.
async fn today(read: &Read, caller: &Caller<ReadAgenda>) -> Result<Today, ApiError> {
    let account = account::find(read.db(), caller.owner).await?;
    // Gone since the token was checked.
    let account = account.ok_or_else(ApiError::not_found)?;
    Ok(Today {
        now: read.now(),
        zone: account.value.time_zone,
    })
}

fn criteria(
    wanted: ListAgenda,
    today: Today,
    after: Option<(SortKey, uuid::Uuid)>,
    limit: usize,
) -> Criteria {
    let ListAgenda {
        bucket,
        kind,
        contact_id,
        until,
    } = wanted;
    let after = after.and_then(|(key, id)| match key {
        SortKey::Instant(until) => Some((until, id)),
        _ => None,
    });
    Criteria {
        today,
        buckets: Word::list(bucket),
        kinds: Word::list(kind),
        contact_id: contact_id.map(Id::new),
        opens_before: until,
        after,
        limit: u64::try_from(limit).unwrap_or(u64::MAX),
    }
}

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(list_agenda);
}
