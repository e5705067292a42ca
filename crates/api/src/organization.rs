//! Organizations over HTTP.

use actix_web::{delete, get, patch, post, web::Path};
use chrono::{DateTime, Utc};
use domain::{
    Stored, Text, WebUrl,
    organization::{self, Organization},
};
use persistence::organization::filter;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::{
    error::{ApiError, Problem},
    http::{
        Answer, Body, Caller, Page, PageQuery, Patch, Query, Read, Write,
        caller::{ReadOrganizations, WriteOrganizations},
    },
    wire::{NamedSort, Word, optional_text, optional_web_url, text},
};

type OrganizationKind = Word<organization::OrganizationKind>;

/// What a person says about an organization.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "name": "Canal Street Clinic", "kind": "employer", "website": "https://clinic.example", "location": "New York",
    "mission": "Every child is understood."
}))]
struct OrganizationInput {
    #[schema(min_length = 1, max_length = 200)]
    name: String,
    /// `employer` when it is not given.
    kind: Option<OrganizationKind>,
    /// An address that starts with `https://` or `http://`.
    #[schema(min_length = 1, max_length = 2000)]
    website: Option<String>,
    #[schema(min_length = 1, max_length = 200)]
    location: Option<String>,
    /// What the organization says it is for.
    #[schema(min_length = 1, max_length = 5000)]
    mission: Option<String>,
    #[schema(min_length = 1, max_length = 20000)]
    notes: Option<String>,
}

type OrganizationPatch = Patch<OrganizationInput>;

/// An employer, school or association of interest.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Organization, example = json!({
    "id": "019b76da-a800-7000-8000-000000000007", "object": "organization",
    "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z",
    "name": "Canal Street Clinic", "kind": "employer", "website": "https://clinic.example", "location": "New York",
    "mission": "Every child is understood.", "notes": null
}))]
struct OrganizationResponse {
    id: Uuid,
    /// Always `organization`.
    #[schema(max_length = 50)]
    object: &'static str,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    #[schema(max_length = 200)]
    name: String,
    kind: OrganizationKind,
    #[schema(max_length = 2000)]
    website: Option<String>,
    #[schema(max_length = 200)]
    location: Option<String>,
    #[schema(max_length = 5000)]
    mission: Option<String>,
    #[schema(max_length = 20000)]
    notes: Option<String>,
}

impl From<Stored<Organization>> for OrganizationResponse {
    fn from(
        Stored {
            id,
            version: _,
            created_at,
            updated_at,
            value,
        }: Stored<Organization>,
    ) -> Self {
        let Organization {
            name,
            kind,
            website,
            location,
            mission,
            notes,
        } = value;
        Self {
            id: id.uuid(),
            object: "organization",
            created_at,
            updated_at,
            name: name.into_string(),
            kind: Word(kind),
            website: website.as_ref().map(WebUrl::to_string),
            location: location.map(Text::into_string),
            mission: mission.map(Text::into_string),
            notes: notes.map(Text::into_string),
        }
    }
}

impl From<&Organization> for OrganizationInput {
    fn from(
        Organization {
            name,
            kind,
            website,
            location,
            mission,
            notes,
        }: &Organization,
    ) -> Self {
        Self {
            name: name.to_string(),
            kind: Some(Word(*kind)),
            website: website.as_ref().map(WebUrl::to_string),
            location: location.as_ref().map(Text::to_string),
            mission: mission.as_ref().map(Text::to_string),
            notes: notes.as_ref().map(Text::to_string),
        }
    }
}

impl TryFrom<OrganizationInput> for Organization {
    type Error = ApiError;

    fn try_from(
        OrganizationInput {
            name,
            kind,
            website,
            location,
            mission,
            notes,
        }: OrganizationInput,
    ) -> Result<Self, ApiError> {
        Ok(Self {
            name: text("/name", &name)?,
            kind: kind.map_or(organization::OrganizationKind::Employer, |Word(kind)| kind),
            website: optional_web_url("/website", website.as_deref())?,
            location: optional_text("/location", location.as_deref())?,
            mission: optional_text("/mission", mission.as_deref())?,
            notes: optional_text("/notes", notes.as_deref())?,
        })
    }
}

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ListOrganizations {
    /// Only organizations of one of these kinds.
    #[param(max_items = 4)]
    kind: Option<Vec<OrganizationKind>>,
    /// The order; newest first when it is not given.
    sort: Option<NamedSort>,
}

/// Create an organization
#[utoipa::path(operation_id = "create_organization", tag = "organizations",
    security(("bearer" = ["organizations:write"])), request_body = OrganizationInput,
    responses((status = 201, description = "The organization", body = OrganizationResponse)))]
#[post("/organizations")]
async fn create_organization(
    caller: Caller<WriteOrganizations>,
    write: Write,
    body: Body<OrganizationInput>,
) -> Result<Answer<OrganizationResponse>, ApiError> {
    let organization = Organization::try_from(body.0)?;
    let admit = async |_: &_, _, _: &_| Ok(());
    write
        .create(caller.owner, "/v1/organizations", organization, admit)
        .await
}

/// List organizations
#[utoipa::path(operation_id = "list_organizations", tag = "organizations",
    security(("bearer" = ["organizations:read"])), params(ListOrganizations, PageQuery),
    responses((status = 200, description = "One page of the caller's organizations", body = Page<OrganizationResponse>)))]
#[get("/organizations")]
async fn list_organizations(
    caller: Caller<ReadOrganizations>,
    read: Read,
    list: Query<ListOrganizations>,
    page: Query<PageQuery>,
) -> Result<Answer<Page<OrganizationResponse>>, ApiError> {
    let ListOrganizations { kind, sort } = list.0;
    let filter = filter(&Word::list(kind));
    read.page::<Organization, _>(caller.owner, filter, NamedSort::word(sort), page.0)
        .await
}

/// Find an organization
#[utoipa::path(operation_id = "find_organization", tag = "organizations",
    security(("bearer" = ["organizations:read"])),
    responses((status = 200, description = "The organization", body = OrganizationResponse)))]
#[get("/organizations/{id}")]
async fn find_organization(
    caller: Caller<ReadOrganizations>,
    read: Read,
    id: Path<Uuid>,
) -> Result<Answer<OrganizationResponse>, ApiError> {
    read.one::<Organization, _>(caller.owner, *id).await
}

/// Change an organization
#[utoipa::path(operation_id = "update_organization", tag = "organizations",
    security(("bearer" = ["organizations:write"])),
    request_body(content = OrganizationPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "The organization as it now is", body = OrganizationResponse)))]
#[patch("/organizations/{id}")]
async fn update_organization(
    caller: Caller<WriteOrganizations>,
    write: Write,
    id: Path<Uuid>,
    patch: OrganizationPatch,
) -> Result<Answer<OrganizationResponse>, ApiError> {
    let admit = async |_: &_, _: &_, next: Organization| Ok(next);
    write.patch(caller.owner, *id, patch, admit).await
}

/// Delete an organization
#[utoipa::path(operation_id = "delete_organization", tag = "organizations",
    security(("bearer" = ["organizations:write"])),
    responses(
        (status = 204, description = "It is gone"),
        (status = 409, description = "`in_use`: a contact works there", body = Problem),
    ))]
#[delete("/organizations/{id}")]
async fn delete_organization(
    caller: Caller<WriteOrganizations>,
    write: Write,
    id: Path<Uuid>,
) -> Result<Answer<()>, ApiError> {
    write.delete::<Organization>(caller.owner, *id).await
}

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(create_organization)
        .service(list_organizations)
        .service(find_organization)
        .service(update_organization)
        .service(delete_organization);
}
