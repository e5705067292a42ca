//! Registering, signing in and signing out.

use actix_web::{
    http::{
        StatusCode,
        header::{HeaderValue, LOCATION},
    },
    post,
};
use domain::{account::Account, session::EndReason};
use persistence::{account, session};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use tracing::warn;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use super::{
    AccountResponse, display_name, email,
    grant::{self, Opening, TokensResponse},
    password,
    proof::{Proof, prove},
    time_zone, verification,
};
use crate::{
    error::{ApiError, Code, Problem},
    http::{Answer, Body, Caller, Write, caller::Anything},
};

/// What a newcomer says.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "email": "ada@example.org", "password": "a walk by the canal at noon", "display_name": "Ada Lovelace",
    "time_zone": "Europe/London", "device": "Ada's laptop"
}))]
struct RegistrationInput {
    /// Nobody distinguishes addresses by letter case.
    #[schema(
        min_length = 3,
        max_length = 254,
        pattern = r"^\s*[^@\s]+@[^@\s.]+(\.[^@\s.]+)+\s*$"
    )]
    email: String,
    /// At least 15 characters and nothing that everybody tries first; a few words in a row do well.
    #[schema(value_type = String, format = Password, write_only, min_length = 15, max_length = 128)]
    password: SecretString,
    #[schema(min_length = 1, max_length = 200)]
    display_name: String,
    /// A time zone of the IANA database; deadlines such as the end of the next day are counted in it.
    #[schema(min_length = 1, max_length = 64)]
    time_zone: String,
    /// What to call this device in the list of sessions; the User-Agent when it is not given.
    #[schema(min_length = 1, max_length = 200)]
    device: Option<String>,
}

/// A new account, signed in.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Registration, example = json!({
    "account": {
        "id": "019b76da-a800-7000-8000-000000000001", "object": "account",
        "created_at": "2026-01-05T09:00:00Z", "updated_at": "2026-01-05T09:00:00Z",
        "email": "ada@example.org", "email_verified_at": null, "display_name": "Ada Lovelace",
        "time_zone": "Europe/London"
    },
    "access_token": "eyJ0eXAiOiJhdCtqd3QiLCJhbGciOiJFZERTQSJ9.eyJpc3MiOiJyYXBwb3J0In0.c2lnbmF0dXJl",
    "token_type": "Bearer", "expires_in": 600,
    "refresh_token": "rprt_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY",
    "refresh_expires_at": "2026-02-04T09:00:00Z", "scope": "account:read account:write",
    "session_id": "019b76da-a800-7000-8000-000000000002"
}))]
struct RegistrationResponse {
    account: AccountResponse,
    #[serde(flatten)]
    tokens: TokensResponse,
}

/// What somebody says who has an account.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "email": "ada@example.org", "password": "a walk by the canal at noon", "device": "Ada's phone"
}))]
struct SignInInput {
    #[schema(
        min_length = 3,
        max_length = 254,
        pattern = r"^\s*[^@\s]+@[^@\s.]+(\.[^@\s.]+)+\s*$"
    )]
    email: String,
    #[schema(value_type = String, format = Password, write_only, min_length = 1, max_length = 128)]
    password: SecretString,
    /// What to call this device in the list of sessions; the User-Agent when it is not given.
    #[schema(min_length = 1, max_length = 200)]
    device: Option<String>,
    /// What the session may do, separated by spaces; everything when it is not given.
    #[schema(min_length = 1, max_length = 1000, example = "themes:read agenda:read")]
    scope: Option<String>,
}

/// Register
///
/// Opens an account and signs in. Takes no Idempotency-Key: the answer holds secrets. When an answer is lost, sign in.
/// A mail asks to verify the address. That an address is taken is told.
#[utoipa::path(operation_id = "register", tag = "auth", security(()), request_body = RegistrationInput,
    responses(
        (status = 201, description = "The account and its first tokens", body = RegistrationResponse),
        (status = 409, description = "`email_taken`: an account with this address exists", body = Problem),
    ))]
