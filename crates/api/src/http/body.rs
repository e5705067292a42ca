//! The strict JSON body: parsed first (400), then held against the document (422), then read into its type.

use std::{future::Future, pin::Pin, time::Duration};

use actix_web::{
    FromRequest, HttpMessage, HttpRequest,
    dev::Payload,
    error::PayloadError,
    http::header::{CONTENT_ENCODING, CONTENT_TYPE, HeaderName, HeaderValue},
    web::Bytes,
};
use aws_lc_rs::digest::{SHA256, digest};
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_path_to_error::Segment;

use super::json;
use crate::{
    contract::Operation,
    error::{ApiError, Code, FieldError},
    state::State,
};

/// A request body that fits its schema in the document.
#[derive(Clone, Debug)]
pub(crate) struct Body<T>(pub(crate) T);

/// SHA-256 of the body in its normal form, for the fingerprint of an Idempotency-Key.
#[derive(Clone, Debug)]
pub(crate) struct BodyDigest(pub(crate) Vec<u8>);

impl<T: DeserializeOwned + 'static> FromRequest for Body<T> {
    type Error = ApiError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, ApiError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let received = receive(request.clone(), payload.take());
        Box::pin(async move { Ok(Self(deserialize(received.await?)?)) })
    }
}

/// Reads a body, parses it and holds it against the schema that the document gives this operation.
pub(super) async fn receive(request: HttpRequest, mut payload: Payload) -> Result<Value, ApiError> {
    let state = State::of(&request)?;
    let operation = Operation::of(&request)?;
    check_media_type(&request, &operation)?;
    let patience = Duration::from_secs(state.config.limits.body_seconds);
    let bytes =
        match tokio::time::timeout(patience, Bytes::from_request(&request, &mut payload)).await {
            Ok(Ok(bytes)) => bytes,
            Ok(Err(error)) => return Err(unreadable(&error, state.config.limits.body_bytes)),
            Err(_elapsed) => {
                return Err(too_slow());
            }
        };
    let value = json::parse(&bytes)?;
    let mut errors = Vec::new();
    json::find_nul(&value, "", &mut errors);
    operation.check_body(&value, &mut errors);
    if !errors.is_empty() {
        return Err(ApiError::invalid(errors));
    }
    let normal = serde_json::to_vec(&value).map_err(ApiError::internal)?;
    request
        .extensions_mut()
        .insert(BodyDigest(digest(&SHA256, &normal).as_ref().to_vec()));
    Ok(value)
}

/// Reads a checked value into its type. What the schema could not say, such as a number's exact range, shows here.
pub(super) fn deserialize<T: DeserializeOwned>(value: Value) -> Result<T, ApiError> {
    serde_path_to_error::deserialize(value).map_err(|error| {
        let steps = error.path().iter().map(|step| match step {
            Segment::Seq { index } => index.to_string(),
            Segment::Map { key } => key.clone(),
            Segment::Enum { variant } => variant.clone(),
            Segment::Unknown => String::new(),
        });
        let steps: Vec<String> = steps.collect();
        let pointer = json::pointer(steps.iter().map(String::as_str));
        ApiError::invalid(vec![FieldError::at(&pointer, "type", error.inner())])
    })
}

/// The media type of the body, as the document writes it.
pub(super) fn check_media_type(
    request: &HttpRequest,
    operation: &Operation,
) -> Result<String, ApiError> {
    let accepted = operation.media_types();
    let given = request
        .headers()
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let mut parts = given.split(';').map(str::trim);
    let essence = parts.next().unwrap_or_default();
    let utf8 = parts.all(|parameter| {
        parameter
            .to_ascii_lowercase()
            .strip_prefix("charset=")
            .is_none_or(|set| set.trim_matches('"') == "utf-8")
    });
    let plain = request
        .headers()
        .get(CONTENT_ENCODING)
        .is_none_or(|value| value == "identity");
    let known = accepted
        .iter()
        .find(|kind| kind.eq_ignore_ascii_case(essence));
    if let Some(kind) = known.filter(|_| utf8 && plain) {
        return Ok((*kind).to_owned());
    }
    let list = accepted.join(", ");
    let name = match request.method().as_str() {
        "PATCH" => "accept-patch",
        "POST" => "accept-post",
        // RFC 9110, section 12.5.1.
        _ => "accept",
    };
    let error = ApiError::new(
        Code::UnsupportedMediaType,
        format!("Send {list} in UTF-8, not compressed."),
    );
    match HeaderValue::from_str(&list) {
        Ok(value) => Err(error.with_header(HeaderName::from_static(name), value)),
        Err(_not_ascii) => Err(error),
    }
}

pub(super) fn unreadable(error: &actix_web::Error, limit: usize) -> ApiError {
    match error.as_error::<PayloadError>() {
        Some(PayloadError::Overflow) => too_large(limit),
        _ => ApiError::new(
            Code::MalformedRequest,
            "The body ended early. Nothing was changed.",
        ),
    }
}

pub(super) fn too_slow() -> ApiError {
    ApiError::new(
        Code::RequestTimeout,
        "The body took too long. Nothing was changed.",
    )
}

pub(super) fn too_large(limit: usize) -> ApiError {
    ApiError::new(
        Code::PayloadTooLarge,
        format!("At most {limit} bytes are accepted."),
    )
    .with("max_bytes", limit)
}
