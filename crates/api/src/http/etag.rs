//! Entity tags and conditional requests (RFC 9110, sections 8.8.3 and 13).

use actix_web::{
    HttpRequest,
    http::header::{self, ETag, EntityTag, HeaderName, IfMatch, IfNoneMatch},
};
use domain::Stored;

use crate::error::{ApiError, Code};

/// The strong tag of a revision: what it is and how often it was changed, not its bytes.
pub(crate) fn of<T>(stored: &Stored<T>) -> ETag {
    ETag(EntityTag::new_strong(format!(
        "{}-{}",
        stored.id.uuid().simple(),
        stored.version
    )))
}

/// Refuses to go on when the client expects another revision (`If-Match`, strong comparison).
pub(crate) fn require_match(request: &HttpRequest, current: &ETag) -> Result<(), ApiError> {
    let fits = match tags::<IfMatch>(request, &header::IF_MATCH)? {
        None | Some(IfMatch::Any) => true,
        Some(IfMatch::Items(tags)) => tags.iter().any(|tag| tag.strong_eq(&current.0)),
    };
    if fits {
        return Ok(());
    }
    let error = ApiError::new(
        Code::PreconditionFailed,
        "It was changed since you read it. Read it again.",
    );
    Err(match current.0.to_string().parse() {
        Ok(value) => error.with_header(header::ETAG, value),
        Err(_not_ascii) => error,
    })
}

/// Whether the client already has the current revision (`If-None-Match`, weak comparison).
pub(crate) fn is_known(request: &HttpRequest, current: &ETag) -> Result<bool, ApiError> {
    Ok(
        match tags::<IfNoneMatch>(request, &header::IF_NONE_MATCH)? {
            None => false,
            Some(IfNoneMatch::Any) => true,
            Some(IfNoneMatch::Items(tags)) => tags.iter().any(|tag| tag.weak_eq(&current.0)),
        },
    )
}

/// A header of entity tags; the library drops those it cannot read, a client learns of them.
fn tags<H: header::Header + Tags>(
    request: &HttpRequest,
    name: &HeaderName,
) -> Result<Option<H>, ApiError> {
    let given: Vec<&str> = request
        .headers()
        .get_all(name)
        .flat_map(|value| value.to_str().unwrap_or("?").split(','))
        .map(str::trim)
        .filter(|item| !item.is_empty())
        .collect();
    if !request.headers().contains_key(name) {
        return Ok(None);
    }
    match H::parse(request) {
        Ok(parsed) if parsed.count() == given.len() => Ok(Some(parsed)),
        _ => Err(ApiError::header(
            name.as_str(),
            "must be * or a list of entity tags, such as \"abc-1\"",
        )),
    }
}

trait Tags {
    fn count(&self) -> usize;
}

impl Tags for IfMatch {
    fn count(&self) -> usize {
        match self {
            Self::Any => 1,
            Self::Items(tags) => tags.len(),
        }
    }
}

impl Tags for IfNoneMatch {
    fn count(&self) -> usize {
        match self {
            Self::Any => 1,
            Self::Items(tags) => tags.len(),
        }
    }
}
