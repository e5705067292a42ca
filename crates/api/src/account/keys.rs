//! The public keys of access tokens.

use actix_web::{
    get,
    http::header::{CACHE_CONTROL, HeaderValue},
};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::{
    auth::keys::JsonWebKeySet,
    error::ApiError,
    http::{Answer, Read},
};

/// Find the keys that verify access tokens
///
/// A JSON Web Key Set (RFC 7517). Keep it for an hour; fetch it again when a token names a key you do not know. Whether
/// the session of a token goes on, only this service knows.
#[utoipa::path(operation_id = "find_keys", tag = "auth", security(()),
    responses((status = 200, description = "The public keys", body = JsonWebKeySet)))]
#[get("/.well-known/jwks.json")]
async fn find_keys(read: Read) -> Result<Answer<JsonWebKeySet>, ApiError> {
    let answer = Answer::ok(&read.state.tokens.public_keys());
    let an_hour = HeaderValue::from_static("public, max-age=3600");
    Ok(answer.with_header(CACHE_CONTROL, an_hour))
}

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(find_keys);
}
