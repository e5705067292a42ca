//! The search over HTTP: everything that the caller wrote down, as far as the token may read it.

use actix_web::get;
use chrono::{DateTime, Utc};
use domain::{
    Id,
    search::{self, Fragment, Hit, Wanted, is_phone, terms},
    vocabulary::Vocabulary,
};
use persistence::{
    SortKey,
    search::{Criteria, list_countries},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::{
    auth::Scope,
    error::ApiError,
    http::{Answer, Caller, Page, PageQuery, Query, Read, caller::ReadSearch, page::Paging},
    wire::{Word, text_code},
};

pub(crate) type SearchKind = Word<search::SearchKind>;
pub(crate) type MatchKind = Word<search::MatchKind>;

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Search {
    /// What to look for: words, which may be mere beginnings, and phrases between quotation marks; or an e-mail address,
    /// a telephone number or the address of a page, in any spelling.
    #[param(min_length = 1, max_length = 200, example = "speech ther")]
    q: String,
    /// Only resources of one of these kinds.
    #[param(max_items = 25)]
    kind: Option<Vec<SearchKind>>,
}

/// A piece of a text, and whether it is what was looked for.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = SearchFragment, example = json!({"text": "therapist", "is_match": true}))]
struct FragmentResponse {
    #[schema(max_length = 30000)]
    text: String,
    is_match: bool,
}

/// A resource that was found.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = SearchHit, example = json!({
    "id": "019b76da-a800-7000-8000-000000000007", "object": "search_hit", "kind": "contact",
    "path": "/v1/contacts/019b76da-a800-7000-8000-000000000007", "found_by": "words", "score": 10_607_927,
    "title": [{"text": "Grace Okafor", "is_match": false}],
    "body": [{"text": "Speech ", "is_match": false}, {"text": "therapist", "is_match": true}],
    "contact_id": null, "organization_id": null, "people": null, "organization": "City Clinic",
    "updated_at": "2026-01-05T09:00:00Z"
}))]
struct HitResponse {
    /// That of the resource.
    id: Uuid,
    /// Always `search_hit`.
    #[schema(max_length = 50)]
    object: &'static str,
    kind: SearchKind,
    /// Where the resource is read.
    #[schema(max_length = 200)]
    path: String,
    found_by: MatchKind,
    /// The higher, the better it fits; comparable within one search.
    #[schema(minimum = 0, maximum = 2_147_483_647)]
    score: i32,
    /// What the resource is called, in pieces; empty where it has no name of its own.
    #[schema(max_items = 1000)]
    title: Vec<FragmentResponse>,
    /// Up to two excerpts from the rest of it, in pieces, with an ellipsis between them.
    #[schema(max_items = 1000)]
    body: Vec<FragmentResponse>,
    /// The contact that it is about.
    contact_id: Option<Uuid>,
    /// The organization that it is about.
    organization_id: Option<Uuid>,
    /// The names of the contacts that it is about. Null without the scope `contacts:read`.
    #[schema(max_length = 500)]
    people: Option<String>,
    /// The name of the organization that it is about. Null without the scope `organizations:read`.
    #[schema(max_length = 200)]
    organization: Option<String>,
    updated_at: DateTime<Utc>,
}

/// What a token needs to see resources of this kind.
fn scope(kind: search::SearchKind) -> Scope {
    use search::SearchKind as Kind;
    match kind {
        Kind::Contact | Kind::Employment | Kind::CommonGround => Scope::ContactsRead,
        Kind::Organization | Kind::Site => Scope::OrganizationsRead,
        Kind::Theme | Kind::FitRating => Scope::ThemesRead,
        Kind::ResearchItem | Kind::ResearchGap => Scope::ResearchRead,
        Kind::Question => Scope::QuestionsRead,
        Kind::Outreach | Kind::Attempt => Scope::OutreachRead,
        Kind::Interview | Kind::InterviewQuestion => Scope::InterviewsRead,
        Kind::FollowUp => Scope::FollowUpsRead,
        Kind::Referral => Scope::ReferralsRead,
        Kind::NetworkAsk | Kind::NetworkAskRecipient | Kind::Event | Kind::EventMeeting => {
            Scope::NetworkRead
        }
        Kind::Document | Kind::HandOff => Scope::DocumentsRead,
        Kind::Story | Kind::ReflectionAnswer | Kind::Profile => Scope::ProfileRead,
    }
}

