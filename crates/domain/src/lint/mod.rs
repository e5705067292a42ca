//! What to look at again in a message before it is sent. Nothing here changes the text: a finding says what was found,
//! where, why and what would help, and the person rewrites it or sends it as it is.
//!
//! Which rule looks at which kind of message, in which languages and how much it matters stands in its
//! [`Description`]. Rules that know English phrases run when the language of the text is said to be English; in another
//! language they find nothing rather than something silly. Numbers come from the methodology with their source
//! ([`Limits`]); what counts as a phrase, and how alike two texts must be, is our own choice and stands in the rules.
//!
//! Reading takes time in proportion to the length of the text.

mod address;
mod ask;
mod context;
mod duration;
mod finding;
mod job;
mod length;
mod likeness;
mod names;
mod network;
mod online;
mod personal;
mod phrase;
mod polish;
#[cfg(test)]
mod properties;
mod prose;
mod referrer;
mod request;
mod resume;
mod rule;
#[cfg(test)]
mod samples;
mod thanks;

pub use self::{
    context::{
        Draft, Limit, Limits, LintContext, ProposedWindow, Referrer, ResumeStanding, Sought,
    },
    finding::{Finding, LintSeverity, MessagePart, Span},
    rule::{Description, LintLanguages, LintRule},
};
use self::{finding::Found, prose::Prose};
use crate::vocabulary::Vocabulary;

/// Findings that one rule reports at most; after twenty placeholders nobody needs the next.
pub const MAX_FINDINGS_OF_A_RULE: usize = 20;

/// What to look at again, in the order of the text: the subject, the body, then what is about the whole; in one place
/// in the order of the rules.
pub fn lint(draft: &Draft<'_>, context: &LintContext<'_>) -> Vec<Finding> {
    let reading = Reading {
        draft,
        context,
        subject: draft
            .subject
            .map(|subject| Prose::read(MessagePart::Subject, subject)),
        body: Prose::read(MessagePart::Body, draft.body),
    };
    let mut findings = Vec::new();
    for rule in LintRule::ALL {
        if rule.describe().concerns(draft, context.language) {
            findings.extend(found(*rule, &reading));
        }
    }
    findings.sort_by_key(|finding| (finding.span.is_none(), finding.span, finding.rule));
    findings
}

fn found(rule: LintRule, reading: &Reading<'_>) -> Vec<Finding> {
    let mut found: Vec<Found<'_>> = (rule.describe().check)(reading);
    found.sort_by_key(|found| (found.span.is_none(), found.span));
    found.truncate(MAX_FINDINGS_OF_A_RULE);
    found.into_iter().map(|found| found.signed(rule)).collect()
}

/// A draft as the rules see it: its parts taken apart into words and sentences once.
struct Reading<'a> {
    draft: &'a Draft<'a>,
    context: &'a LintContext<'a>,
    subject: Option<Prose<'a>>,
    body: Prose<'a>,
}

impl<'a> Reading<'a> {
    fn parts(&self) -> impl Iterator<Item = &Prose<'a>> {
        self.subject.iter().chain([&self.body])
    }
}
