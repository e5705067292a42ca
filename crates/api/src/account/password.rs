//! Changing the password.

use actix_web::post;
use domain::{
    account::Email,
    password::{self, WeakPassword},
    session::EndReason,
};
use persistence::{account, session};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use super::{changed_meanwhile, grant, proof::prove};
use crate::{
    error::{ApiError, Problem},
    http::{Answer, Body, Caller, Write, caller::WriteAccount},
};

/// The old password and the new one.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "current_password": "a walk by the canal at noon", "new_password": "rain on the tin roof at night"
}))]
struct PasswordInput {
    #[schema(value_type = String, format = Password, write_only, min_length = 1, max_length = 128)]
    current_password: SecretString,
    /// At least 15 characters and nothing that everybody tries first; a few words in a row do well.
    #[schema(value_type = String, format = Password, write_only, min_length = 15, max_length = 128)]
    new_password: SecretString,
}

/// Holds a password that somebody chooses against the domain's rules.
pub(super) fn check(pointer: &str, chosen: &SecretString, email: &Email) -> Result<(), ApiError> {
    password::check(chosen.expose_secret(), email).map_err(|weak| {
        let code = match weak {
            WeakPassword::TooShort => "min_length",
            WeakPassword::TooLong => "max_length",
            WeakPassword::ContainsEmail => "contains_email",
            WeakPassword::Repetitive => "repetitive",
            WeakPassword::Sequential => "sequential",
            WeakPassword::Common => "common",
        };
        ApiError::field(pointer, code, weak)
    })
}

/// The caller is who they are, but this is not their password: no reason to refresh a token, hence no 401.
pub(super) fn wrong(pointer: &str) -> ApiError {
    ApiError::field(pointer, "wrong_password", "is not your password")
}

/// Change your password
///
/// Ends every other session at once; this one goes on. Takes no Idempotency-Key: a hash of the body would give the
/// password away.
#[utoipa::path(operation_id = "change_password", tag = "account", security(("bearer" = ["account:write"])),
    request_body = PasswordInput,
    responses(
        (status = 204, description = "The new password is in force"),
        (status = 409, description = "`conflict`: the password was changed at the same moment", body = Problem),
        (status = 429, description = "`too_many_failures`: the current password was wrong too often", body = Problem),
    ))]
#[post("/account/change-password")]
async fn change_password(
    caller: Caller<WriteAccount>,
    write: Write,
    body: Body<PasswordInput>,
) -> Result<Answer<()>, ApiError> {
    let (id, input, db) = (caller.owner, body.0, &write.state().db);
    let found = account::find_credentials(db, id).await?;
    let found = found.ok_or_else(ApiError::not_found)?;
    let email = found.account.value.email.clone();
    check("/new_password", &input.new_password, &email)?;
    let proof = prove(&write, &email, Some(found), input.current_password).await?;
    let proof = proof.ok_or_else(|| wrong("/current_password"))?;
    let hash = write.state().hasher.hash(input.new_password).await?;
    let (tx, now) = (db.begin().await?, write.now());
    if !account::update_password_hash(&tx, id, &proof.verified, &hash, now).await? {
        return Err(changed_meanwhile());
    }
    let (kept, reason) = (caller.session()?, EndReason::PasswordChanged);
    session::end_others(&tx, id, kept, reason, now).await?;
    tx.commit().await?;
    Ok(grant::nothing())
}

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(change_password);
}
