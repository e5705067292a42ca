//! The sites of an organization over HTTP, and the search over all of them.

mod search;
mod wire;

use actix_web::{delete, get, patch, post, web::Path};
use domain::{Id, Stored, organization::Organization, site::Site};
use persistence::{
    Transaction,
    site::{filter, find, find_for_update},
    workspace::{self, Owner},
};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use self::wire::{SiteInput, SitePatch, SiteResponse};
use crate::{
    error::{ApiError, Problem},
    http::{
        Answer, Body, Caller, Page, PageQuery, Query, Read, Reply, Write,
        caller::{ReadOrganizations, WriteOrganizations},
        etag,
        page::order,
    },
    wire::NamedSort,
};

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ListOrganizationSites {
    /// The order; newest first when it is not given.
    sort: Option<NamedSort>,
}

/// Create a site of an organization
#[utoipa::path(operation_id = "create_organization_site", tag = "organizations",
    security(("bearer" = ["organizations:write"])), request_body = SiteInput,
    responses(
        (status = 201, description = "The site", body = SiteResponse),
        (status = 409, description = "`headquarters_exist`: another site is the head office", body = Problem),
    ))]
#[post("/organizations/{id}/sites")]
async fn create_organization_site(
    caller: Caller<WriteOrganizations>,
    write: Write,
    id: Path<Uuid>,
    body: Body<SiteInput>,
) -> Result<Answer<SiteResponse>, ApiError> {
    let (owner, id) = (caller.owner, id.into_inner());
    let site = body.0.of(Id::new(id))?;
    let collection = format!("/v1/organizations/{id}/sites");
    write
        .run(owner, async |tx| {
            write.find_for_update::<Organization>(tx, owner, id).await?;
            let inserted =
                workspace::insert(tx, owner, write.next_id(), &site, write.now()).await?;
            Ok(Reply::created(&collection, inserted))
        })
        .await
}

/// List the sites of an organization
#[utoipa::path(operation_id = "list_organization_sites", tag = "organizations",
    security(("bearer" = ["organizations:read"])), params(ListOrganizationSites, PageQuery),
    responses((status = 200, description = "One page of the organization's sites", body = Page<SiteResponse>)))]
#[get("/organizations/{id}/sites")]
async fn list_organization_sites(
    caller: Caller<ReadOrganizations>,
    read: Read,
    id: Path<Uuid>,
    wanted: Query<ListOrganizationSites>,
    page: Query<PageQuery>,
) -> Result<Answer<Page<SiteResponse>>, ApiError> {
    let (owner, organization) = (caller.owner, Id::<Organization>::new(*id));
    let paging = read.paging(owner, page.0)?;
    let (by, descending) = order(NamedSort::word(wanted.0.sort));
    let listing = paging.listing(by, descending)?;
    let rows = workspace::list::<Site>(read.db(), owner, filter(organization), listing).await?;
    if rows.is_empty() {
        let found = workspace::find(read.db(), owner, organization).await?;
        found.ok_or_else(ApiError::not_found)?;
    }
    paging.page(rows, by)
}

/// Find a site of an organization
#[utoipa::path(operation_id = "find_organization_site", tag = "organizations",
    security(("bearer" = ["organizations:read"])),
    responses((status = 200, description = "The site", body = SiteResponse)))]
#[get("/organizations/{id}/sites/{site_id}")]
async fn find_organization_site(
    caller: Caller<ReadOrganizations>,
    read: Read,
    path: Path<(Uuid, Uuid)>,
) -> Result<Answer<SiteResponse>, ApiError> {
    let (id, site_id) = path.into_inner();
    let found = find(read.db(), caller.owner, Id::new(id), Id::new(site_id)).await?;
    read.found(found.ok_or_else(ApiError::not_found)?)
}

/// Change a site of an organization
#[utoipa::path(operation_id = "update_organization_site", tag = "organizations",
    security(("bearer" = ["organizations:write"])),
    request_body(content = SitePatch, content_type = "application/merge-patch+json"),
    responses(
        (status = 200, description = "The site as it now is", body = SiteResponse),
        (status = 409, description = "`headquarters_exist`: another site is the head office", body = Problem),
    ))]
#[patch("/organizations/{id}/sites/{site_id}")]
async fn update_organization_site(
    caller: Caller<WriteOrganizations>,
    write: Write,
    ids: Path<(Uuid, Uuid)>,
    patch: SitePatch,
) -> Result<Answer<SiteResponse>, ApiError> {
    let (owner, ids) = (caller.owner, ids.into_inner());
    write
        .run(owner, async |tx| {
            let current = take(tx, &write, owner, ids).await?;
            let wanted = patch.apply(&SiteInput::from(&current.value))?;
            let next = wanted.of(current.value.organization_id)?;
            Ok(Reply::ok(write.save(tx, owner, current.with(next)).await?))
        })
        .await
}

/// Delete a site of an organization
#[utoipa::path(operation_id = "delete_organization_site", tag = "organizations",
    security(("bearer" = ["organizations:write"])),
    responses((status = 204, description = "It is gone")))]
#[delete("/organizations/{id}/sites/{site_id}")]
async fn delete_organization_site(
    caller: Caller<WriteOrganizations>,
    write: Write,
    path: Path<(Uuid, Uuid)>,
) -> Result<Answer<()>, ApiError> {
    let (owner, path) = (caller.owner, path.into_inner());
    write
        .run(owner, async |tx| {
            let current = take(tx, &write, owner, path).await?;
            workspace::delete(tx, owner, current.id).await?;
            Ok(Reply::nothing())
        })
        .await
}

/// Locks a site of an organization in the revision that the client expects.
async fn take(
    tx: &Transaction,
    write: &Write,
    owner: Owner,
    (id, site_id): (Uuid, Uuid),
) -> Result<Stored<Site>, ApiError> {
    let found = find_for_update(tx, owner, Id::new(id), Id::new(site_id)).await?;
    let found = found.ok_or_else(ApiError::not_found)?;
    etag::require_match(write.request(), &etag::of(&found))?;
    Ok(found)
}

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(create_organization_site)
        .service(list_organization_sites)
        .service(find_organization_site)
        .service(update_organization_site)
        .service(delete_organization_site)
        .service(search::list_sites);
}
