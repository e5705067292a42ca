//! The error of every handler, and the problem document that the outermost middleware makes of it.

use std::fmt;

use actix_web::{
    HttpResponse, ResponseError,
    http::{
        StatusCode,
        header::{HeaderName, HeaderValue, RETRY_AFTER, WWW_AUTHENTICATE},
    },
};
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::{Code, constraint};

/// What went wrong, as the handler says it. Rendered by the outermost middleware, which knows the request.
#[derive(Clone, Debug)]
pub(crate) struct ApiError(Box<Inner>);

#[derive(Clone, Debug)]
struct Inner {
    code: Code,
    detail: String,
    errors: Vec<FieldError>,
    members: Map<String, Value>,
    headers: Vec<(HeaderName, HeaderValue)>,
    /// For the log only.
    cause: Option<String>,
}

/// One thing that does not fit: where, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct FieldError {
    /// Where in the body: a JSON Pointer (RFC 6901) as a URI fragment.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, max_length = 1000, example = "#/name")]
    pub(crate) pointer: Option<String>,
    /// Which query parameter.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, max_length = 200, example = "limit")]
    pub(crate) parameter: Option<String>,
    /// Which header.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, max_length = 200, example = "If-Match")]
    pub(crate) header: Option<String>,
    /// The machine name of the rule.
    #[schema(max_length = 100, example = "max_length")]
    pub(crate) code: String,
    /// The same for people.
    #[schema(max_length = 1000, example = "must have at most 200 characters")]
    pub(crate) detail: String,
}

/// A problem document (RFC 9457).
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "type": "https://rapport.example/problems/not_found",
    "title": "There is no such resource",
    "status": 404,
    "detail": "There is nothing of yours at this address.",
    "instance": "/requests/0199a3b2-7c11-7a40-8a51-5f0c3f2d9e10",
    "code": "not_found",
    "request_id": "0199a3b2-7c11-7a40-8a51-5f0c3f2d9e10"
}))]
pub(crate) struct Problem {
    /// What kind of problem this is: a page that explains it.
    #[serde(rename = "type")]
    #[schema(format = "uri", max_length = 2000)]
    pub(crate) kind: String,
    /// The kind in words, the same every time.
    #[schema(max_length = 200)]
    pub(crate) title: &'static str,
    #[schema(minimum = 400, maximum = 599)]
    pub(crate) status: u16,
    /// What happened this time, for people.
    #[schema(max_length = 4000)]
    pub(crate) detail: String,
    /// This occurrence.
    #[schema(format = "uri-reference", max_length = 300)]
    pub(crate) instance: String,
    /// The machine name of the kind: switch on this one. New codes may come.
    #[schema(max_length = 100)]
    pub(crate) code: &'static str,
    /// Quote it when you ask for help.
    #[schema(max_length = 200)]
    pub(crate) request_id: String,
    /// Every field, parameter or header that does not fit.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 1000, required = false)]
    pub(crate) errors: Vec<FieldError>,
    /// Further members of this kind, such as `not_before`.
    #[serde(flatten)]
    #[schema(ignore)]
    pub(crate) members: Map<String, Value>,
}

/// Marks a response as rendered, and keeps what only the log may know.
#[derive(Clone, Debug)]
pub(crate) struct Rendered {
    pub(crate) error: ApiError,
}

impl FieldError {
    fn new(code: &str, detail: impl fmt::Display) -> Self {
        Self {
            pointer: None,
            parameter: None,
            header: None,
            code: code.to_owned(),
            detail: detail.to_string(),
        }
    }

    /// At a JSON Pointer such as `/methods/0/value`.
    pub(crate) fn at(pointer: &str, code: &str, detail: impl fmt::Display) -> Self {
        Self {
            pointer: Some(format!("#{pointer}")),
            ..Self::new(code, detail)
        }
    }

    pub(crate) fn parameter(name: &str, code: &str, detail: impl fmt::Display) -> Self {
        Self {
            parameter: Some(name.to_owned()),
            ..Self::new(code, detail)
        }
    }

    pub(crate) fn header(name: &str, code: &str, detail: impl fmt::Display) -> Self {
        Self {
            header: Some(name.to_owned()),
            ..Self::new(code, detail)
        }
    }
}

impl ApiError {
    pub(crate) fn new(code: Code, detail: impl fmt::Display) -> Self {
        let detail = detail.to_string();
        let (errors, members, headers) = (Vec::new(), Map::new(), Vec::new());
        let error = Self(Box::new(Inner {
            code,
            detail,
            errors,
            members,
            headers,
            cause: None,
        }));
        if code.status() == StatusCode::SERVICE_UNAVAILABLE {
            error.retry_after(1)
        } else {
            error
        }
    }

    pub(crate) fn not_found() -> Self {
        Self::new(Code::NotFound, "There is nothing of yours at this address.")
    }

