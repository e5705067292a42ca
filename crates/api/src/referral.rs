//! Referrals over HTTP.

use actix_web::{delete, get, patch, post, web::Path};
use chrono::{DateTime, Utc};
use domain::{
    Id, Stored, Text,
    referral::{self, Referral, SelfReferral},
};
use persistence::referral::filter;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use crate::{
    error::{ApiError, Problem},
    http::{
        Answer, Body, Caller, Page, PageQuery, Patch, Query, Read, Write,
        caller::{ReadReferrals, WriteReferrals},
    },
    wire::{Word, optional_text},
};

pub(crate) type PermissionToName = Word<referral::PermissionToName>;

/// Who led to whom.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "referrer_id": "019b76da-a800-7000-8000-000000000007", "contact_id": "019b76da-a800-7000-8000-000000000008",
    "permission_to_name": "granted", "note": "They share an office."
}))]
struct CreateReferral {
    /// The contact who led to the other one. Stays as it is.
    referrer_id: Uuid,
    /// The contact they led to. Stays as it is.
    contact_id: Uuid,
    /// The interview in which it came up. Stays as it is.
    interview_id: Option<Uuid>,
    /// `not_asked` when it is not given.
    permission_to_name: Option<PermissionToName>,
    #[schema(min_length = 1, max_length = 5000)]
    note: Option<String>,
}

/// What can be changed about a referral.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "permission_to_name": "granted", "note": "They share an office." }))]
struct ReferralInput {
    permission_to_name: PermissionToName,
    #[schema(min_length = 1, max_length = 5000)]
    note: Option<String>,
}

type ReferralPatch = Patch<ReferralInput>;

/// One contact led to another.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Referral, example = json!({
    "id": "019b76da-a800-7000-8000-000000000009", "object": "referral",
    "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z",
    "referrer_id": "019b76da-a800-7000-8000-000000000007", "contact_id": "019b76da-a800-7000-8000-000000000008",
    "interview_id": null, "permission_to_name": "granted", "note": "They share an office."
}))]
pub(crate) struct ReferralResponse {
    id: Uuid,
    /// Always `referral`.
    #[schema(max_length = 50)]
    object: &'static str,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    /// The contact who led to the other one.
    referrer_id: Uuid,
    /// The contact they led to.
    contact_id: Uuid,
    /// The interview in which it came up.
    interview_id: Option<Uuid>,
    permission_to_name: PermissionToName,
    #[schema(max_length = 5000)]
    note: Option<String>,
}

impl From<Stored<Referral>> for ReferralResponse {
    fn from(
        Stored {
            id,
            version: _,
            created_at,
            updated_at,
            value,
        }: Stored<Referral>,
    ) -> Self {
        Self {
            id: id.uuid(),
            object: "referral",
            created_at,
            updated_at,
            referrer_id: value.referrer_id().uuid(),
            contact_id: value.contact_id().uuid(),
            interview_id: value.interview_id.map(Id::uuid),
            permission_to_name: Word(value.permission_to_name),
            note: value.note.map(Text::into_string),
        }
    }
}

impl TryFrom<CreateReferral> for Referral {
    type Error = ApiError;

    fn try_from(
        CreateReferral {
            referrer_id,
            contact_id,
            interview_id,
            permission_to_name,
            note,
        }: CreateReferral,
    ) -> Result<Self, ApiError> {
        let permission = permission_to_name
            .map_or(referral::PermissionToName::NotAsked, |Word(permission)| {
                permission
            });
        Ok(Self::new(
            Id::new(referrer_id),
            Id::new(contact_id),
            interview_id.map(Id::new),
            permission,
            optional_text("/note", note.as_deref())?,
        )?)
    }
}

impl From<SelfReferral> for ApiError {
    fn from(refused: SelfReferral) -> Self {
        Self::field("/contact_id", "self_referral", refused)
    }
}

#[derive(Clone, Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct ListReferrals {
    /// Only referrals by this contact.
    referrer_id: Option<Uuid>,
    /// Only referrals to this contact.
    contact_id: Option<Uuid>,
    /// Only referrals with one of these permissions.
    #[param(max_items = 4)]
    permission_to_name: Option<Vec<PermissionToName>>,
}

