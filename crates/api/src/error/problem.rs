//! Problem documents (RFC 9457) as they go over the wire.

use std::fmt;

use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

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

/// The longest that a field error says; what a client sent may be longer, and is said back in part.
const LONGEST_POINTER: usize = 1000;
const LONGEST_NAME: usize = 200;
const LONGEST_DETAIL: usize = 1000;

fn at_most(length: usize, text: &str) -> String {
    text.chars().take(length).collect()
}

impl FieldError {
    fn new(code: &str, detail: impl fmt::Display) -> Self {
        Self {
            pointer: None,
            parameter: None,
            header: None,
            code: code.to_owned(),
            detail: at_most(LONGEST_DETAIL, &detail.to_string()),
        }
    }

    /// At a JSON Pointer such as `/methods/0/value`.
    pub(crate) fn at(pointer: &str, code: &str, detail: impl fmt::Display) -> Self {
        Self {
            pointer: Some(at_most(LONGEST_POINTER, &format!("#{pointer}"))),
            ..Self::new(code, detail)
        }
    }

    pub(crate) fn parameter(name: &str, code: &str, detail: impl fmt::Display) -> Self {
        Self {
            parameter: Some(at_most(LONGEST_NAME, name)),
            ..Self::new(code, detail)
        }
    }

    pub(crate) fn header(name: &str, code: &str, detail: impl fmt::Display) -> Self {
        Self {
            header: Some(at_most(LONGEST_NAME, name)),
            ..Self::new(code, detail)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_client_sent_is_said_back_within_the_documented_lengths() {
        let long = "é".repeat(5000);
        let body = FieldError::at(&format!("/{long}"), "unknown_member", &long);
        assert_eq!(body.pointer.unwrap().chars().count(), LONGEST_POINTER);
        assert_eq!(body.detail.chars().count(), LONGEST_DETAIL);
        let query = FieldError::parameter(&long, "unknown_parameter", "is not known here");
        assert_eq!(query.parameter.unwrap().chars().count(), LONGEST_NAME);
        assert_eq!(query.detail, "is not known here");
    }
}
