//! The sites of an organization over HTTP, and the search over all of them.

mod search;
mod wire;

use actix_web::{delete, get, patch, post, web::Path};
use domain::{Id, site::Site};
use persistence::workspace::Filter;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use self::wire::{SiteInput, SitePatch, SiteResponse};
use crate::{
    error::{ApiError, Problem},
    http::{
        Answer, Body, Caller, Page, PageQuery, Query, Read, Write,
        caller::{ReadOrganizations, WriteOrganizations},
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
    write.create_child(owner, &collection, site, None).await
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
    let sort = NamedSort::word(wanted.0.sort);
    read.children::<Site, _>(caller.owner, *id, Filter::default(), sort, page.0)
        .await
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
    read.child::<Site, _>(caller.owner, path.into_inner()).await
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
    let read = |organization, input: SiteInput| input.of(organization);
    write
        .patch_child(caller.owner, ids.into_inner(), patch, read)
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
    write
        .delete_child::<Site>(caller.owner, path.into_inner())
        .await
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
