//! How well an interview is prepared, on the wire.

use domain::{
    Stored,
    contact::Contact,
    interview::{self, Finding, Fix, Interview, PlannedQuestion},
    question,
};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{question::Subject, wire::Word};

type ReadinessRule = Word<interview::ReadinessRule>;
type Weight = Word<interview::Weight>;

/// Whether an interview is well prepared, rule by rule. Nothing here forbids holding it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Readiness, example = json!({
    "object": "readiness", "interview_id": "019b76da-a800-7000-8000-000000000009", "is_ready": false,
    "findings": [{
        "rule": "enough_questions", "weight": "essential", "met": false, "why": "1 question is planned, and the least is 3",
        "missing_questions": 2, "subjects": [], "minutes_to_gain": null,
        "operation": {
            "operation_id": "plan_interview_question", "method": "POST",
            "path": "/v1/interviews/019b76da-a800-7000-8000-000000000009/questions"
        }
    }]
}))]
pub(super) struct ReadinessResponse {
    /// Always `readiness`.
    #[schema(max_length = 50)]
    object: &'static str,
    interview_id: Uuid,
    /// Whether every essential rule is met.
    is_ready: bool,
    #[schema(max_items = 10)]
    findings: Vec<FindingResponse>,
}

/// One rule, whether it is met and why, and what would help.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = ReadinessFinding)]
struct FindingResponse {
    rule: ReadinessRule,
    weight: Weight,
    met: bool,
    #[schema(max_length = 1000)]
    why: String,
    /// How many more questions to plan.
    #[schema(minimum = 1, maximum = 100)]
    missing_questions: Option<u32>,
    /// The subjects that no question is about.
    #[schema(max_items = 3)]
    subjects: Vec<Subject>,
    /// How many minutes to gain by shortening questions or by making them `could`.
    #[schema(minimum = 1, maximum = 6000)]
    minutes_to_gain: Option<u32>,
    /// Null when the rule is met.
    operation: Option<FixingOperationResponse>,
}

/// The operation of this document that helps.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = FixingOperation)]
pub(crate) struct FixingOperationResponse {
    #[schema(max_length = 100)]
    pub(crate) operation_id: &'static str,
    #[schema(max_length = 10)]
    pub(crate) method: &'static str,
    /// With the ids of what it is about.
    #[schema(max_length = 200)]
    pub(crate) path: String,
}

/// What the findings are about.
pub(super) struct Prepared<'a> {
    pub(super) interview: &'a Stored<Interview>,
    pub(super) contact: &'a Stored<Contact>,
    pub(super) questions: &'a [Stored<PlannedQuestion>],
}

impl ReadinessResponse {
    pub(super) fn new(prepared: &Prepared<'_>, findings: Vec<Finding>) -> Self {
        Self {
            object: "readiness",
            interview_id: prepared.interview.id.uuid(),
            is_ready: findings.iter().all(|finding| {
                finding.is_met() || finding.rule.weight() != interview::Weight::Essential
            }),
            findings: findings
                .into_iter()
                .map(|finding| FindingResponse::new(prepared, finding))
                .collect(),
        }
    }
}

impl FindingResponse {
    fn new(prepared: &Prepared<'_>, finding: Finding) -> Self {
        let met = finding.is_met();
        let Finding { rule, why, fix } = finding;
        let operation = fix.as_ref().map(|fix| prepared.operation(fix));
        let (missing_questions, subjects, minutes_to_gain) = match fix {
            Some(Fix::AddQuestions { missing }) => (Some(missing), Vec::new(), None),
            Some(Fix::AddQuestionsAbout { subjects }) => (None, subjects, None),
            Some(Fix::GainMinutes { minutes }) => (None, Vec::new(), Some(minutes)),
            None
            | Some(
                Fix::SetPlace
                | Fix::SetLink
                | Fix::AddPhoneNumber
                | Fix::SetObjectives
                | Fix::ResearchPerson
                | Fix::ResearchOrganization
                | Fix::TellStory
                | Fix::SetVenue,
            ) => (None, Vec::new(), None),
        };
        Self {
            rule: Word(rule),
            weight: Word(rule.weight()),
            met,
            why,
            missing_questions,
            subjects: subjects.into_iter().map(Word).collect(),
            minutes_to_gain,
            operation,
        }
    }
}

impl Prepared<'_> {
    fn operation(&self, fix: &Fix) -> FixingOperationResponse {
        let interview = format!("/v1/interviews/{}", self.interview.id);
        let (operation_id, method, path) = match fix {
            Fix::AddQuestions { .. } | Fix::AddQuestionsAbout { .. } => (
                "plan_interview_question",
                "POST",
                format!("{interview}/questions"),
            ),
            Fix::SetPlace | Fix::SetLink => ("update_interview", "PATCH", interview),
            Fix::SetObjectives | Fix::SetVenue => (
                "save_interview_preparation",
                "PUT",
                format!("{interview}/preparation"),
            ),
            Fix::ResearchPerson | Fix::ResearchOrganization => (
                "create_research_item",
                "POST",
                "/v1/research-items".to_owned(),
            ),
            Fix::TellStory => ("create_story", "POST", "/v1/stories".to_owned()),
            Fix::AddPhoneNumber => {
                let contact = format!("/v1/contacts/{}", self.contact.id);
                ("update_contact", "PATCH", contact)
            }
            Fix::GainMinutes { .. } => match self.most_to_gain() {
                Some(question) => {
                    let path = format!("{interview}/questions/{}", question.id);
                    ("update_interview_question", "PATCH", path)
                }
                None => ("update_interview", "PATCH", interview),
            },
        };
        FixingOperationResponse {
            operation_id,
            method,
            path,
        }
    }

    /// The question to begin with when minutes must be gained: the longest of the less needed ones, the later if alike.
    fn most_to_gain(&self) -> Option<&Stored<PlannedQuestion>> {
        let counted = self.questions.iter().filter(|question| {
            question.value.priority != question::Priority::Could
                && question.value.topic != question::Topic::AskedOfYou
        });
        counted.max_by_key(|question| {
            let PlannedQuestion {
                priority, minutes, ..
            } = question.value;
            (priority, minutes)
        })
    }
}
