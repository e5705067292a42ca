//! How well an interview is prepared, on the wire.

use domain::interview::{self, Finding, Fix};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::readiness_fix::{FixingOperationResponse, Prepared};
use crate::{
    pitch::PitchSection,
    question::{Subject, Topic},
    wire::Word,
};

type ReadinessRule = Word<interview::ReadinessRule>;
type Weight = Word<interview::Weight>;

/// Whether an interview is well prepared, rule by rule. Nothing here forbids holding it.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Readiness, example = json!({
    "object": "readiness", "interview_id": "019b76da-a800-7000-8000-000000000009", "is_ready": false,
    "findings": [{
        "rule": "enough_questions", "weight": "essential", "met": false, "why": "1 question is planned, and the least is 3",
        "missing_questions": 2, "subjects": [], "topics": [], "minutes_to_gain": null, "pitch_sections": [],
        "missing_answers": null,
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
    #[schema(max_items = 20)]
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
    /// The topics of a working life that no question is about.
    #[schema(max_items = 6)]
    topics: Vec<Topic>,
    /// How many minutes to gain by shortening questions or by making them `could`.
    #[schema(minimum = 1, maximum = 6000)]
    minutes_to_gain: Option<u32>,
    /// The parts that the pitch does not tell.
    #[schema(max_items = 6)]
    pitch_sections: Vec<PitchSection>,
    /// How many more questions that they are likely to ask to answer.
    #[schema(minimum = 1, maximum = 50)]
    missing_answers: Option<u32>,
    /// Null when the rule is met.
    operation: Option<FixingOperationResponse>,
}

impl ReadinessResponse {
    pub(super) fn new(prepared: &Prepared<'_>, findings: Vec<Finding>) -> Self {
        Self {
            object: "readiness",
            interview_id: prepared.interview_id(),
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
        let mut response = Self {
            rule: Word(rule),
            weight: Word(rule.weight()),
            met,
            why,
            missing_questions: None,
            subjects: Vec::new(),
            topics: Vec::new(),
            minutes_to_gain: None,
            pitch_sections: Vec::new(),
            missing_answers: None,
            operation: fix.as_ref().map(|fix| prepared.operation(fix)),
        };
        if let Some(fix) = fix {
            response.detail(fix);
        }
        response
    }

    /// What a fix needs to be carried out, besides its operation.
    fn detail(&mut self, fix: Fix) {
        match fix {
            Fix::AddQuestions { missing } => self.missing_questions = Some(missing),
            Fix::AddQuestionsAbout { subjects } => {
                self.subjects = subjects.into_iter().map(Word).collect();
            }
            Fix::AddQuestionsOn { topics } => {
                self.topics = topics.into_iter().map(Word).collect();
            }
            Fix::GainMinutes { minutes } => self.minutes_to_gain = Some(minutes),
            Fix::TellPitch { sections } => {
                self.pitch_sections = sections.into_iter().map(Word).collect();
            }
            Fix::PrepareAnswers { missing } => self.missing_answers = Some(missing),
            Fix::RewordQuestion { .. }
            | Fix::SetPlace
            | Fix::SetLink
            | Fix::AddPhoneNumber
            | Fix::SetObjectives
            | Fix::ResearchPerson
            | Fix::ResearchOrganization
            | Fix::TellStory
            | Fix::SetVenue
            | Fix::WritePitch
            | Fix::RetimePitch
            | Fix::RehearsePitch
            | Fix::LearnQuestions => {}
        }
    }
}