    /// The body is JSON but does not fit, for these reasons.
    pub(crate) fn invalid(errors: Vec<FieldError>) -> Self {
        Self::listing(
            Code::InvalidBody,
            "Nothing was changed. See `errors` for what does not fit.",
            errors,
        )
    }

    /// One field of the body breaks a rule of the domain.
    pub(crate) fn field(pointer: &str, code: &str, detail: impl fmt::Display) -> Self {
        Self::invalid(vec![FieldError::at(pointer, code, detail)])
    }

    pub(crate) fn parameter(name: &str, code: &str, detail: impl fmt::Display) -> Self {
        let errors = vec![FieldError::parameter(name, code, detail)];
        Self::listing(
            Code::InvalidParameter,
            "See `errors` for the parameter.",
            errors,
        )
    }

    pub(crate) fn header(name: &str, detail: impl fmt::Display) -> Self {
        let errors = vec![FieldError::header(name, "malformed", detail)];
        Self::listing(Code::InvalidHeader, "See `errors` for the header.", errors)
    }

    pub(crate) fn listing(code: Code, detail: &str, errors: Vec<FieldError>) -> Self {
        let mut error = Self::new(code, detail);
        error.0.errors = errors;
        error
    }

    /// Something is broken here: the log learns the cause, the client does not.
    pub(crate) fn internal(cause: impl fmt::Display) -> Self {
        let mut error = Self::new(
            Code::InternalError,
            "The fault is ours, it is in our log, and nothing was changed.",
        );
        error.0.cause = Some(cause.to_string());
        error
    }

    #[must_use]
    pub(crate) fn with(mut self, member: &str, value: impl Into<Value>) -> Self {
        self.0.members.insert(member.to_owned(), value.into());
        self
    }

    #[must_use]
    pub(crate) fn with_header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.0.headers.retain(|(present, _)| *present != name);
        self.0.headers.push((name, value));
        self
    }

    #[must_use]
    pub(crate) fn retry_after(self, seconds: u64) -> Self {
        self.with_header(RETRY_AFTER, HeaderValue::from(seconds.max(1)))
    }

    /// RFC 6750, section 3: no `error` when no credentials were sent.
    pub(crate) fn challenge(code: Code, detail: &str, parameters: &str) -> Self {
        let challenge = format!("Bearer realm=\"rapport\"{parameters}");
        let error = Self::new(code, detail);
        match HeaderValue::try_from(challenge) {
            Ok(value) => error.with_header(WWW_AUTHENTICATE, value),
            Err(_not_ascii) => error,
        }
    }

    pub(crate) fn code(&self) -> Code {
        self.0.code
    }

    pub(crate) fn cause(&self) -> Option<&str> {
        self.0.cause.as_deref()
    }

    /// The document for one request.
    pub(crate) fn problem(&self, base: &str, request_id: &str) -> Problem {
        let Inner {
            code,
            detail,
            errors,
            members,
            ..
        } = &*self.0;
        Problem {
            kind: code.uri(base),
            title: code.title(),
            status: code.status().as_u16(),
            detail: detail.clone(),
            instance: format!("/requests/{request_id}"),
            code: code.word(),
            request_id: request_id.to_owned(),
            errors: errors.clone(),
            members: members.clone(),
        }
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.0.code.word(), self.0.detail)
    }
}

impl ResponseError for ApiError {
    fn status_code(&self) -> StatusCode {
        self.0.code.status()
    }

    fn error_response(&self) -> HttpResponse {
        let mut response = HttpResponse::new(self.status_code());
        for (name, value) in &self.0.headers {
            response.headers_mut().insert(name.clone(), value.clone());
        }
        response.extensions_mut().insert(Rendered {
            error: self.clone(),
        });
        response
    }
}

impl From<persistence::Error> for ApiError {
    fn from(error: persistence::Error) -> Self {
        match error {
            persistence::Error::Violated { constraint } => constraint::refusal(&constraint),
            persistence::Error::Unavailable(cause) => {
                let mut error = Self::new(
                    Code::Unavailable,
                    "The database did not answer in time. Try again.",
                );
                error.0.cause = Some(cause.to_string());
                error
            }
            other => Self::internal(other),
        }
    }
}

impl ApiError {
    /// The error of a deletion: there, a violated reference means that something still refers to the row.
    pub(crate) fn of_deletion(error: persistence::Error) -> Self {
        match error {
            persistence::Error::Violated { constraint }
                if constraint::is_reference(&constraint) =>
            {
                let by = constraint.split('_').next().unwrap_or_default();
                Self::new(
                    Code::InUse,
                    format!(
                        "Something else of yours ({by}) refers to it. Delete or change that first."
                    ),
                )
            }
            other => other.into(),
        }
    }
}
