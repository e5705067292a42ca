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
        None => Authentication::None,
        Some(None) => Authentication::Invalid,
        Some(Some(token)) => state
            .tokens
            .verify(token, state.clock.now())
            .map_or(Authentication::Invalid, Authentication::Valid),
    };
    request.extensions_mut().insert(authentication);
    next.call(request).await
}

/// The token of `Authorization: Bearer`; the scheme's name is case-insensitive (RFC 9110, section 11.1).
fn bearer(headers: &HeaderMap) -> Option<Option<&str>> {
    let mut given = headers.get_all(AUTHORIZATION);
    let first = given.next()?;
    if given.next().is_some() {
        return Some(None);
    }
    let token = first.to_str().ok().and_then(|value| {
        let (scheme, token) = value.split_once(' ')?;
        scheme
            .eq_ignore_ascii_case("bearer")
            .then_some(token.trim())
    });
    Some(token.filter(|token| !token.is_empty()))
}
