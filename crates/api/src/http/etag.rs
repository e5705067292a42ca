//! Entity tags and conditional requests (RFC 9110, sections 8.8.3 and 13).

use actix_web::{
    HttpRequest,
    http::header::{self, ETag, EntityTag, HeaderName},
};
use domain::Stored;

use crate::error::{ApiError, Code};

/// What a header of entity tags asks for.
enum Wanted {
    Any,
    OneOf(Vec<EntityTag>),
}

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
    let fits = match wanted(request, &header::IF_MATCH)? {
        None | Some(Wanted::Any) => true,
        Some(Wanted::OneOf(tags)) => tags.iter().any(|tag| tag.strong_eq(&current.0)),
    };
    if fits {
        return Ok(());
    }
    Err(failed(
        "It was changed since you read it. Read it again.",
        current,
    ))
}

/// Refuses to replace what the client wants to see created, or has seen already (`If-None-Match` of a write).
pub(crate) fn require_new(request: &HttpRequest, current: &ETag) -> Result<(), ApiError> {
    if is_known(request, current)? {
        return Err(failed("It exists. Read it first.", current));
    }
    Ok(())
}

/// Refuses to create when the client expects some revision (`If-Match`): there is none.
pub(crate) fn require_no_match(request: &HttpRequest) -> Result<(), ApiError> {
    match wanted(request, &header::IF_MATCH)? {
        None => Ok(()),
        Some(_) => Err(ApiError::new(
            Code::PreconditionFailed,
            "There is nothing yet that could be in an expected revision.",
        )),
    }
}

fn failed(detail: &str, current: &ETag) -> ApiError {
    let error = ApiError::new(Code::PreconditionFailed, detail);
    match current.0.to_string().parse() {
        Ok(value) => error.with_header(header::ETAG, value),
        Err(_not_ascii) => error,
    }
}

/// Whether the client already has the current revision (`If-None-Match`, weak comparison).
pub(crate) fn is_known(request: &HttpRequest, current: &ETag) -> Result<bool, ApiError> {
    Ok(match wanted(request, &header::IF_NONE_MATCH)? {
        None => false,
        Some(Wanted::Any) => true,
        Some(Wanted::OneOf(tags)) => tags.iter().any(|tag| tag.weak_eq(&current.0)),
    })
}

/// Reads a header of entity tags; several lines are one list. The library drops what it cannot read, a client learns
/// of it.
fn wanted(request: &HttpRequest, name: &HeaderName) -> Result<Option<Wanted>, ApiError> {
    if !request.headers().contains_key(name) {
        return Ok(None);
    }
    let lines = request.headers().get_all(name);
    let lines: Result<Vec<&str>, _> = lines.map(header::HeaderValue::to_str).collect();
    let parsed = lines.ok().and_then(|lines| parse(&lines.join(",")));
    parsed.map(Some).ok_or_else(|| {
        ApiError::header(
            name.as_str(),
            "must be * or a list of entity tags, such as \"abc-1\"",
        )
    })
}

/// `*`, or one tag or more. Empty items do not count, and a tag may hold a comma.
fn parse(text: &str) -> Option<Wanted> {
    const SPACE: [char; 2] = [' ', '\t'];
    if text.trim_matches(SPACE) == "*" {
        return Some(Wanted::Any);
    }
    let (mut tags, mut rest) = (Vec::new(), text);
    loop {
        rest = rest.trim_start_matches([' ', '\t', ',']);
        if rest.is_empty() {
            break;
        }
        let (is_weak, quoted) = rest
            .strip_prefix("W/")
            .map_or((false, rest), |quoted| (true, quoted));
        let (tag, after) = quoted.strip_prefix('"')?.split_once('"')?;
        if !tag.chars().all(|letter| matches!(letter, '!' | '#'..='~')) {
            return None;
        }
        tags.push(EntityTag::new(is_weak, tag.to_owned()));
        rest = after.trim_start_matches(SPACE);
        if !rest.is_empty() && !rest.starts_with(',') {
            return None;
        }
    }
    (!tags.is_empty()).then_some(Wanted::OneOf(tags))
}
