//! Employments of a contact over HTTP (F21, user ask 7).

mod wire;

use actix_web::{delete, get, patch, post, web::Path};
use domain::{Id, employment::Employment};
use persistence::workspace::Filter;
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use self::wire::{EmploymentInput, EmploymentResponse};
use crate::{
    error::{ApiError, Problem},
    http::{
        Answer, Body, Caller, Page, PageQuery, Patch, Query, Read, Write,
        caller::{ReadContacts, WriteContacts},
    },
};

type EmploymentPatch = Patch<EmploymentInput>;

/// Record an employment
///
/// Where a contact works or has worked; several may be current. The contact's own `organization_id` stays what it is.
/// `If-Match` is about the contact.
#[utoipa::path(operation_id = "create_employment", tag = "contacts", security(("bearer" = ["contacts:write"])),
    request_body = EmploymentInput,
    responses(
        (status = 201, description = "The employment", body = EmploymentResponse),
        (status = 409, description = "`limit_reached`: the contact has 50 of them", body = Problem),
    ))]
#[post("/contacts/{id}/employments")]
async fn create_employment(
    caller: Caller<WriteContacts>,
    write: Write,
    id: Path<Uuid>,
    body: Body<EmploymentInput>,
) -> Result<Answer<EmploymentResponse>, ApiError> {
    let collection = format!("/v1/contacts/{id}/employments");
    let employment = body.0.of(Id::new(*id))?;
    write
        .create_child(caller.owner, &collection, employment, Some(Employment::MAX))
        .await
}

/// List employments
///
/// In the order in which they were recorded.
#[utoipa::path(operation_id = "list_employments", tag = "contacts", security(("bearer" = ["contacts:read"])),
    params(PageQuery),
    responses((status = 200, description = "One page of the contact's employments", body = Page<EmploymentResponse>)))]
#[get("/contacts/{id}/employments")]
async fn list_employments(
    caller: Caller<ReadContacts>,
    read: Read,
    id: Path<Uuid>,
    page: Query<PageQuery>,
) -> Result<Answer<Page<EmploymentResponse>>, ApiError> {
    read.children::<Employment, _>(caller.owner, *id, Filter::default(), "created_at", page.0)
        .await
}

/// Find an employment
#[utoipa::path(operation_id = "find_employment", tag = "contacts", security(("bearer" = ["contacts:read"])),
    responses((status = 200, description = "The employment", body = EmploymentResponse)))]
#[get("/contacts/{id}/employments/{employment_id}")]
async fn find_employment(
    caller: Caller<ReadContacts>,
    read: Read,
    ids: Path<(Uuid, Uuid)>,
) -> Result<Answer<EmploymentResponse>, ApiError> {
    read.child::<Employment, _>(caller.owner, ids.into_inner())
        .await
}

/// Change an employment
#[utoipa::path(operation_id = "update_employment", tag = "contacts", security(("bearer" = ["contacts:write"])),
    request_body(content = EmploymentPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "The employment as it now is", body = EmploymentResponse)))]
#[patch("/contacts/{id}/employments/{employment_id}")]
async fn update_employment(
    caller: Caller<WriteContacts>,
    write: Write,
    ids: Path<(Uuid, Uuid)>,
    patch: EmploymentPatch,
) -> Result<Answer<EmploymentResponse>, ApiError> {
    let read = |contact, input: EmploymentInput| input.of(contact);
    write
        .patch_child(caller.owner, ids.into_inner(), patch, read)
        .await
}

/// Delete an employment
#[utoipa::path(operation_id = "delete_employment", tag = "contacts", security(("bearer" = ["contacts:write"])),
    responses((status = 204, description = "It is gone")))]
#[delete("/contacts/{id}/employments/{employment_id}")]
async fn delete_employment(
    caller: Caller<WriteContacts>,
    write: Write,
    ids: Path<(Uuid, Uuid)>,
) -> Result<Answer<()>, ApiError> {
    write
        .delete_child::<Employment>(caller.owner, ids.into_inner())
        .await
}

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(create_employment)
        .service(list_employments)
        .service(find_employment)
        .service(update_employment)
        .service(delete_employment);
}
