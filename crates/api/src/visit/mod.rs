//! Visits over HTTP.

mod link;
mod neighbor;
mod suggestion;
mod trip;
mod window;
mod wire;

use actix_web::{delete, get, patch, post, web::Path};
use domain::{
    Id, Stored,
    country::Country,
    text::Name,
    visit::{Visit, last_day_on_earth},
};
use persistence::{
    visit::{Criteria, filter},
    workspace,
};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

pub(crate) use self::{link::refuse_over, neighbor::VisitExpansion};
use self::{
    neighbor::{ExpandVisit, VisitSummary},
    wire::{ListVisits, VisitInput, VisitPatch, VisitResponse},
};
use crate::{
    error::ApiError,
    http::{
        Answer, Body, Caller, Page, PageQuery, Query, Read, Reply, Write,
        caller::{ReadOutreach, WriteOutreach},
    },
    wire::{VisitSort, Word, text_code},
};

/// Create a visit
///
/// Days in a city, such as "in Baltimore October 10 to 15", that many outreaches can propose. It may overlap with other
/// visits: the `summary` of the answer names those in other cities in `overlaps_with`.
#[utoipa::path(operation_id = "create_visit", tag = "visits", security(("bearer" = ["outreach:write"])),
    request_body = VisitInput,
    responses((status = 201, description = "The visit with its summary", body = VisitResponse)))]
#[post("/visits")]
async fn create_visit(
    caller: Caller<WriteOutreach>,
    write: Write,
    body: Body<VisitInput>,
) -> Result<Answer<VisitResponse>, ApiError> {
    let (owner, visit) = (caller.owner, Visit::try_from(body.0)?);
    let id = write.new_id()?;
    write
        .run(owner, async |tx| {
            let created = workspace::insert(tx, owner, id, &visit, write.now()).await?;
            let summary = VisitSummary::find(tx, owner, created.id, write.now()).await?;
            let reply: Reply<VisitResponse> = Reply::created("/v1/visits", created);
            Ok(reply.with(|visit| visit.summary = Some(summary)))
        })
        .await
}

/// List visits
#[utoipa::path(operation_id = "list_visits", tag = "visits", security(("bearer" = ["outreach:read"])),
    params(ListVisits, ExpandVisit, PageQuery),
    responses((status = 200, description = "One page of the caller's visits", body = Page<VisitResponse>)))]
#[get("/visits")]
async fn list_visits(
    caller: Caller<ReadOutreach>,
    read: Read,
    list: Query<ListVisits>,
    expand: Query<ExpandVisit>,
    page: Query<PageQuery>,
) -> Result<Answer<Page<VisitResponse>>, ApiError> {
    let sort = VisitSort::word(list.0.sort);
    let criteria = list.0.criteria(&read)?;
    read.page_with::<_, Visit, _>(&caller, filter(criteria), sort, page.0, expand.0.expand)
        .await
}

/// Find a visit
#[utoipa::path(operation_id = "find_visit", tag = "visits", security(("bearer" = ["outreach:read"])),
    params(ExpandVisit),
    responses((status = 200, description = "The visit", body = VisitResponse)))]
#[get("/visits/{id}")]
async fn find_visit(
    caller: Caller<ReadOutreach>,
    read: Read,
    id: Path<Uuid>,
    expand: Query<ExpandVisit>,
) -> Result<Answer<VisitResponse>, ApiError> {
    read.one_with::<_, Visit, _>(&caller, *id, expand.0.expand)
        .await
}

/// Change a visit
///
/// Slots that are offered for it stay as they are when it is moved or called off: the `summary` of the answer counts in
/// `slots_outside` those that no longer lie on its days.
#[utoipa::path(operation_id = "update_visit", tag = "visits", security(("bearer" = ["outreach:write"])),
    request_body(content = VisitPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "The visit as it now is, with its summary", body = VisitResponse)))]
#[patch("/visits/{id}")]
async fn update_visit(
    caller: Caller<WriteOutreach>,
    write: Write,
    id: Path<Uuid>,
    patch: VisitPatch,
) -> Result<Answer<VisitResponse>, ApiError> {
    let owner = caller.owner;
    write
        .run(owner, async |tx| {
            let current: Stored<Visit> = write.find_for_update(tx, owner, *id).await?;
            let wanted = patch.apply(&VisitInput::from(&current.value))?;
            let next = current.with(Visit::try_from(wanted)?);
            let saved = write.save(tx, owner, next).await?;
            let summary = VisitSummary::find(tx, owner, saved.id, write.now()).await?;
            let reply: Reply<VisitResponse> = Reply::ok(saved);
            Ok(reply.with(|visit| visit.summary = Some(summary)))
        })
        .await
}

/// Delete a visit
///
/// The outreach that proposed it stays, and so do the slots that were offered for it. To call it off, set its state.
#[utoipa::path(operation_id = "delete_visit", tag = "visits", security(("bearer" = ["outreach:write"])),
    responses((status = 204, description = "It is gone")))]
#[delete("/visits/{id}")]
async fn delete_visit(
    caller: Caller<WriteOutreach>,
    write: Write,
    id: Path<Uuid>,
) -> Result<Answer<()>, ApiError> {
    write.delete::<Visit>(caller.owner, *id).await
}

impl ListVisits {
    fn criteria(self, read: &Read) -> Result<Criteria, ApiError> {
        let Self {
            state,
            city,
            country,
            outreach_id,
            upcoming,
            on_or_after,
            on_or_before,
            sort: _,
        } = self;
        let unknown = |unknown| ApiError::parameter("country", "unknown_country", unknown);
        let not_over = upcoming.filter(|upcoming| *upcoming);
        let not_over = not_over.map(|_| last_day_on_earth(read.now()));
        Ok(Criteria {
            states: Word::list(state),
            city: self::city("city", city.as_deref())?,
            country: country
                .as_deref()
                .map(Country::parse)
                .transpose()
                .map_err(unknown)?,
            outreach_id: outreach_id.map(Id::new),
            on_or_after: on_or_after.max(not_over),
            on_or_before,
        })
    }
}

/// A city that a parameter names.
fn city(parameter: &str, given: Option<&str>) -> Result<Option<Name>, ApiError> {
    let city = given.map(Name::parse).transpose();
    city.map_err(|invalid| ApiError::parameter(parameter, text_code(invalid), invalid))
}

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(create_visit)
        .service(list_visits)
        .service(find_visit)
        .service(update_visit)
        .service(delete_visit);
    link::routes(config);
    suggestion::routes(config);
    trip::routes(config);
    window::routes(config);
}
