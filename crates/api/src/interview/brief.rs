//! Everything to have in mind for an interview on one page, as data or to be printed.

use actix_web::{
    HttpRequest, HttpResponse, get,
    http::header::{self, HeaderValue},
    web::Path,
};
use domain::{
    Id, Stored,
    common_ground::CommonGround,
    interview::{Brief, ChecklistPolicy, Interview, InterviewKind, checklist},
    organization::Organization,
    profile::Strengths,
    research_item::ResearchItem,
    story::Story,
    vocabulary,
};
use persistence::{
    Executor, Listing, SortBy,
    child::of,
    prepared_answer::list_reverse,
    profile,
    research_item::list_about,
    story::complete,
    workspace::{self, Owner},
};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use super::{
    beforehand::Beforehand,
    brief_wire::{BriefResponse, BriefText},
};
use crate::{
    auth::Scope,
    error::ApiError,
    http::{Answer, Caller, Query, Read, caller::ReadInterviews},
    wire::Word,
};

/// Findings and common ground that fit on one page.
const MAX_LINES: u64 = 20;
/// Stories that one has in mind.
const MAX_STORIES: u64 = 5;

vocabulary! {
    /// In which form a page is wanted.
    pub(crate) enum BriefForm {
        Json = "json",
        Text = "text",
        Markdown = "markdown",
    }
}

pub(crate) type BriefFormat = Word<BriefForm>;

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct BriefQuery {
    /// `json` for a program, `text` or `markdown` to be read or printed. When it is not given, the `Accept` header says.
    format: Option<BriefFormat>,
}

/// Find the brief of an interview
///
/// One page: when and where, who, the company and what it is for, common ground, achievements, news, objectives, the pitch,
/// the questions in their order, what they may ask with the answers to it, stories where both feel each other out, the
/// person's strengths, and what to think of before. As JSON, or to be printed as `text/plain` or `text/markdown`.
#[utoipa::path(operation_id = "find_interview_brief", tag = "interviews",
    security(("bearer" = ["interviews:read", "contacts:read", "organizations:read", "research:read", "profile:read"])),
    params(BriefQuery),
    responses((status = 200, description = "The page", content(
        (BriefResponse = "application/json"),
        (BriefText = "text/plain"),
        (BriefText = "text/markdown"),
    ))))]
#[get("/interviews/{id}/brief")]
async fn find_interview_brief(
    caller: Caller<ReadInterviews>,
    read: Read,
    request: HttpRequest,
    id: Path<Uuid>,
    query: Query<BriefQuery>,
) -> Result<Answer<BriefResponse>, ApiError> {
    for scope in [
        Scope::ContactsRead,
        Scope::OrganizationsRead,
        Scope::ResearchRead,
        Scope::ProfileRead,
    ] {
        caller.require(scope)?;
    }
    let form = query
        .0
        .format
        .map_or_else(|| accepted(&request), |Word(form)| form);
    let (interview, brief) = gather(read.db(), caller.owner, Id::new(*id)).await?;
    let answer = match form {
        BriefForm::Json => Answer::ok(&BriefResponse::new(&interview, &brief)),
        BriefForm::Text => printed("text/plain; charset=utf-8", brief.plain()),
        BriefForm::Markdown => printed("text/markdown; charset=utf-8", brief.markdown()),
    };
    Ok(answer.with_header(header::VARY, HeaderValue::from_static("Accept")))
}

fn printed(content_type: &'static str, page: String) -> Answer<BriefResponse> {
    Answer::of(HttpResponse::Ok().content_type(content_type).body(page))
}

/// The first form that the client names; JSON when it names none of them.
fn accepted(request: &HttpRequest) -> BriefForm {
    let accept = request.headers().get(header::ACCEPT);
    let accept = accept.and_then(|value| value.to_str().ok());
    let named = accept.into_iter().flat_map(|accept| accept.split(','));
    let mut forms =
        named.filter_map(
            |range| match range.split(';').next().unwrap_or_default().trim() {
                "application/json" => Some(BriefForm::Json),
                "text/plain" => Some(BriefForm::Text),
                "text/markdown" => Some(BriefForm::Markdown),
                _ => None,
            },
        );
    forms.next().unwrap_or(BriefForm::Json)
}

/// Everything that is on the page, a statement for each kind of thing.
async fn gather(
    db: &impl Executor,
    owner: Owner,
    id: Id<Interview>,
) -> Result<(Stored<Interview>, Brief), ApiError> {
    let known = Beforehand::of(db, owner, id).await?;
    let contact = known.contact.id;
    let organization = known.contact.value.organization_id;
    let employer = match organization {
        Some(id) => workspace::find::<Organization>(db, owner, id).await?,
        None => None,
    };
    let oldest = listing(SortBy::CreatedAt, false, MAX_LINES);
    let common =
        workspace::list::<CommonGround>(db, owner, of::<CommonGround>(contact), oldest).await?;
    let research = list_about(db, owner, contact, organization, MAX_LINES).await?;
    let Interview { kind, theme_id, .. } = known.interview.value;
    let profile = profile::find(db, owner).await?;
    let numbers = ChecklistPolicy {
        arrive_early_minutes: known.policy.preparing.arrive_early_minutes.value,
        resume: known.policy.writing.resume_policy.value,
    };
    let brief = Brief {
        checklist: checklist(&known.interview.value, &known.preparation, numbers),
        interview: known.interview.value.clone(),
        organization: employer.map(values),
        common_ground: common.into_iter().map(values).collect(),
        research: research.into_iter().map(values::<ResearchItem>).collect(),
        questions: known.planned(),
        pitch: known.pitch(db, owner).await?,
        reverse: list_reverse(db, owner, kind, theme_id).await?,
        stories: stories(db, owner, kind).await?,
        strengths: profile.map_or_else(Strengths::default, |kept| {
            kept.whole().value.profile.strengths
        }),
        contact: known.contact.value,
        preparation: known.preparation,
    };
    Ok((known.interview, brief))
}

/// The last told of those that are complete, where both feel each other out (F180).
async fn stories(
    db: &impl Executor,
    owner: Owner,
    kind: InterviewKind,
) -> Result<Vec<Story>, ApiError> {
    if kind != InterviewKind::MutualFit {
        return Ok(Vec::new());
    }
    let latest = listing(SortBy::UpdatedAt, true, MAX_STORIES);
    let stories = workspace::list::<Story>(db, owner, complete(), latest).await?;
    Ok(stories.into_iter().map(values).collect())
}

fn listing(by: SortBy, descending: bool, limit: u64) -> Listing {
    Listing {
        by,
        descending,
        limit,
        after: None,
    }
}

fn values<R>(stored: Stored<R>) -> R {
    stored.value
}

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(find_interview_brief);
}
