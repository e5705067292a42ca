//! Whether the caller is ready to ask for a first conversation.

use actix_web::get;
use domain::profile::readiness;
use persistence::profile::find_standing;
use utoipa_actix_web::service_config::ServiceConfig;

use super::readiness_wire::OutreachReadinessResponse;
use crate::{
    error::ApiError,
    http::{Answer, Caller, Read, caller::ReadProfile},
    methodology::chosen_policy,
};

/// Find out whether you are ready for a first outreach
///
/// Rule by rule: what is met, what it is worth, why, where the rule comes from, and by which operation it can be met.
/// Being clear with oneself is required; of the rest, some may lack. The numbers are those of the methodology that the profile chooses.
/// Nothing here forbids an outreach.
#[utoipa::path(operation_id = "find_outreach_readiness", tag = "profile", security(("bearer" = ["profile:read"])),
    responses((status = 200, description = "The verdict and its findings", body = OutreachReadinessResponse)))]
#[get("/profile/readiness")]
async fn find_outreach_readiness(
    caller: Caller<ReadProfile>,
    read: Read,
) -> Result<Answer<OutreachReadinessResponse>, ApiError> {
    let standing = find_standing(read.db(), caller.owner).await?;
    let policy = chosen_policy(read.db(), caller.owner).await?;
    let readiness = readiness(&standing, &policy);
    Ok(Answer::ok(&OutreachReadinessResponse::from(&readiness)))
}

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(find_outreach_readiness);
}
