//! Organizations over HTTP.

mod wire;

use actix_web::{delete, get, patch, post, web::Path};
use domain::{
    Id, Stored,
    organization::Organization,
    target_list::{self, TooManyTargets},
    text::Name,
};
use persistence::{Transaction, organization::Narrowing, workspace::Owner};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

pub(crate) use self::wire::OrganizationResponse;
use self::wire::{OrganizationInput, OrganizationKind, OrganizationPatch};
use crate::{
    error::{ApiError, Code, Problem},
    http::{
        Answer, Body, Caller, Page, PageQuery, Query, Read, Write,
        caller::{ReadOrganizations, WriteOrganizations},
    },
    wire::{NamedSort, Word, text_code},
};

impl From<TooManyTargets> for ApiError {
    fn from(refused: TooManyTargets) -> Self {
        Self::new(Code::TooManyTargets, refused).with("max_targets", target_list::MAX_TARGETS)
    }
}

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ListOrganizations {
    /// Only these organizations, as many as a page can hold; those that are not the caller's are left out.
    #[param(max_items = 100)]
    id: Option<Vec<Uuid>>,
    /// Only organizations of one of these kinds.
    #[param(max_items = 4)]
    kind: Option<Vec<OrganizationKind>>,
    /// Only organizations on the target list, or only the others.
    is_target: Option<bool>,
    /// Only organizations as wanted as this, or more.
    #[param(minimum = 0, maximum = 3)]
    min_motivation: Option<i16>,
    /// Only organizations whose name begins like this, in any letter case.
    #[param(min_length = 1, max_length = 200)]
    name_prefix: Option<String>,
    /// Only organizations where a contact works, or only those where none does.
    has_contacts: Option<bool>,
    /// The order; newest first when it is not given.
    sort: Option<NamedSort>,
}

impl ListOrganizations {
    fn narrowing(self) -> Result<(Narrowing, Option<NamedSort>), ApiError> {
        let Self {
            id,
            kind,
            is_target,
            min_motivation,
            name_prefix,
            has_contacts,
            sort,
        } = self;
        let name_prefix = name_prefix.map(|prefix| Name::parse(&prefix)).transpose();
        let name_prefix = name_prefix
            .map_err(|error| ApiError::parameter("name_prefix", text_code(error), error))?;
        let narrowing = Narrowing {
            ids: id.into_iter().flatten().map(Id::new).collect(),
            kinds: Word::list(kind),
            is_target,
            min_motivation,
            name_prefix,
            has_contacts,
        };
        Ok((narrowing, sort))
    }
}

/// Lets an organization in unless it is one target too many.
async fn admit(
    tx: &Transaction,
    owner: Owner,
    id: Id<Organization>,
    organization: &Organization,
) -> Result<(), ApiError> {
    if organization.is_target {
        let others = persistence::target_list::count_others(tx, owner, id).await?;
        target_list::admit(others)?;
    }
    Ok(())
}

/// Create an organization
#[utoipa::path(operation_id = "create_organization", tag = "organizations",
    security(("bearer" = ["organizations:write"])), request_body = OrganizationInput,
    responses(
        (status = 201, description = "The organization", body = OrganizationResponse),
        (status = 409, description = "`too_many_targets`: the target list holds 200 organizations already", body = Problem),
    ))]
#[post("/organizations")]
async fn create_organization(
    caller: Caller<WriteOrganizations>,
    write: Write,
    body: Body<OrganizationInput>,
) -> Result<Answer<OrganizationResponse>, ApiError> {
    let organization = Organization::try_from(body.0)?;
    let admit =
        async |tx: &Transaction, id, one: &Organization| admit(tx, caller.owner, id, one).await;
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
    let (narrowing, sort) = list.0.narrowing()?;
    let sort = NamedSort::word(sort);
    read.page::<Organization, _>(caller.owner, narrowing.into(), sort, page.0)
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
    responses(
        (status = 200, description = "The organization as it now is", body = OrganizationResponse),
        (status = 409, description = "`too_many_targets`: the target list holds 200 organizations already", body = Problem),
    ))]
#[patch("/organizations/{id}")]
async fn update_organization(
    caller: Caller<WriteOrganizations>,
    write: Write,
    id: Path<Uuid>,
    patch: OrganizationPatch,
) -> Result<Answer<OrganizationResponse>, ApiError> {
    let settle = async |tx: &Transaction, current: &Stored<Organization>, next: Organization| {
        if !current.value.is_target {
            admit(tx, caller.owner, current.id, &next).await?;
        }
        Ok(next)
    };
    write.patch(caller.owner, *id, patch, settle).await
}

/// Delete an organization
///
/// Its sites go with it.
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
