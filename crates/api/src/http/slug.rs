//! Slug (RFC 5023, section 9.7): the id that a client made for what it created offline, so that it could refer to it.

use actix_web::HttpRequest;
use uuid::{Uuid, Variant};

use crate::{contract::Operation, error::ApiError};

/// The id of a POST that creates and gives one.
pub(super) fn of(request: &HttpRequest) -> Result<Option<Uuid>, ApiError> {
    let mut given = request.headers().get_all("slug");
    let Some(value) = given.next() else {
        return Ok(None);
    };
    if request.method() != "POST" || !Operation::of(request)?.creates() {
        return Ok(None);
    }
    let text = value.to_str().unwrap_or_default();
    let id = Uuid::try_parse(text).ok().filter(|id| {
        id.get_version_num() == 7 && id.get_variant() == Variant::RFC4122 && text.len() == 36
    });
    if let (Some(id), None) = (id, given.next()) {
        return Ok(Some(id));
    }
    let detail = "must be one UUIDv7 (RFC 9562), such as 019b76da-a800-7000-8000-000000000007";
    Err(ApiError::header("Slug", detail))
}
