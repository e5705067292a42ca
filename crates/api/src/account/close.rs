//! Deleting an account with everything it owns.

use actix_web::post;
use persistence::account;
use secrecy::SecretString;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use super::{changed_meanwhile, grant, password, proof::prove};
use crate::{
    error::{ApiError, Problem},
    http::{Answer, Body, Caller, Write, caller::WriteAccount},
};

/// The password, as a last question.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "password": "a walk by the canal at noon" }))]
struct DeletionInput {
    #[schema(value_type = String, format = Password, write_only, min_length = 1, max_length = 128)]
    password: SecretString,
}

/// Delete your account
///
/// Deletes the account and everything it owns, at once and for good. It is a POST because it takes the password: a body
/// of DELETE has no meaning that clients and proxies agree on (RFC 9110, section 9.3.5). Takes no Idempotency-Key.
#[utoipa::path(operation_id = "delete_account", tag = "account", security(("bearer" = ["account:write"])),
    request_body = DeletionInput,
    responses(
        (status = 204, description = "It is gone"),
        (status = 409, description = "`conflict`: the password was changed at the same moment", body = Problem),
        (status = 429, description = "`too_many_failures`: the password was wrong too often", body = Problem),
    ))]
#[post("/account/delete")]
async fn delete_account(
    caller: Caller<WriteAccount>,
    write: Write,
    body: Body<DeletionInput>,
) -> Result<Answer<()>, ApiError> {
    let db = &write.state().db;
    let found = account::find_credentials(db, caller.owner).await?;
    let found = found.ok_or_else(ApiError::not_found)?;
    let email = found.account.value.email.clone();
    let proof = prove(&write, &email, Some(found), body.0.password).await?;
    let proof = proof.ok_or_else(|| password::wrong("/password"))?;
    let tx = db.begin().await?;
    if !account::delete(&tx, caller.owner, &proof.verified).await? {
        return Err(changed_meanwhile());
    }
    tx.commit().await?;
    Ok(grant::nothing())
}

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(delete_account);
}
