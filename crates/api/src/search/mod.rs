//! The search over everything a person wrote down, over HTTP.

mod place;
mod wire;

use actix_web::get;
use domain::{
    search::{Query, SearchKind, SearchMatch},
    vocabulary::Vocabulary,
};
use persistence::{
    Executor, SortKey,
    search::{Criteria, list_countries, search},
};
use utoipa_actix_web::service_config::ServiceConfig;

use self::wire::ListSearchHits;
use crate::{
    auth::Scope,
    error::ApiError,
    http::{self, Answer, Caller, Page, PageQuery, Read, caller::ReadSearch, page::Paging},
    wire::Word,
};

pub(crate) use self::wire::{SearchHitResponse, SearchKindWord};

/// Search everything
///
/// Everything the caller wrote down, whatever resource it is in: names, titles, notes, answers, addresses. A resource is
/// also found by the names of the contacts and the organization it is about, a contact by their addresses, a theme by its
/// decisions, a hand-off by those it was forwarded to. Of very long texts the first 30,000 characters are searched.
///
/// **What `q` means.** All its words are looked for, in any order, letter case and with or without accents; each may be
/// the beginning of a word. `"New York"` in double quotes is looked for as it stands, and so are words that punctuation
/// joins, such as `speech/language`. There are no other operators: nothing in `q` is an error. Of more than 16 words the first 16 are looked for. Where fewer than 5
/// resources have the words, those whose title is spelled much like `q` follow (`match: "similar"`).
///
/// **Addresses.** When `q` reads as an e-mail address, a phone number or the address of a profile, in any spelling, the
/// contacts that have it come first (`match: "exact"`). A number without a country is looked for in every country that
/// the caller's profile (`holiday_calendar`) or one of their contacts is in, and as it stands; a number with one also as
/// it would be kept without.
///
/// **The order.** By `score`, and of equal scores the newest first: those with the address (1000); those whose title is
/// `q` (900); those with all words in the title, whole (800) or begun (700); in title and text (600, 500); with the names
/// of those they are about (400, 300); similar titles (125 to 200). What belongs to something else, such as an attempt
/// to its outreach, has 50 less.
///
/// **What a token sees.** Only kinds that it may read: `search:read` alone finds nothing, and a `kind` that is asked for
/// without its scope is refused. Without `contacts:read` nothing is found or called by the name of a contact, without
/// `organizations:read` nothing by that of an organization.
#[utoipa::path(operation_id = "list_search_hits", tag = "search", security(("bearer" = ["search:read"])),
    params(ListSearchHits, PageQuery),
    responses((status = 200, description = "One page of what is found, the best first", body = Page<SearchHitResponse>)))]
#[get("/search")]
async fn list_search_hits(
    caller: Caller<ReadSearch>,
    read: Read,
    wanted: http::Query<ListSearchHits>,
    page: http::Query<PageQuery>,
) -> Result<Answer<Page<SearchHitResponse>>, ApiError> {
    let paging = read.paging(caller.owner, page.0)?;
    let criteria = criteria(&caller, &read, wanted.0, &paging).await?;
    let hits = search(read.db(), caller.owner, &criteria).await?;
    let (hits, last) = paging.cut_at(hits, |hit| (SortKey::Number(hit.score.points()), hit.id));
    paging.answer(hits.into_iter().map(Into::into).collect(), last)
}

async fn criteria(
    caller: &Caller<ReadSearch>,
    read: &Read,
    ListSearchHits { q, kind }: ListSearchHits,
    paging: &Paging<'_>,
) -> Result<Criteria, ApiError> {
    let kinds = permitted(caller, Word::list(kind))?;
    let query = Query::parse(&q);
    let address = query.address();
    let address = address.filter(|_| kinds.contains(&SearchKind::Contact));
    let lookups = match address {
        None => Vec::new(),
        Some(address) if address.is_national() => {
            address.lookups(&list_countries(read.db(), caller.owner).await?)
        }
        Some(address) => address.lookups(&[]),
    };
    let after = paging.after()?.and_then(|(key, id)| match key {
        SortKey::Number(score) => Some((score, id)),
        SortKey::Instant(_) | SortKey::Text(_) => None,
    });
    Ok(Criteria {
        query,
        lookups,
        kinds,
        by_contact: caller.permits(Scope::ContactsRead),
        by_organization: caller.permits(Scope::OrganizationsRead),
        after,
        limit: u64::try_from(paging.limit() + 1).unwrap_or(u64::MAX),
    })
}

/// The kinds asked for, each of which the token has to permit; else all that it permits.
fn permitted<P>(caller: &Caller<P>, wanted: Vec<SearchKind>) -> Result<Vec<SearchKind>, ApiError> {
    if wanted.is_empty() {
        let all = SearchKind::ALL.iter().copied();
        return Ok(all
            .filter(|kind| caller.permits(place::scope(*kind)))
            .collect());
    }
    for kind in &wanted {
        caller.require(place::scope(*kind))?;
    }
    Ok(wanted)
}

/// What still has all of these words, as far as the token may read it; at most so many.
pub(crate) async fn find_mentions<P>(
    db: &impl Executor,
    caller: &Caller<P>,
    query: Query,
    limit: u64,
) -> Result<Vec<SearchHitResponse>, ApiError> {
    let criteria = Criteria {
        query,
        lookups: Vec::new(),
        kinds: permitted(caller, Vec::new())?,
        by_contact: false,
        by_organization: false,
        after: None,
        limit,
    };
    let hits = search(db, caller.owner, &criteria).await?.into_iter();
    let mentions = hits.filter(|hit| hit.score.matched() != SearchMatch::Similar);
    Ok(mentions.map(Into::into).collect())
}

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(list_search_hits);
}
