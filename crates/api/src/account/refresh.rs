//! Refreshing tokens: each refresh token is good once, and whoever comes second ends the session for both.

use actix_web::{http::StatusCode, post};
use chrono::{DateTime, Utc};
use domain::session::{EndReason, Refresh, RefreshRefused, Session};
use persistence::{
    Transaction,
    refresh_token::{self, NewRefreshToken},
    session,
};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use tracing::warn;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use super::grant::{self, TokensResponse};
use crate::{
    auth::refresh::RefreshToken,
    error::{ApiError, Code, Problem},
    http::{Answer, Body, Write},
};

/// A refresh token.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "refresh_token": "rprt_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY" }))]
struct RefreshInput {
    #[schema(value_type = String, write_only, min_length = 1, max_length = 100)]
    refresh_token: SecretString,
}

/// Refresh the tokens
///
/// Exchanges a refresh token for new tokens. Keep the new refresh token: the old one is used up. For 20 seconds, and
/// until the new one is used, the old one earns the same answer once more, in case the first was lost. Presented after
/// that it ends the session, as two parties must be holding it. Takes no Idempotency-Key.
#[utoipa::path(operation_id = "refresh_tokens", tag = "auth", security(()), request_body = RefreshInput,
    responses(
        (status = 200, description = "The new tokens of the same session", body = TokensResponse),
        (status = 401, description = "`invalid_refresh_token`: unknown, used, expired, or its session has ended",
            body = Problem),
    ))]
#[post("/auth/refresh")]
async fn refresh_tokens(
    write: Write,
    body: Body<RefreshInput>,
) -> Result<Answer<TokensResponse>, ApiError> {
    let given = RefreshToken::parse(body.0.refresh_token.expose_secret());
    let given = given.ok_or_else(invalid_refresh_token)?;
    let successor = write.state().successors.of(&given);
    let tx = write.state().db.begin().await?;
    let found = session::find_by_refresh_token_for_update(&tx, &given.hash()).await?;
    let session = found.ok_or_else(invalid_refresh_token)?;
    let exchanged = exchange(&write, &tx, &session, &given, &successor).await?;
    // Also when the token is refused: a session that was ended for it must stay so.
    tx.commit().await?;
    let expires_at = exchanged.map_err(|_refused| invalid_refresh_token())?;
    let tokens = TokensResponse::new(&write, &session, &successor, expires_at)?;
    Ok(grant::answer(StatusCode::OK, &tokens))
}

/// Makes the successor, unless the domain refuses; returns when it expires.
async fn exchange(
    write: &Write,
    tx: &Transaction,
    session: &Session,
    given: &RefreshToken,
    successor: &RefreshToken,
) -> Result<Result<DateTime<Utc>, RefreshRefused>, ApiError> {
    let (now, lifetimes) = (write.now(), &write.state().lifetimes);
    let (used, hash) = (given.hash(), successor.hash());
    let (token, next) = refresh_token::find_with_successor(tx, &used, &hash).await?;
    let token = token.ok_or_else(invalid_refresh_token)?;
    Ok(match session.refresh(token, next, lifetimes, now) {
        Ok(Refresh::Rotate { expires_at }) => {
            let successor = NewRefreshToken { hash, expires_at };
            refresh_token::rotate(tx, session.id, &used, &successor, now).await?;
            Ok(expires_at)
        }
        Ok(Refresh::Repeat { expires_at }) => Ok(expires_at),
        Err(refused) => {
            if refused == RefreshRefused::Reused {
                warn!(session.id = %session.id, "a refresh token was used twice; its session is ended");
                let reason = EndReason::RefreshTokenReused;
                session::end(tx, session.account, session.id, reason, now).await?;
            }
            Err(refused)
        }
    })
}

fn invalid_refresh_token() -> ApiError {
    let detail = "It is unknown, used up or expired, or its session has ended. Sign in.";
    ApiError::challenge(Code::InvalidRefreshToken, detail, "")
}

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(refresh_tokens);
}
