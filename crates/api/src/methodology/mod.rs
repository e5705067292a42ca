//! Methodologies over HTTP: those that ship with the service, and the caller's own.

mod draft;
mod own;
mod rule;
mod simulation;
mod simulation_wire;
mod wire;

use actix_web::{get, web::Path};
use domain::{
    Id, Stored,
    methodology::{Chosen, InvalidRule, Methodology, Policy, definitions},
};
use persistence::{
    Executor, SortKey,
    methodology::{Criteria, ORDER, find, find_chosen, find_own, list, sort_key},
    workspace::Owner,
};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

pub(crate) use self::rule::RuleResponse;
use self::{
    rule::DefinitionResponse,
    wire::{MethodologyResponse, Origin},
};
use crate::{
    change::{Current, current},
    error::ApiError,
    http::{Answer, Caller, Page, PageQuery, Query, Read, caller::ReadOutreach},
    wire::{Word, text},
};

/// Rules that are kept can be decided by; what a caller sends is refused before.
impl From<InvalidRule> for ApiError {
    fn from(invalid: InvalidRule) -> Self {
        Self::internal(invalid)
    }
}

/// A person's own versions as their changes show them.
pub(crate) async fn find_changed(
    db: &impl Executor,
    owner: Owner,
    ids: Vec<Uuid>,
) -> Result<Vec<Current>, ApiError> {
    let found = find_own(db, owner, ids).await?.into_iter();
    found
        .map(current::<Methodology, MethodologyResponse>)
        .collect()
}

/// What the caller's decisions go by where no outreach names a methodology: their own choice, or the service's.
pub(crate) async fn chosen(
    db: &impl Executor,
    owner: Owner,
) -> Result<Stored<Methodology>, ApiError> {
    let found = find_chosen(db, owner).await?;
    found.ok_or_else(|| ApiError::internal("no methodology is the default"))
}

/// The numbers of what the caller has chosen.
pub(crate) async fn chosen_policy(db: &impl Executor, owner: Owner) -> Result<Policy, ApiError> {
    Ok(chosen(db, owner).await?.value.policy()?)
}

/// The version that a body names in `methodology_id`.
pub(crate) async fn named(
    db: &impl Executor,
    owner: Owner,
    id: Uuid,
) -> Result<Stored<Methodology>, ApiError> {
    let found = find(db, owner, Id::new(id)).await?;
    found.ok_or_else(|| {
        let detail = "must be the id of a methodology";
        ApiError::field("/methodology_id", "unknown_reference", detail)
    })
}

/// The same, as a profile keeps it.
pub(crate) async fn choice(
    db: &impl Executor,
    owner: Owner,
    id: Option<Uuid>,
) -> Result<Option<Chosen>, ApiError> {
    match id {
        None => Ok(None),
        Some(id) => Ok(Some(Methodology::chosen(&named(db, owner, id).await?))),
    }
}

/// Which methodologies.
#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ListMethodologies {
    /// Only those that ship with the service, or only the caller's own.
    origin: Option<Origin>,
    /// Only versions of the profile of that key.
    #[param(min_length = 1, max_length = 60)]
    key: Option<String>,
    /// Only the last version of each profile.
    latest: Option<bool>,
}

/// List methodologies
///
/// All versions that the caller can choose, the oldest first: those that ship with the service and the caller's own, each
/// number with its rationale, source and confidence.
///
/// 3B7, LAMP and TIARA are terms of Steve Dalton's *The 2-Hour Job Search*, 3-7-7 is Onibalusi's. Rapport is not affiliated
/// with either; their numbers are here because people go by them.
#[utoipa::path(operation_id = "list_methodologies", tag = "methodologies", security(("bearer" = ["outreach:read"])),
    params(ListMethodologies, PageQuery),
    responses((status = 200, description = "One page of the versions", body = Page<MethodologyResponse>)))]
#[get("/methodologies")]
async fn list_methodologies(
    caller: Caller<ReadOutreach>,
    read: Read,
    wanted: Query<ListMethodologies>,
    page: Query<PageQuery>,
) -> Result<Answer<Page<MethodologyResponse>>, ApiError> {
    let ListMethodologies {
        origin,
        key,
        latest,
    } = wanted.0;
    let criteria = Criteria {
        origin: origin.map(|Word(origin)| origin),
        key: key.map(|key| text("key", &key)).transpose()?,
        latest: latest.unwrap_or(false),
    };
    let paging = read.paging(caller.owner, page.0)?;
    let listing = paging.listing(ORDER, false)?;
    let rows = list(read.db(), caller.owner, &criteria, &listing).await?;
    let (rows, last) = paging.cut_at(rows, |row| (sort_key(row), row.id.uuid()));
    paging.answer(rows.into_iter().map(Into::into).collect(), last)
}

/// Find a methodology
///
/// A version that ships with the service, or one of the caller's own.
#[utoipa::path(operation_id = "find_methodology", tag = "methodologies", security(("bearer" = ["outreach:read"])),
    responses((status = 200, description = "The version with its rules", body = MethodologyResponse)))]
#[get("/methodologies/{id}")]
async fn find_methodology(
    caller: Caller<ReadOutreach>,
    read: Read,
    id: Path<Uuid>,
) -> Result<Answer<MethodologyResponse>, ApiError> {
    let found = find(read.db(), caller.owner, Id::new(*id)).await?;
    read.found(found.ok_or_else(ApiError::not_found)?)
}

/// List the rules that a methodology can have
///
/// Each with the form of its value, its units and the numbers that make sense; by theme, in an order that stays.
#[utoipa::path(operation_id = "list_methodology_rules", tag = "methodologies", security(("bearer" = ["outreach:read"])),
    params(PageQuery),
    responses((status = 200, description = "One page of the definitions", body = Page<DefinitionResponse>)))]
#[get("/methodology-rules")]
async fn list_methodology_rules(
    caller: Caller<ReadOutreach>,
    read: Read,
    page: Query<PageQuery>,
) -> Result<Answer<Page<DefinitionResponse>>, ApiError> {
    let paging = read.paging(caller.owner, page.0)?;
    let after = paging.after()?.map_or(0, |(key, _)| match key {
        SortKey::Number(seen) => usize::try_from(seen).unwrap_or(0),
        SortKey::Instant(_) | SortKey::Text(_) => 0,
    });
    let page = definitions().enumerate().skip(after);
    let page = page.take(paging.limit() + 1).collect();
    let (page, last) = paging.cut_at(page, |(index, _)| {
        let seen = i32::try_from(index + 1).unwrap_or(i32::MAX);
        (SortKey::Number(seen), Uuid::nil())
    });
    paging.answer(page.into_iter().map(|(_, one)| one.into()).collect(), last)
}

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(list_methodologies)
        .service(list_methodology_rules)
        .service(find_methodology);
    own::routes(config);
    simulation::routes(config);
}
