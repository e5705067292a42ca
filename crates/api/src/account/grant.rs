//! What a successful sign-in or refresh is answered with: tokens, never kept by anybody on the way.

use actix_web::{
    HttpResponse,
    http::{
        StatusCode,
        header::{CACHE_CONTROL, USER_AGENT},
    },
};
use chrono::{DateTime, Utc};
use domain::{
    Id,
    account::Account,
    password::PasswordHash,
    session::{Session, State},
    text::Name,
};
use persistence::{Transaction, refresh_token::NewRefreshToken, session};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    auth::{Scopes, refresh::RefreshToken, token::Subject},
    error::ApiError,
    http::{Answer, Write},
    wire::optional_text,
};

/// The tokens of a session.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Tokens, example = json!({
    "access_token": "eyJ0eXAiOiJhdCtqd3QiLCJhbGciOiJFZERTQSJ9.eyJpc3MiOiJyYXBwb3J0In0.c2lnbmF0dXJl",
    "token_type": "Bearer", "expires_in": 600,
    "refresh_token": "rprt_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY",
    "refresh_expires_at": "2026-02-04T09:00:00Z", "scope": "account:read account:write",
    "session_id": "019b76da-a800-7000-8000-000000000002"
}))]
pub(super) struct TokensResponse {
    /// Send it as `Authorization: Bearer`.
    #[schema(max_length = 4096)]
    access_token: String,
    /// Always `Bearer`.
    #[schema(max_length = 10)]
    token_type: &'static str,
    /// Seconds until the access token expires.
    #[schema(minimum = 1, maximum = 900)]
    expires_in: i64,
    /// Good for one refresh.
    #[schema(max_length = 100)]
    refresh_token: String,
    /// When the refresh token expires, if it is not used.
    refresh_expires_at: DateTime<Utc>,
    /// What the access token may do, separated by spaces.
    #[schema(max_length = 1000)]
    scope: String,
    session_id: Uuid,
}

impl TokensResponse {
    /// Signs an access token for a session and puts it beside the refresh token.
    pub(super) fn new(
        write: &Write,
        session: &Session,
        refresh_token: &RefreshToken,
        refresh_expires_at: DateTime<Utc>,
    ) -> Result<Self, ApiError> {
        let state = write.state();
        let scopes = Scopes::read(&session.scope);
        let subject = Subject {
            account: session.account,
            session: session.id,
            scopes,
        };
        Ok(Self {
            access_token: state
                .tokens
                .issue(&subject, state.ids.uuid(), write.now())?,
            token_type: "Bearer",
            expires_in: state.tokens.lifetime().num_seconds(),
            refresh_token: refresh_token.reveal(),
            refresh_expires_at,
            scope: scopes.to_string(),
            session_id: session.id.uuid(),
        })
    }
}

/// An answer with secrets in it.
pub(crate) fn answer<T: Serialize>(status: StatusCode, body: &T) -> Answer<T> {
    let mut response = HttpResponse::build(status);
    Answer::of(
        response
            .insert_header((CACHE_CONTROL, "no-store"))
            .json(body),
    )
}

/// 204 after an operation that took a secret.
pub(super) fn nothing() -> Answer<()> {
    Answer::of(HttpResponse::NoContent().finish())
}

/// 202 after an operation that leaves the rest to the background.
pub(super) fn accepted() -> Answer<()> {
    Answer::of(HttpResponse::Accepted().finish())
}

/// What a new session is for.
#[derive(Clone, Debug)]
pub(super) struct Opening {
    pub(super) device: Option<Name>,
    pub(super) scopes: Scopes,
}

impl Opening {
    /// Named by the client, or else by its User-Agent; for all scopes unless it asks for fewer.
    pub(super) fn new(
        write: &Write,
        device: Option<&str>,
        scope: Option<&str>,
    ) -> Result<Self, ApiError> {
        let scopes = scope.map_or_else(|| Ok(Scopes::all()), Scopes::parse);
        Ok(Self {
            device: optional_text("/device", device)?.or_else(|| user_agent(write)),
            scopes: scopes
                .map_err(|unknown| ApiError::field("/scope", "unknown_scope", unknown))?,
        })
    }

    /// Opens the session; `None` when the password is no longer the one that was verified.
    pub(super) async fn open(
        self,
        write: &Write,
        tx: &Transaction,
        account: Id<Account>,
        verified: &PasswordHash,
    ) -> Result<Option<TokensResponse>, ApiError> {
        let (now, lifetimes) = (write.now(), &write.state().lifetimes);
        let session = Session {
            id: write.next_id(),
            account,
            device: self.device,
            scope: self.scopes.to_string(),
            created_at: now,
            last_used_at: now,
            expires_at: lifetimes.session_expiry(now),
            state: State::Open,
        };
        let token = RefreshToken::generate()?;
        let first = NewRefreshToken {
            hash: token.hash(),
            expires_at: lifetimes.refresh_expiry(now, session.expires_at),
        };
        if !session::open(tx, &session, verified, &first).await? {
            return Ok(None);
        }
        TokensResponse::new(write, &session, &token, first.expires_at).map(Some)
    }
}

fn user_agent(write: &Write) -> Option<Name> {
    let agent = write.request().headers().get(USER_AGENT)?.to_str().ok()?;
    let start: String = agent.chars().take(200).collect();
    Name::parse(&start).ok()
}
