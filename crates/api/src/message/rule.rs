//! The rules of the lint, as a list for those who want to know what it looks at.

use actix_web::get;
use domain::{lint, vocabulary::Vocabulary};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

use super::finding_wire::{LintRule, LintSeverity};
use crate::{
    error::ApiError,
    http::{Answer, Caller, Page, PageQuery, Query, Read, caller::ReadMessages},
    message_template::MessageKind,
    wire::Word,
};

type LintLanguages = Word<lint::LintLanguages>;

/// A rule of the lint.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = LintRuleDescription, example = json!({
    "object": "lint_rule", "rule": "referrer_without_permission", "title": "Names somebody without their permission",
    "why": "Whoever led you to somebody lends you their good name: ask them first whether you may use it.",
    "source": "seed 001 (F47)", "severity": "error", "kinds": ["letter", "email"], "first_touch_only": false,
    "languages": "any"
}))]
struct RuleResponse {
    /// Always `lint_rule`.
    #[schema(max_length = 50)]
    object: &'static str,
    rule: LintRule,
    #[schema(max_length = 200)]
    title: &'static str,
    /// The reason, in a sentence.
    #[schema(max_length = 1000)]
    why: &'static str,
    #[schema(max_length = 1000)]
    source: &'static str,
    severity: LintSeverity,
    /// The kinds of message that it looks at.
    #[schema(max_items = 11)]
    kinds: Vec<MessageKind>,
    /// Whether it looks only at the first message to somebody in a matter.
    first_touch_only: bool,
    languages: LintLanguages,
}

impl From<lint::LintRule> for RuleResponse {
    fn from(rule: lint::LintRule) -> Self {
        let described = rule.describe();
        Self {
            object: "lint_rule",
            rule: Word(rule),
            title: described.title,
            why: described.why,
            source: described.source,
            severity: Word(described.severity),
            kinds: described.kinds.iter().copied().map(Word).collect(),
            first_touch_only: described.first_touch_only,
            languages: Word(described.languages),
        }
    }
}

/// List the rules of the lint
///
/// What is looked at in a message, why, and how much it matters.
#[utoipa::path(operation_id = "list_lint_rules", tag = "messages", security(("bearer" = ["messages:read"])),
    params(PageQuery),
    responses((status = 200, description = "One page of the rules", body = Page<RuleResponse>)))]
#[get("/lint-rules")]
async fn list_lint_rules(
    caller: Caller<ReadMessages>,
    read: Read,
    page: Query<PageQuery>,
) -> Result<Answer<Page<RuleResponse>>, ApiError> {
    let paging = read.paging(caller.owner, page.0)?;
    paging.fixed(lint::LintRule::ALL.iter().map(|rule| (*rule).into()))
}

pub(super) fn routes(config: &mut ServiceConfig<'_>) {
    config.service(list_lint_rules);
}