/// Where a resource is read.
fn path(kind: search::SearchKind, id: Uuid, parent: Option<Uuid>) -> String {
    use search::SearchKind as Kind;
    let (collection, below) = match kind {
        Kind::Contact => ("contacts", None),
        Kind::Employment => ("contacts", Some("employments")),
        Kind::CommonGround => ("contacts", Some("common-ground")),
        Kind::Organization => ("organizations", None),
        Kind::Site => ("organizations", Some("sites")),
        Kind::Theme => ("themes", None),
        Kind::FitRating => ("themes", Some("fit-ratings")),
        Kind::ResearchItem => ("research-items", None),
        Kind::ResearchGap => ("research-gaps", None),
        Kind::Question => ("questions", None),
        Kind::Outreach => ("outreach", None),
        Kind::Attempt => ("outreach", Some("attempts")),
        Kind::Interview => ("interviews", None),
        Kind::InterviewQuestion => ("interviews", Some("questions")),
        Kind::FollowUp => ("follow-ups", None),
        Kind::Referral => ("referrals", None),
        Kind::NetworkAsk => ("network-asks", None),
        Kind::NetworkAskRecipient => ("network-asks", Some("recipients")),
        Kind::Event => ("events", None),
        Kind::EventMeeting => ("events", Some("meetings")),
        Kind::Document => ("documents", None),
        Kind::HandOff => ("hand-offs", None),
        Kind::Story => ("stories", None),
        Kind::ReflectionAnswer => ("reflection-answers", None),
        Kind::Profile => return "/v1/profile".to_owned(),
    };
    match (below, parent) {
        (Some(below), Some(parent)) => format!("/v1/{collection}/{parent}/{below}/{id}"),
        _ => format!("/v1/{collection}/{id}"),
    }
}

impl HitResponse {
    /// As much of the hit as the token may read.
    fn of(hit: Hit, caller: &Caller<ReadSearch>) -> Self {
        let Hit {
            kind,
            id,
            parent_id,
            contact_id,
            organization_id,
            updated_at,
            found_by,
            score,
            title,
            body,
            people,
            organization,
        } = hit;
        let pieces = |fragments: Vec<Fragment>| {
            let pieces = fragments.into_iter();
            pieces
                .map(|Fragment { text, is_match }| FragmentResponse { text, is_match })
                .collect()
        };
        Self {
            id,
            object: "search_hit",
            kind: Word(kind),
            path: path(kind, id, parent_id),
            found_by: Word(found_by),
            score,
            title: pieces(title),
            body: pieces(body),
            contact_id: contact_id.map(Id::uuid),
            organization_id: organization_id.map(Id::uuid),
            people: people.filter(|_| caller.permits(Scope::ContactsRead)),
            organization: organization.filter(|_| caller.permits(Scope::OrganizationsRead)),
            updated_at,
        }
    }
}

/// What the caller may find of what they ask for.
async fn criteria(
    search: Search,
    caller: &Caller<ReadSearch>,
    read: &Read,
    paging: &Paging<'_>,
) -> Result<Criteria, ApiError> {
    let Search { q, kind } = search;
    let wanted = Wanted::parse(&q);
    let wanted = wanted.map_err(|error| ApiError::parameter("q", text_code(error), error))?;
    let asked = Word::list(kind);
    let kinds = search::SearchKind::ALL.iter().copied();
    let kinds = kinds.filter(|kind| asked.is_empty() || asked.contains(kind));
    let countries = if is_phone(&wanted) {
        list_countries(read.db(), caller.owner).await?
    } else {
        Vec::new()
    };
    Ok(Criteria {
        terms: terms(&wanted),
        wanted,
        kinds: kinds.filter(|kind| caller.permits(scope(*kind))).collect(),
        countries,
        after: paging.after()?,
        limit: u64::try_from(paging.limit() + 1).unwrap_or(u64::MAX),
    })
}

/// Search the workspace
///
/// Everything that the caller wrote down, the best match first. Letter case and accents make no difference, every word
/// must be there, and a word may be a mere beginning. What has the words whole comes before what has words that begin so,
/// and a title counts more than the rest. Contacts with the very address that is asked for come before all others; a
/// national telephone number is also tried in the countries of the caller's contacts and of their own holidays. Where
/// nothing has the words, titles that are spelled much like them are found. A kind of resource is left out when the token
/// lacks the scope to read it.
#[utoipa::path(operation_id = "list_search_hits", tag = "search", security(("bearer" = ["search:read"])),
    params(Search, PageQuery),
    responses((status = 200, description = "One page of what was found", body = Page<HitResponse>)))]
#[get("/search")]
async fn list_search_hits(
    caller: Caller<ReadSearch>,
    read: Read,
    search: Query<Search>,
    page: Query<PageQuery>,
) -> Result<Answer<Page<HitResponse>>, ApiError> {
    let paging = read.paging(caller.owner, page.0)?;
    let criteria = criteria(search.0, &caller, &read, &paging).await?;
    let mut hits = persistence::search::search(read.db(), caller.owner, &criteria).await?;
    let has_more = hits.len() > paging.limit();
    hits.truncate(paging.limit());
    let last = hits.last().filter(|_| has_more);
    let last = last.map(|hit| (SortKey::Number(hit.score), hit.id));
    let hits = hits.into_iter().map(|hit| HitResponse::of(hit, &caller));
    paging.answer(hits.collect(), last)
}

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(list_search_hits);
}
