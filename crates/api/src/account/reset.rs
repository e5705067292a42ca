//! A new password for somebody who forgot theirs, by a mail to their address.

use actix_web::post;
use domain::{email_proof::ProofPurpose, session::EndReason};
use persistence::{account, email_proof, session, sign_in_throttle};
use secrecy::SecretString;
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use super::{
    email, grant, password,
    verification::{bad_token, token, verified},
};
use crate::{
    error::{ApiError, Problem},
    http::{Answer, Body, Write},
    mail,
    work::Mail,
};

/// Whose password was forgotten.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "email": "ada@example.org" }))]
struct ForgottenInput {
    #[schema(
        min_length = 3,
        max_length = 254,
        pattern = r"^\s*[^@\s]+@[^@\s.]+(\.[^@\s.]+)+\s*$"
    )]
    email: String,
}

/// What the mail said, and the new password.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "token": "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY", "new_password": "rain on the tin roof at night"
}))]
struct ResetInput {
    #[schema(
        write_only,
        min_length = 43,
        max_length = 43,
        pattern = "^[A-Za-z0-9_-]{43}$"
    )]
    token: String,
    /// At least 15 characters and nothing that everybody tries first; a few words in a row do well.
    #[schema(value_type = String, format = Password, write_only, min_length = 15, max_length = 128)]
    new_password: SecretString,
}

/// Ask for a new password
///
/// Sends a mail to the address, if an account has it; the answer is the same if none has. More often than once a minute no
/// further mail is sent. The password stays as it is until a new one is chosen.
#[utoipa::path(operation_id = "forget_password", tag = "auth", security(()), request_body = ForgottenInput,
    responses(
        (status = 202, description = "If an account has this address, a mail is on its way"),
        (status = 503, description = "`mail_off`: this installation sends no mail", body = Problem),
    ))]
#[post("/auth/forgot-password")]
async fn forget_password(write: Write, body: Body<ForgottenInput>) -> Result<Answer<()>, ApiError> {
    mail::require(write.state())?;
    let email = email(&body.0.email)?;
    let tx = write.state().db.begin().await?;
    if let Some(found) = account::find_credentials_by_email(&tx, &email).await? {
        let id = found.account.id;
        if email_proof::request(&tx, id, ProofPurpose::ResetPassword, write.now()).await? {
            Mail::ResetPassword.leave(&tx, id).await?;
        }
    }
    tx.commit().await?;
    Ok(grant::accepted())
}

/// Choose a new password
///
/// With the token of a mail, which is good for half an hour and once. Ends every session at once, and verifies the address:
/// whoever has the token got the mail.
#[utoipa::path(operation_id = "reset_password", tag = "auth", security(()), request_body = ResetInput,
    responses(
        (status = 204, description = "The new password is in force"),
        (status = 409, description = "`conflict`: the account was changed at the same moment", body = Problem),
    ))]
#[post("/auth/reset-password")]
async fn reset_password(write: Write, body: Body<ResetInput>) -> Result<Answer<()>, ApiError> {
    let (input, state, now) = (body.0, write.state(), write.now());
    let hash = token(&input.token)?.hash();
    let purpose = ProofPurpose::ResetPassword;
    // What it is good for is seen before the costly part, and taken after it: a password that will not do costs no token.
    let owner = email_proof::find(&state.db, purpose, &hash, now).await?;
    let found = account::find(&state.db, owner.ok_or_else(bad_token)?).await?;
    let email = found.ok_or_else(bad_token)?.value.email;
    password::check("/new_password", &input.new_password, &email)?;
    let new = state.hasher.hash(input.new_password).await?;
    let tx = state.db.begin().await?;
    let redeemed = email_proof::redeem(&tx, purpose, &hash, now).await?;
    let owner = redeemed.ok_or_else(bad_token)?;
    account::reset_password(&tx, owner, &new, now).await?;
    session::end_all(&tx, owner, EndReason::PasswordReset, now).await?;
    sign_in_throttle::delete(&tx, &state.throttle.hash(&email)).await?;
    email_proof::withdraw(&tx, owner, ProofPurpose::VerifyEmail).await?;
    verified(&write, &tx, owner).await?;
    tx.commit().await?;
    Ok(grant::nothing())
}

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(forget_password).service(reset_password);
}
