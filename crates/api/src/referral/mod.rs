//! Referrals over HTTP.

pub(crate) mod lead;
mod neighbor;
mod overlap;
mod proposal;
mod route;
mod tree;
mod wire;

use actix_web::{delete, get, patch, post, web::Path};
use domain::{
    Stored,
    referral::{self, Referral},
};
use persistence::{
    Transaction, account,
    follow_up::{SettledBy, list_settled_by},
    referral::Narrowing,
    workspace::{self, Owner},
};
use utoipa_actix_web::service_config::ServiceConfig;
use uuid::Uuid;

use self::neighbor::ExpandReferral;
pub(crate) use self::neighbor::ReferralExpansion;
use self::wire::{CloseLoopInput, CreateReferral, ListReferrals, ReferralInput, ReferralPatch};
pub(crate) use self::wire::{PermissionToName, ReferralResponse};

use crate::{
    error::{ApiError, Problem},
    follow_up::touched,
    http::{
        Answer, Body, Caller, Page, PageQuery, Query, Read, Reply, Write,
        caller::{ReadReferrals, WriteReferrals},
    },
};

/// Create a referral
///
/// Notes that one contact led to another, once for the two of them, and where it arose: as the answer to an attempt, in
/// an interview, to a network ask or at an event.
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
    let (owner, now) = (caller.owner, write.now());
    let (referral, permission) = body.0.read()?;
    write
        .run(owner, async |tx| {
            let referral = permit(tx, &write, owner, (referral, permission)).await?;
            let new = workspace::insert(tx, owner, write.new_id()?, &referral, now).await?;
            Ok(Reply::created("/v1/referrals", new))
        })
        .await
}

/// List referrals
///
/// Newest first.
#[utoipa::path(operation_id = "list_referrals", tag = "referrals", security(("bearer" = ["referrals:read"])),
    params(ListReferrals, ExpandReferral, PageQuery),
    responses((status = 200, description = "One page of the caller's referrals", body = Page<ReferralResponse>)))]
#[get("/referrals")]
async fn list_referrals(
    caller: Caller<ReadReferrals>,
    read: Read,
    list: Query<ListReferrals>,
    expand: Query<ExpandReferral>,
    page: Query<PageQuery>,
) -> Result<Answer<Page<ReferralResponse>>, ApiError> {
    let filter = Narrowing::from(list.0).into();
    read.page_with::<_, Referral, _>(&caller, filter, "-created_at", page.0, expand.0.expand)
        .await
}

/// Find a referral
#[utoipa::path(operation_id = "find_referral", tag = "referrals", security(("bearer" = ["referrals:read"])),
    params(ExpandReferral),
    responses((status = 200, description = "The referral", body = ReferralResponse)))]
#[get("/referrals/{id}")]
async fn find_referral(
    caller: Caller<ReadReferrals>,
    read: Read,
    id: Path<Uuid>,
    expand: Query<ExpandReferral>,
) -> Result<Answer<ReferralResponse>, ApiError> {
    read.one_with::<_, Referral, _>(&caller, *id, expand.0.expand)
        .await
}

/// Change a referral
///
/// Where it arose, the permission, what came of it, and the note. Who led to whom stays: delete a referral that was
/// wrong.
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
    let transition = async |tx: &_, current: Stored<Referral>| {
        let input = patch.apply(&ReferralInput::from(&current.value))?;
        let changed = input.change(current.value.clone())?;
        let next = permit(tx, &write, caller.owner, changed).await?;
        Ok(current.with(next))
    };
    write.change(caller.owner, *id, transition).await
}

/// Close the loop of a referral
///
/// Notes that the referrer was told what came of it, which counts as contact with them. A follow-up that asked for it is
/// done.
#[utoipa::path(operation_id = "close_referral_loop", tag = "referrals", security(("bearer" = ["referrals:write"])),
    request_body = CloseLoopInput,
    responses(
        (status = 200, description = "The referral as it now is", body = ReferralResponse),
        (status = 409, description = "`wrong_state`: they were told already; the problem says when in `loop_closed_at`",
            body = Problem),
    ))]
#[post("/referrals/{id}/close-loop")]
async fn close_referral_loop(
    caller: Caller<WriteReferrals>,
    write: Write,
    id: Path<Uuid>,
    body: Body<CloseLoopInput>,
) -> Result<Answer<ReferralResponse>, ApiError> {
    let (owner, now) = (caller.owner, write.now());
    let closure = body.0.read(now)?;
    let transition = async |tx: &_, current: Stored<Referral>| {
        let closed = current.value.clone().close_loop(closure)?;
        for owed in list_settled_by(tx, owner, SettledBy::Referral(current.id)).await? {
            let done = owed.value.clone().done(now, now)?;
            write.save(tx, owner, owed.with(done)).await?;
        }
        touched(tx, &write, owner, &[closed.referrer_id()], now).await?;
        Ok(current.with(closed))
    };
    write.change(owner, *id, transition).await
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

/// The referral with this permission as of today in the person's zone, which is looked up only for a change.
async fn permit(
    tx: &Transaction,
    write: &Write,
    owner: Owner,
    (referral, permission): (Referral, referral::PermissionToName),
) -> Result<Referral, ApiError> {
    if referral.permission_to_name == permission {
        return Ok(referral);
    }
    let account = account::find(tx, owner).await?;
    // Gone since the token was checked.
    let zone = account.ok_or_else(ApiError::not_found)?.value.time_zone;
    Ok(referral.permitted(permission, zone.day_of(write.now())))
}

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(create_referral)
        .service(list_referrals)
        .service(find_referral)
        .service(update_referral)
        .service(close_referral_loop)
        .service(delete_referral);
    proposal::routes(config);
    tree::routes(config);
    route::routes(config);
    overlap::routes(config);
}
