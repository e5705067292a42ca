//! Verifying the address of an account by a mail to it.

use actix_web::post;
use domain::{
    Id,
    account::Account,
    email_proof::{PAUSE, ProofPurpose},
};
use persistence::{Transaction, account, email_proof};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use super::{changed_meanwhile, grant};
use crate::{
    auth::Opaque,
    error::{ApiError, Code, Problem},
    http::{Answer, Body, Caller, Write, caller::WriteAccount},
    mail,
    notification::settle,
    work::Mail,
};

/// What a mail says that asks to verify an address.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "token": "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY" }))]
struct VerificationInput {
    #[schema(
        write_only,
        min_length = 43,
        max_length = 43,
        pattern = "^[A-Za-z0-9_-]{43}$"
    )]
    token: String,
}

/// Asks for a mail that asks to verify the address. `false`: it was asked for a moment ago.
pub(super) async fn request(
    write: &Write,
    tx: &Transaction,
    id: Id<Account>,
) -> Result<bool, ApiError> {
    let purpose = ProofPurpose::VerifyEmail;
    let is_first =
        write.state().mailer.is_on() && email_proof::request(tx, id, purpose, write.now()).await?;
    if is_first {
        Mail::VerifyEmail.leave(tx, id).await?;
    }
    Ok(is_first)
}

/// What a mail said, if it can be that.
pub(super) fn token(text: &str) -> Result<Opaque, ApiError> {
    Opaque::parse(text).ok_or_else(bad_token)
}

/// Unknown, used, replaced by a later mail, or expired: none of it is told apart.
pub(super) fn bad_token() -> ApiError {
    ApiError::field("/token", "invalid_token", "is not good, or no longer")
}

/// Ask for a mail that verifies your address
///
/// One is sent on registration already. The token of the latest mail is good, for three days. Takes no Idempotency-Key: what
/// comes of asking twice is one mail.
#[utoipa::path(operation_id = "request_email_verification", tag = "account", security(("bearer" = ["account:write"])),
    responses(
        (status = 202, description = "A mail is on its way"),
        (status = 409, description = "`already_verified`: there is nothing to verify", body = Problem),
        (status = 429, description = "`too_soon`: one was asked for less than a minute ago", body = Problem),
        (status = 503, description = "`mail_off`: this installation sends no mail", body = Problem),
    ))]
#[post("/account/email-verification")]
async fn request_email_verification(
    caller: Caller<WriteAccount>,
    write: Write,
) -> Result<Answer<()>, ApiError> {
    mail::require(write.state())?;
    let tx = write.state().db.begin().await?;
    let found = account::find(&tx, caller.owner).await?;
    let found = found.ok_or_else(ApiError::not_found)?;
    if found.value.email_verified_at.is_some() {
        let detail = "The address is verified already.";
        return Err(ApiError::new(Code::AlreadyVerified, detail));
    }
    if !request(&write, &tx, caller.owner).await? {
        let detail = "A mail was asked for less than a minute ago.";
        let wait = PAUSE.num_seconds().unsigned_abs();
        return Err(ApiError::new(Code::TooSoon, detail).retry_after(wait));
    }
    tx.commit().await?;
    Ok(grant::accepted())
}

/// Verify an address
///
/// With the token of a mail; whoever has it needs no other.
#[utoipa::path(operation_id = "verify_email", tag = "auth", security(()), request_body = VerificationInput,
    responses(
        (status = 204, description = "The address is verified"),
        (status = 409, description = "`conflict`: the account was changed at the same moment", body = Problem),
    ))]
#[post("/auth/verify-email")]
async fn verify_email(write: Write, body: Body<VerificationInput>) -> Result<Answer<()>, ApiError> {
    let hash = token(&body.0.token)?.hash();
    let (tx, now) = (write.state().db.begin().await?, write.now());
    let redeemed = email_proof::redeem(&tx, ProofPurpose::VerifyEmail, &hash, now).await?;
    let owner = redeemed.ok_or_else(bad_token)?;
    verified(&write, &tx, owner).await?;
    tx.commit().await?;
    Ok(grant::nothing())
}

/// Notes that mail to the address reaches its owner; what they want to be told begins now.
pub(super) async fn verified(
    write: &Write,
    tx: &Transaction,
    owner: Id<Account>,
) -> Result<(), ApiError> {
    let (now, current) = (write.now(), account::find_for_update(tx, owner).await?);
    let current = current.ok_or_else(bad_token)?;
    let next = current.value.clone().verified(now);
    if next != current.value {
        let saved = account::update(tx, current.with(next), now).await?;
        saved.ok_or_else(changed_meanwhile)?;
    }
    settle(tx, owner, now).await
}

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config
        .service(request_email_verification)
        .service(verify_email);
}
