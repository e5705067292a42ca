//! What to look at again, on the wire.

use domain::lint::{self, Finding};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::{error::ApiError, wire::Word};

pub(super) type LintRule = Word<lint::LintRule>;
pub(super) type LintSeverity = Word<lint::LintSeverity>;
type MessagePart = Word<lint::MessagePart>;

/// What to look at again before a message is sent. Nothing is changed: the caller rewrites it, or sends it as it is.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = LintFindings, example = json!({
    "object": "findings", "has_errors": false, "findings": [{
        "rule": "no_specific_time", "severity": "warning", "part": null, "start": null, "end": null,
        "message": "it does not say how long the conversation is to be",
        "suggestion": "ask for a number of minutes, such as 10 or 20", "source": "seed 003 (F166)",
        "methodology_rule": null
    }]
}))]
pub(super) struct FindingsResponse {
    /// Always `findings`.
    #[schema(max_length = 50)]
    object: &'static str,
    /// Whether one of them is an error: then sending it needs an `override_reason`.
    has_errors: bool,
    /// In the order of the text.
    #[schema(max_items = 600)]
    findings: Vec<FindingResponse>,
}

/// Something to look at again.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = LintFinding)]
pub(super) struct FindingResponse {
    rule: LintRule,
    severity: LintSeverity,
    /// Null where it is about the whole, or about something that is not there.
    part: Option<MessagePart>,
    /// Where it begins in the part, in Unicode scalar values from 0.
    #[schema(minimum = 0, maximum = 20000)]
    start: Option<u32>,
    /// Where it ends: behind the last character that belongs to it.
    #[schema(minimum = 0, maximum = 20000)]
    end: Option<u32>,
    /// What was found, in a sentence.
    #[schema(max_length = 2000)]
    message: String,
    /// What would help; never a text to put in place of the caller's.
    #[schema(max_length = 2000)]
    suggestion: String,
    #[schema(max_length = 1000)]
    source: String,
    /// The rule of the methodology whose number was passed.
    #[schema(max_length = 100)]
    methodology_rule: Option<String>,
}

impl From<Vec<Finding>> for FindingsResponse {
    fn from(findings: Vec<Finding>) -> Self {
        let is_error = |finding: &Finding| finding.severity == lint::LintSeverity::Error;
        Self {
            object: "findings",
            has_errors: findings.iter().any(is_error),
            findings: findings.into_iter().map(Into::into).collect(),
        }
    }
}

impl From<Finding> for FindingResponse {
    fn from(
        Finding {
            rule,
            severity,
            span,
            message,
            suggestion,
            source,
            methodology_rule,
        }: Finding,
    ) -> Self {
        let place = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
        Self {
            rule: Word(rule),
            severity: Word(severity),
            part: span.map(|span| Word(span.part)),
            start: span.map(|span| place(span.start)),
            end: span.map(|span| place(span.end)),
            message,
            suggestion,
            source,
            methodology_rule,
        }
    }
}

impl FindingsResponse {
    /// What was found, as a member of a problem.
    pub(super) fn into_members(self) -> Result<Value, ApiError> {
        serde_json::to_value(self.findings).map_err(ApiError::internal)
    }
}