#[post("/auth/register")]
async fn register(
    write: Write,
    body: Body<RegistrationInput>,
) -> Result<Answer<RegistrationResponse>, ApiError> {
    let input = body.0;
    let opening = Opening::new(&write, input.device.as_deref(), None)?;
    let newcomer = Account {
        email: email(&input.email)?,
        display_name: display_name(&input.display_name)?,
        time_zone: time_zone(&input.time_zone)?,
        email_verified_at: None,
    };
    password::check("/password", &input.password, &newcomer.email)?;
    let hash = write.state().hasher.hash(input.password).await?;
    let (id, tx) = (write.next_id(), write.state().db.begin().await?);
    let stored = account::insert(&tx, id, &newcomer, &hash, write.now()).await?;
    let tokens = opening.open(&write, &tx, id, &hash).await?;
    verification::request(&write, &tx, id).await?;
    tx.commit().await?;
    let body = RegistrationResponse {
        account: stored.into(),
        tokens: tokens.ok_or_else(|| ApiError::internal("no account to sign in to"))?,
    };
    let location = HeaderValue::from_static("/v1/account");
    Ok(grant::answer(StatusCode::CREATED, &body).with_header(LOCATION, location))
}

/// Sign in
///
/// Opens a session. Paste the `access_token` where *Authorize* asks for it. Takes no Idempotency-Key: the answer holds
/// secrets.
#[utoipa::path(operation_id = "sign_in", tag = "auth", security(()), request_body = SignInInput,
    responses(
        (status = 200, description = "The tokens of a new session", body = TokensResponse),
        (status = 401, description = "`invalid_credentials`: no account has this address and password", body = Problem),
        (status = 429, description = "`too_many_failures`: sign-ins to this address failed too often", body = Problem),
    ))]
#[post("/auth/sign-in")]
async fn sign_in(
    write: Write,
    body: Body<SignInInput>,
) -> Result<Answer<TokensResponse>, ApiError> {
    let input = body.0;
    let email = email(&input.email)?;
    let opening = Opening::new(&write, input.device.as_deref(), input.scope.as_deref())?;
    let found = account::find_credentials_by_email(&write.state().db, &email).await?;
    let proof = prove(&write, &email, found, input.password.clone()).await?;
    let proof = proof.ok_or_else(invalid_credentials)?;
    let tx = write.state().db.begin().await?;
    let tokens = opening.open(&write, &tx, proof.account.id, &proof.verified);
    let tokens = tokens.await?.ok_or_else(overtaken)?;
    tx.commit().await?;
    if proof.is_outdated
        && let Err(error) = strengthen(&write, &proof, input.password).await
    {
        warn!(%error, "a password hash stays at its old cost until the next sign-in");
    }
    Ok(grant::answer(StatusCode::OK, &tokens))
}

/// Hashes a password anew at today's cost; only now is it known.
async fn strengthen(write: &Write, proof: &Proof, password: SecretString) -> Result<(), ApiError> {
    let hash = write.state().hasher.hash(password).await?;
    let (id, tx) = (proof.account.id, write.state().db.begin().await?);
    account::update_password_hash(&tx, id, &proof.verified, &hash, write.now()).await?;
    Ok(tx.commit().await?)
}

fn invalid_credentials() -> ApiError {
    let detail = "No account has this address and this password.";
    ApiError::challenge(Code::InvalidCredentials, detail, "")
}

/// The password was verified, and then it was no longer the account's: changed, or only hashed anew by another sign-in.
fn overtaken() -> ApiError {
    ApiError::new(
        Code::Busy,
        "The account was changed at the same moment. Try again.",
    )
}

/// Sign out
///
/// Ends the session of the access token at once: neither its access tokens nor its refresh token are good any more.
#[utoipa::path(operation_id = "sign_out", tag = "auth", security(("bearer" = [])),
    responses((status = 204, description = "The session has ended")))]
#[post("/auth/sign-out")]
async fn sign_out(caller: Caller<Anything>, write: Write) -> Result<Answer<()>, ApiError> {
    let (db, session) = (&write.state().db, caller.session()?);
    session::end(db, caller.owner, session, EndReason::SignedOut, write.now()).await?;
    Ok(grant::nothing())
}

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(register).service(sign_in).service(sign_out);
    super::refresh::routes(config);
}
