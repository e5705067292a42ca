//! Looks at the access token once, before anything is limited or permitted by it.

use actix_web::{
    Error, HttpMessage,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    http::header::{AUTHORIZATION, HeaderMap},
    middleware::Next,
};

use persistence::api_key;

use crate::{
    auth::{ApiKeySecret, Authentication},
    error::ApiError,
    state::State,
};

/// Middleware.
pub(crate) async fn authenticate(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let state = State::of(request.request())?;
    let authentication = match bearer(request.headers()) {
        Ok(None) => Ok(Authentication::None),
        Ok(Some(key)) if ApiKeySecret::is_one(key) => by_key(&state, key).await,
        Ok(Some(token)) => Ok(state
            .tokens
            .verify(token, state.clock.now())
            .map_or(Authentication::Invalid, Authentication::Token)),
        Err(NotOneBearer) => Ok(Authentication::Invalid),
    };
    match authentication {
        Ok(authentication) => {
            request.extensions_mut().insert(authentication);
            Ok(next.call(request).await?.map_into_boxed_body())
        }
        Err(unavailable) => Ok(request.error_response(unavailable).map_into_boxed_body()),
    }
}

/// Only the database knows keys, so it is asked before the rate limits: a key that it does not know is limited by address.
async fn by_key(state: &State, key: &str) -> Result<Authentication, ApiError> {
    let Some(key) = ApiKeySecret::parse(key) else {
        return Ok(Authentication::Invalid);
    };
    let (prefix, hash) = (&key.prefix, key.secret.hash());
    let found = api_key::find_active(&state.db, prefix, &hash, state.clock.now()).await?;
    Ok(found.map_or(Authentication::Invalid, Authentication::Key))
}

/// Credentials were sent, but not as one bearer token.
struct NotOneBearer;

/// The token of `Authorization: Bearer`; the scheme's name is case-insensitive (RFC 9110, section 11.1).
fn bearer(headers: &HeaderMap) -> Result<Option<&str>, NotOneBearer> {
    let mut given = headers.get_all(AUTHORIZATION);
    let (first, second) = (given.next(), given.next());
    let Some(first) = first else { return Ok(None) };
    let token = first.to_str().ok().and_then(|value| {
        let (scheme, token) = value.split_once(' ')?;
        scheme
            .eq_ignore_ascii_case("bearer")
            .then_some(token.trim())
    });
    match token.filter(|token| !token.is_empty()) {
        Some(token) if second.is_none() => Ok(Some(token)),
        _ => Err(NotOneBearer),
    }
}
