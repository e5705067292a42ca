//! Drafts and contexts for the tests of the rules, and how those ask for findings.

use std::sync::LazyLock;

use super::{Draft, Finding, LintContext, LintRule, MessagePart, Span, lint};
use crate::{locale::Locale, message::MessageKind};

static ENGLISH: LazyLock<Locale> = LazyLock::new(|| locale("en-US"));

pub(super) fn locale(tag: &str) -> Locale {
    Locale::parse(tag).unwrap()
}

/// Nothing known but the language.
pub(super) fn english() -> LintContext<'static> {
    LintContext {
        language: Some(&ENGLISH),
        ..LintContext::default()
    }
}

/// A first message without a subject.
pub(super) fn draft(kind: MessageKind, body: &str) -> Draft<'_> {
    Draft {
        kind,
        subject: None,
        body,
        attachments: &[],
        is_first_touch: true,
    }
}

pub(super) fn body(start: usize, end: usize) -> Span {
    Span {
        part: MessagePart::Body,
        start,
        end,
    }
}

pub(super) fn find(rule: LintRule, draft: &Draft<'_>, context: &LintContext<'_>) -> Vec<Finding> {
    let findings = lint(draft, context).into_iter();
    findings.filter(|finding| finding.rule == rule).collect()
}

/// The one finding of a rule.
#[track_caller]
pub(super) fn only(rule: LintRule, draft: &Draft<'_>, context: &LintContext<'_>) -> Finding {
    let mut found = find(rule, draft, context);
    assert_eq!(found.len(), 1, "{rule} in {:?}: {found:#?}", draft.body);
    found.remove(0)
}

#[track_caller]
pub(super) fn assert_absent(rule: LintRule, draft: &Draft<'_>, context: &LintContext<'_>) {
    let found = find(rule, draft, context);
    assert!(found.is_empty(), "{rule} in {:?}: {found:#?}", draft.body);
}

/// The words that the findings of a rule point at.
pub(super) fn pointed(rule: LintRule, draft: &Draft<'_>, context: &LintContext<'_>) -> Vec<String> {
    let found = find(rule, draft, context).into_iter();
    found
        .map(|finding| cut(draft, finding.span.unwrap()))
        .collect()
}

/// What a span covers.
pub(super) fn cut(draft: &Draft<'_>, span: Span) -> String {
    let text = match span.part {
        MessagePart::Subject => draft.subject.unwrap(),
        MessagePart::Body => draft.body,
    };
    text.chars()
        .skip(span.start)
        .take(span.end - span.start)
        .collect()
}

/// A first letter with which nothing is wrong.
pub(super) const GOOD_LETTER: &str = "\
Dear Ms. Okafor,

Your talk about children who stutter, at the Ohio State alumni day, has stayed with me. I studied linguistics at Ohio \
State, too, and teach reading in Dayton; your way from the classroom to Harbor Speech Clinic is the one I would like to \
understand.

Would you have 20 minutes, in person or by phone, in the week of 10 October, when I am in Baltimore? I am not looking \
for a job: I would like to hear what your work asks of you, before I decide to train for it. I will call your office \
next Tuesday to ask whether a time suits you.

Thank you for reading this.

Sam Reed";
