//! Readiness for the first outreach on the wire.

use domain::profile::{self, Finding, Fix, NextStep, Readiness};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{interview::FixingOperationResponse, wire::Word};

type FirstOutreachRule = Word<profile::FirstOutreachRule>;
type FirstOutreachState = Word<profile::FirstOutreachState>;

/// Whether the caller is ready to ask for a first conversation, rule by rule. Nothing here forbids an outreach.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = OutreachReadiness, example = json!({
    "object": "outreach_readiness", "state": "not_ready", "score": 75, "ready_from": 80,
    "findings": [{
        "rule": "reflection", "met": false, "required": true, "points": 25,
        "why": "you answered 4 of the questions to yourself, and the least is 10",
        "source": "seed 001 (F27), seed 003 (F149, F151); the points are our choice",
        "operation": {
            "operation_id": "save_reflection_answer", "method": "PUT",
            "path": "/v1/reflection-answers/01a20ada-2c00-7000-8000-000000000005"
        }
    }],
    "next_step": {
        "rule": "reflection", "why": "you answered 4 of the questions to yourself, and the least is 10",
        "advice": "Asking too soon brings confusion. If you cannot get clear alone, talk to a career counselor first.",
        "suggests_consultation": true,
        "operation": {
            "operation_id": "save_reflection_answer", "method": "PUT",
            "path": "/v1/reflection-answers/01a20ada-2c00-7000-8000-000000000005"
        }
    }
}))]
pub(super) struct OutreachReadinessResponse {
    /// Always `outreach_readiness`.
    #[schema(max_length = 50)]
    object: &'static str,
    /// `ready` when every required rule is met and the score suffices.
    state: FirstOutreachState,
    /// The points of the rules that are met, of a hundred.
    #[schema(minimum = 0, maximum = 100)]
    score: u32,
    /// The least score with which one is ready.
    #[schema(minimum = 0, maximum = 100)]
    ready_from: u32,
    #[schema(max_items = 20)]
    findings: Vec<OutreachFindingResponse>,
    /// The most valuable rule that is not met; null when there is none.
    next_step: Option<OutreachNextStepResponse>,
}

/// One rule, whether it is met and why, and what would help.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = OutreachFinding)]
struct OutreachFindingResponse {
    rule: FirstOutreachRule,
    met: bool,
    /// Whether nobody is ready without it, whatever the score.
    required: bool,
    /// What it adds to the score when it is met.
    #[schema(minimum = 0, maximum = 100)]
    points: u32,
    #[schema(max_length = 1000)]
    why: String,
    /// Where the rule comes from; F-numbers are points of the sources.
    #[schema(max_length = 2000)]
    source: String,
    /// Null when the rule is met.
    operation: Option<FixingOperationResponse>,
}

/// What to do first.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = OutreachNextStep)]
struct OutreachNextStepResponse {
    rule: FirstOutreachRule,
    #[schema(max_length = 1000)]
    why: String,
    #[schema(max_length = 1000)]
    advice: &'static str,
    /// Whether to ask for a career consultation, since clarity is what lacks.
    suggests_consultation: bool,
    operation: Option<FixingOperationResponse>,
}

impl From<&Readiness> for OutreachReadinessResponse {
    fn from(readiness: &Readiness) -> Self {
        Self {
            object: "outreach_readiness",
            state: Word(readiness.state()),
            score: readiness.score(),
            ready_from: readiness.ready_from,
            findings: readiness.findings.iter().map(Into::into).collect(),
            next_step: readiness.next_step().map(Into::into),
        }
    }
}

impl From<&Finding> for OutreachFindingResponse {
    fn from(finding: &Finding) -> Self {
        let Finding {
            rule,
            points,
            why,
            source,
            fix,
        } = finding;
        Self {
            rule: Word(*rule),
            met: finding.is_met(),
            required: rule.is_required(),
            points: *points,
            why: why.clone(),
            source: source.clone(),
            operation: fix.map(operation),
        }
    }
}

impl From<NextStep<'_>> for OutreachNextStepResponse {
    fn from(
        NextStep {
            finding,
            suggests_consultation,
        }: NextStep<'_>,
    ) -> Self {
        Self {
            rule: Word(finding.rule),
            why: finding.why.clone(),
            advice: if suggests_consultation {
                "Asking too soon brings confusion. If you cannot get clear alone, talk to a career counselor first."
            } else {
                "This is worth the most of what is left to do."
            },
            suggests_consultation,
            operation: finding.fix.map(operation),
        }
    }
}

/// Where the fixing operation is; a test holds it against the document.
fn operation(fix: Fix) -> FixingOperationResponse {
    let (operation_id, method, path) = match fix {
        Fix::ChangeProfile => ("update_profile", "PATCH", "/v1/profile".to_owned()),
        Fix::AnswerQuestion(id) => {
            let path = format!("/v1/reflection-answers/{id}");
            ("save_reflection_answer", "PUT", path)
        }
        Fix::CreateTheme => ("create_theme", "POST", "/v1/themes".to_owned()),
        Fix::ChangeTheme(id) => ("update_theme", "PATCH", format!("/v1/themes/{id}")),
        Fix::CreateContact => ("create_contact", "POST", "/v1/contacts".to_owned()),
        Fix::CreateQuestion => ("create_question", "POST", "/v1/questions".to_owned()),
    };
    FixingOperationResponse {
        operation_id,
        method,
        path,
    }
}
