//! What a rule found in a draft, and where.

use super::{LintRule, context::Limit};
use crate::vocabulary;

vocabulary! {
    /// How much a finding matters.
    pub enum LintSeverity {
        /// It should not go out like this.
        Error = "error",
        /// It probably works against what the message is for.
        Warning = "warning",
        /// Worth a second look.
        Hint = "hint",
    }
}

vocabulary! {
    /// A part of a message.
    pub enum MessagePart {
        Subject = "subject",
        Body = "body",
    }
}

/// A stretch of one part, counted in Unicode scalar values from 0; `start < end`, and `end` is not included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    pub part: MessagePart,
    pub start: usize,
    pub end: usize,
}

/// Something to look at again before a draft is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub rule: LintRule,
    pub severity: LintSeverity,
    /// None where it is about the whole message, or about something that is not there.
    pub span: Option<Span>,
    /// What was found, in a sentence.
    pub message: String,
    /// What would help, in words for the person: never a text to put in place of theirs.
    pub suggestion: String,
    /// Where the rule comes from.
    pub source: String,
    /// The rule of the methodology whose number was passed.
    pub methodology_rule: Option<String>,
}

/// A finding before the rule signs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found<'a> {
    pub(super) span: Option<Span>,
    pub(super) message: String,
    pub(super) suggestion: String,
    pub(super) limit: Option<Limit<'a>>,
}

impl<'a> Found<'a> {
    pub(super) fn at(
        span: Span,
        message: impl Into<String>,
        suggestion: impl Into<String>,
    ) -> Self {
        Self {
            span: Some(span),
            ..Self::whole(message, suggestion)
        }
    }

    /// About the message as a whole.
    pub(super) fn whole(message: impl Into<String>, suggestion: impl Into<String>) -> Self {
        Self {
            span: None,
            message: message.into(),
            suggestion: suggestion.into(),
            limit: None,
        }
    }

    pub(super) fn citing(self, limit: Limit<'a>) -> Self {
        Self {
            limit: Some(limit),
            ..self
        }
    }

    pub(super) fn signed(self, rule: LintRule) -> Finding {
        let described = rule.describe();
        let limit = self.limit;
        Finding {
            rule,
            severity: described.severity,
            span: self.span,
            message: self.message,
            suggestion: self.suggestion,
            source: limit
                .map_or(described.source, |limit| limit.source)
                .to_owned(),
            methodology_rule: limit.map(|limit| limit.rule.to_owned()),
        }
    }
}
