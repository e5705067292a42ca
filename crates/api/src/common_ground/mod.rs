//! What the caller and a contact have in common, and may have, over HTTP.

mod wire;

use actix_web::{delete, get, patch, post, web::Path};
use domain::{
    Id,
    common_ground::{CommonGround, Known, propose},
    contact::Contact,
};
use persistence::{
    Listing, SortBy,
    child::of,
    common_ground::{Ties, find_ties},
    profile,
    workspace::{self, Filter},
};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use self::wire::{CommonGroundInput, CommonGroundPatch, CommonGroundResponse, ProposalsResponse};
use crate::{
    auth::Scope,
    error::{ApiError, Problem},
    http::{
        Answer, Body, Caller, Page, PageQuery, Query, Read, Write,
        caller::{ReadContacts, WriteContacts},
    },
};

/// Record common ground with a contact
///
/// Something that both share: to mention in a letter, and to begin a conversation with.
#[utoipa::path(operation_id = "create_common_ground", tag = "contacts", security(("bearer" = ["contacts:write"])),
    request_body = CommonGroundInput,
    responses(
        (status = 201, description = "The common ground", body = CommonGroundResponse),
        (status = 409, description = "`common_ground_exists`: it is recorded already; `limit_reached`: the contact has as \
            many as one can have", body = Problem),
    ))]
#[post("/contacts/{id}/common-ground")]
async fn create_common_ground(
    caller: Caller<WriteContacts>,
    write: Write,
    id: Path<Uuid>,
    body: Body<CommonGroundInput>,
) -> Result<Answer<CommonGroundResponse>, ApiError> {
    let ground = body.0.of(Id::new(*id))?;
    let collection = format!("/v1/contacts/{id}/common-ground");
    write
        .create_child(caller.owner, &collection, ground, Some(CommonGround::MAX))
        .await
}

/// List common ground with a contact
#[utoipa::path(operation_id = "list_common_ground", tag = "contacts", security(("bearer" = ["contacts:read"])),
    params(PageQuery),
    responses((status = 200, description = "One page of what is recorded, the oldest first", body = Page<CommonGroundResponse>)))]
#[get("/contacts/{id}/common-ground")]
async fn list_common_ground(
    caller: Caller<ReadContacts>,
    read: Read,
    id: Path<Uuid>,
    page: Query<PageQuery>,
) -> Result<Answer<Page<CommonGroundResponse>>, ApiError> {
    read.children::<CommonGround, _>(caller.owner, *id, Filter::default(), "created_at", page.0)
        .await
}

/// Find common ground with a contact
#[utoipa::path(operation_id = "find_common_ground", tag = "contacts", security(("bearer" = ["contacts:read"])),
    responses((status = 200, description = "The common ground", body = CommonGroundResponse)))]
#[get("/contacts/{id}/common-ground/{common_ground_id}")]
async fn find_common_ground(
    caller: Caller<ReadContacts>,
    read: Read,
    ids: Path<(Uuid, Uuid)>,
) -> Result<Answer<CommonGroundResponse>, ApiError> {
    read.child::<CommonGround, _>(caller.owner, ids.into_inner())
        .await
}

/// Change common ground with a contact
#[utoipa::path(operation_id = "update_common_ground", tag = "contacts", security(("bearer" = ["contacts:write"])),
    request_body(content = CommonGroundPatch, content_type = "application/merge-patch+json"),
    responses(
        (status = 200, description = "The common ground as it now is", body = CommonGroundResponse),
        (status = 409, description = "`common_ground_exists`: it is recorded already", body = Problem),
    ))]
#[patch("/contacts/{id}/common-ground/{common_ground_id}")]
async fn update_common_ground(
    caller: Caller<WriteContacts>,
    write: Write,
    ids: Path<(Uuid, Uuid)>,
    patch: CommonGroundPatch,
) -> Result<Answer<CommonGroundResponse>, ApiError> {
    let read = |contact, input: CommonGroundInput| input.of(contact);
    write
        .patch_child(caller.owner, ids.into_inner(), patch, read)
        .await
}

/// Delete common ground with a contact
#[utoipa::path(operation_id = "delete_common_ground", tag = "contacts", security(("bearer" = ["contacts:write"])),
    responses((status = 204, description = "It is gone")))]
#[delete("/contacts/{id}/common-ground/{common_ground_id}")]
async fn delete_common_ground(
    caller: Caller<WriteContacts>,
    write: Write,
    ids: Path<(Uuid, Uuid)>,
) -> Result<Answer<()>, ApiError> {
    write
        .delete_child::<CommonGround>(caller.owner, ids.into_inner())
        .await
}

/// Propose common ground with a contact
///
/// What stands in the caller's profile and is known of the contact too, in whatever spelling: schools, employers, cities,
/// interests, the same kind of work; and people whom a referral connects with both. Each with where it was found, and
/// whether it is recorded already.
#[utoipa::path(operation_id = "find_common_ground_proposals", tag = "contacts",
    security(("bearer" = ["contacts:read", "profile:read"])),
    responses((status = 200, description = "What the two may have in common", body = ProposalsResponse)))]
#[get("/contacts/{id}/common-ground-proposals")]
async fn find_common_ground_proposals(
    caller: Caller<ReadContacts>,
    read: Read,
    id: Path<Uuid>,
) -> Result<Answer<ProposalsResponse>, ApiError> {
    caller.require(Scope::ProfileRead)?;
    let (db, owner, id) = (read.db(), caller.owner, Id::<Contact>::new(*id));
    let contact = workspace::find(db, owner, id).await?;
    let contact = contact.ok_or_else(ApiError::not_found)?.value;
    let everything = Listing {
        by: SortBy::CreatedAt,
        descending: false,
        limit: u64::try_from(CommonGround::MAX).unwrap_or(u64::MAX),
        after: None,
    };
    let recorded =
        workspace::list::<CommonGround>(db, owner, of::<CommonGround>(id), everything).await?;
    let Ties {
        employers,
        titles,
        people,
    } = find_ties(db, owner, id).await?;
    let profile = profile::find(db, owner).await?;
    let profile = profile.ok_or_else(ApiError::not_found)?.whole().value;
    let known = Known {
        contact: &contact,
        employers,
        titles,
        people,
        recorded: recorded.into_iter().map(|one| one.value).collect(),
    };
    Ok(Answer::ok(&ProposalsResponse {
        object: "common_ground_proposals",
        contact_id: id.uuid(),
        proposals: propose(&profile.profile, &known)
            .into_iter()
            .map(Into::into)
            .collect(),
    }))
}

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(create_common_ground)
        .service(list_common_ground)
        .service(find_common_ground_proposals)
        .service(find_common_ground)
        .service(update_common_ground)
        .service(delete_common_ground);
}
