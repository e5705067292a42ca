//! The caller's profile over HTTP.

mod part;
mod readiness;
mod readiness_wire;
mod wire;

use actix_web::{get, patch};
use domain::profile::OwnProfile;
use persistence::{
    Executor, Transaction,
    profile::{Kept, find, save},
    workspace::Owner,
};
use utoipa_actix_web::service_config::ServiceConfig;

use self::wire::{ProfileInput, ProfilePatch, ProfileResponse};
use crate::{
    change::{Current, current},
    error::{ApiError, Code},
    http::{
        Answer, Caller, Read, Reply, Write,
        caller::{ReadProfile, WriteProfile},
        etag,
    },
    methodology::choice,
    notification::settle,
    outreach::settle_all,
};

/// Find your profile
///
/// Everybody has one from the beginning; nothing of it is required.
#[utoipa::path(operation_id = "find_profile", tag = "profile", security(("bearer" = ["profile:read"])),
    responses((status = 200, description = "The caller's profile", body = ProfileResponse)))]
#[get("/profile")]
async fn find_profile(
    caller: Caller<ReadProfile>,
    read: Read,
) -> Result<Answer<ProfileResponse>, ApiError> {
    let found = find(read.db(), caller.owner).await?;
    read.found(found.ok_or_else(ApiError::not_found)?.whole())
}

/// Change your profile
///
/// Lists are replaced whole. A holiday calendar names its country and a weekly target both its numbers; a subdivision
/// that is not named stays. The time zone is the account's: changing it here changes it there, in the same moment. What is
/// open takes the course that follows from another zone or other holidays.
#[utoipa::path(operation_id = "update_profile", tag = "profile", security(("bearer" = ["profile:write"])),
    request_body(content = ProfilePatch, content_type = "application/merge-patch+json"),
    responses((status = 200, description = "The profile as it now is", body = ProfileResponse)))]
#[patch("/profile")]
async fn update_profile(
    caller: Caller<WriteProfile>,
    write: Write,
    patch: ProfilePatch,
) -> Result<Answer<ProfileResponse>, ApiError> {
    write
        .run(caller.owner, async |tx| {
            let kept = find(tx, caller.owner).await?;
            let kept = kept.ok_or_else(ApiError::not_found)?;
            let current = kept.whole();
            etag::require_match(write.request(), &etag::of(&current))?;
            let next = patch.apply(&ProfileInput::from(&current.value))?;
            let next = next.into_profile(tx, caller.owner).await?;
            let is_elsewhere = next.desk() != current.value.desk();
            let saved = save(tx, kept, next, write.now()).await?;
            let saved = saved.ok_or_else(changed_meanwhile)?.whole();
            if is_elsewhere {
                settle_all(tx, caller.owner, write.now()).await?;
                settle(tx, caller.owner, write.now()).await?;
            }
            Ok(Reply::ok(saved))
        })
        .await
}

impl ProfileInput {
    async fn into_profile(self, tx: &Transaction, owner: Owner) -> Result<OwnProfile, ApiError> {
        let methodology = choice(tx, owner, self.methodology_id).await?;
        self.choosing(methodology)
    }
}

fn changed_meanwhile() -> ApiError {
    let detail = "The profile or the account was changed at the same moment. Try again.";
    ApiError::new(Code::Conflict, detail)
}

/// The profile as its changes show it.
pub(crate) async fn find_changed(
    db: &impl Executor,
    owner: Owner,
) -> Result<Vec<Current>, ApiError> {
    let found = find(db, owner).await?;
    let found = found.iter().map(Kept::whole);
    found.map(current::<OwnProfile, ProfileResponse>).collect()
}

pub(crate) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(find_profile).service(update_profile);
    readiness::routes(config);
}
