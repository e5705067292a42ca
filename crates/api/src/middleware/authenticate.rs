//! Looks at the access token once, before anything is limited or permitted by it.

use actix_web::{
    Error, HttpMessage,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse},
    http::header::{AUTHORIZATION, HeaderMap},
    middleware::Next,
};

use crate::{auth::Authentication, state::State};

/// Middleware.
pub(crate) async fn authenticate(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let state = State::of(request.request())?;
    let authentication = match bearer(request.headers()) {
        Ok(None) => Authentication::None,
        Ok(Some(token)) => state
            .tokens
            .verify(token, state.clock.now())
            .map_or(Authentication::Invalid, Authentication::Valid),
        Err(NotOneBearer) => Authentication::Invalid,
    };
    request.extensions_mut().insert(authentication);
    next.call(request).await
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
