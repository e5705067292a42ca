//! The error of every handler, of which the outermost middleware makes a problem document.

use std::fmt;

use actix_web::{
    HttpResponse, ResponseError,
    http::{
        StatusCode,
        header::{HeaderName, HeaderValue, RETRY_AFTER, WWW_AUTHENTICATE},
    },
};
use serde_json::{Map, Value};

use super::{Code, FieldError, Problem, constraint};

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

/// Marks a response as rendered, and keeps what only the log may know.
#[derive(Clone, Debug)]
pub(crate) struct Rendered {
    pub(crate) error: ApiError,
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

    /// The same error of a part of the body, where the part is at this JSON Pointer.
    #[must_use]
    pub(crate) fn below(mut self, pointer: &str) -> Self {
        for error in &mut self.0.errors {
            if let Some(place) = &mut error.pointer {
                place.insert_str(1, pointer);
            }
        }
        self
    }

    pub(crate) fn parameter(name: &str, code: &str, detail: impl fmt::Display) -> Self {
        let errors = vec![FieldError::parameter(name, code, detail)];
        Self::listing(
            Code::InvalidParameter,
            "See `errors` for the parameter.",
            errors,
        )
    }

    /// An id in the body is not that of something of the caller's.
    pub(crate) fn unknown_reference(pointer: &str) -> Self {
        Self::field(
            pointer,
            "unknown_reference",
            "must be the id of something of yours",
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

    #[cfg(test)]
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
            persistence::Error::Violated { table, constraint } => {
                constraint::refusal(&table, &constraint)
            }
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
            persistence::Error::Violated { table, constraint }
                if constraint::reference(&table, &constraint).is_some() =>
            {
                let by = table.replace('_', " ");
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