/// Create a referral
///
/// Notes that one contact led to another, once for the two of them.
#[utoipa::path(operation_id = "create_referral", tag = "referrals", security(("bearer" = ["referrals:write"])),
    request_body = CreateReferral,
    responses(
        (status = 201, description = "The referral", body = ReferralResponse),
        (status = 409, description = "`referral_exists`: it is recorded that the one led to the other", body = Problem),
    ))]
#[post("/referrals")]
async fn create_referral(
    caller: Caller<WriteReferrals>,
    write: Write,
    body: Body<CreateReferral>,
) -> Result<Answer<ReferralResponse>, ApiError> {
    let referral = Referral::try_from(body.0)?;
    let admit = async |_: &_, _, _: &_| Ok(());
    write
        .create(caller.owner, "/v1/referrals", referral, admit)
        .await
}

/// List referrals
///
/// Newest first.
#[utoipa::path(operation_id = "list_referrals", tag = "referrals", security(("bearer" = ["referrals:read"])),
    params(ListReferrals, PageQuery),
    responses((status = 200, description = "One page of the caller's referrals", body = Page<ReferralResponse>)))]
#[get("/referrals")]
async fn list_referrals(
    caller: Caller<ReadReferrals>,
    read: Read,
    list: Query<ListReferrals>,
    page: Query<PageQuery>,
) -> Result<Answer<Page<ReferralResponse>>, ApiError> {
    let ListReferrals {
        referrer_id,
        contact_id,
        permission_to_name,
    } = list.0;
    let (referrer, contact) = (referrer_id.map(Id::new), contact_id.map(Id::new));
    let filter = filter(referrer, contact, &Word::list(permission_to_name));
    read.page::<Referral, _>(caller.owner, filter, "-created_at", page.0)
        .await
}

/// Find a referral
#[utoipa::path(operation_id = "find_referral", tag = "referrals", security(("bearer" = ["referrals:read"])),
    responses((status = 200, description = "The referral", body = ReferralResponse)))]
#[get("/referrals/{id}")]
async fn find_referral(
    caller: Caller<ReadReferrals>,
    read: Read,
    id: Path<Uuid>,
) -> Result<Answer<ReferralResponse>, ApiError> {
    read.one::<Referral, _>(caller.owner, *id).await
}

/// Change a referral
///
/// The permission and the note. Who led to whom stays: delete a referral that was wrong.
#[utoipa::path(operation_id = "update_referral", tag = "referrals", security(("bearer" = ["referrals:write"])),
    request_body(content = ReferralPatch, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "The referral as it now is", body = ReferralResponse)))]
#[patch("/referrals/{id}")]
async fn update_referral(
    caller: Caller<WriteReferrals>,
    write: Write,
    id: Path<Uuid>,
    patch: ReferralPatch,
) -> Result<Answer<ReferralResponse>, ApiError> {
    let transition = async |_: &_, mut referral: Stored<Referral>| {
        let ReferralInput {
            permission_to_name: Word(permission),
            note,
        } = patch.apply(&ReferralInput {
            permission_to_name: Word(referral.value.permission_to_name),
            note: referral.value.note.as_ref().map(Text::to_string),
        })?;
        referral.value.permission_to_name = permission;
        referral.value.note = optional_text("/note", note.as_deref())?;
        Ok(referral)
    };
    write.change(caller.owner, *id, transition).await
}

/// Delete a referral
#[utoipa::path(operation_id = "delete_referral", tag = "referrals", security(("bearer" = ["referrals:write"])),
    responses((status = 204, description = "It is gone")))]
#[delete("/referrals/{id}")]
async fn delete_referral(
    caller: Caller<WriteReferrals>,
    write: Write,
    id: Path<Uuid>,
) -> Result<Answer<()>, ApiError> {
    write.delete::<Referral>(caller.owner, *id).await
}

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(create_referral)
        .service(list_referrals)
        .service(find_referral)
        .service(update_referral)
        .service(delete_referral);
}
