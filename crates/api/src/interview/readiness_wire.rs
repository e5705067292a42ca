//! How well an interview is prepared, on the wire.

use domain::{
    Id, Stored,
    interview::{self, Finding, Fix, PlannedQuestion, Position},
    pitch::Pitch,
    question,
};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::beforehand::Beforehand;
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

impl FixingOperationResponse {
    fn new(operation_id: &'static str, method: &'static str, path: impl Into<String>) -> Self {
        Self {
            operation_id,
            method,
            path: path.into(),
        }
    }

    pub(super) fn create_pitch() -> Self {
        Self::new("create_pitch", "POST", "/v1/pitches")
    }

    pub(super) fn create_prepared_answer() -> Self {
        Self::new("create_prepared_answer", "POST", "/v1/prepared-answers")
    }
}

/// What the findings are about.
pub(super) struct Prepared<'a> {
    known: &'a Beforehand,
    pitch: Option<Id<Pitch>>,
}

impl ReadinessResponse {
    pub(super) fn new(prepared: &Prepared<'_>, findings: Vec<Finding>) -> Self {
        Self {
            object: "readiness",
            interview_id: prepared.known.interview.id.uuid(),
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

impl<'a> Prepared<'a> {
    /// An interview, and the pitch that it is opened with.
    pub(super) fn new(known: &'a Beforehand, pitch: Option<Id<Pitch>>) -> Self {
        Self { known, pitch }
    }

    fn operation(&self, fix: &Fix) -> FixingOperationResponse {
        let of = FixingOperationResponse::new;
        let interview = format!("/v1/interviews/{}", self.known.interview.id);
        match fix {
            Fix::AddQuestions { .. }
            | Fix::AddQuestionsAbout { .. }
            | Fix::AddQuestionsOn { .. } => {
                let questions = format!("{interview}/questions");
                of("plan_interview_question", "POST", questions)
            }
            Fix::SetPlace | Fix::SetLink => of("update_interview", "PATCH", interview),
            Fix::SetObjectives | Fix::SetVenue | Fix::LearnQuestions => {
                let preparation = format!("{interview}/preparation");
                of("save_interview_preparation", "PUT", preparation)
            }
            Fix::ResearchPerson | Fix::ResearchOrganization => of(
                "create_research_item",
                "POST",
                "/v1/research-items".to_owned(),
            ),
            Fix::TellStory => of("create_story", "POST", "/v1/stories".to_owned()),
            Fix::AddPhoneNumber => {
                let contact = format!("/v1/contacts/{}", self.known.contact.id);
                of("update_contact", "PATCH", contact)
            }
            Fix::RewordQuestion { position } => self.change(self.at(*position)),
            Fix::GainMinutes { .. } => self.change(self.most_to_gain()),
            Fix::PrepareAnswers { .. } => FixingOperationResponse::create_prepared_answer(),
            Fix::WritePitch => FixingOperationResponse::create_pitch(),
            Fix::TellPitch { .. } | Fix::RetimePitch => self.pitch("update_pitch", "PATCH", ""),
            Fix::RehearsePitch => self.pitch("create_pitch_rehearsal", "POST", "/rehearsals"),
        }
    }

    /// Changing a question; or the interview, where it has none that could be changed.
    fn change(&self, question: Option<&Stored<PlannedQuestion>>) -> FixingOperationResponse {
        let interview = format!("/v1/interviews/{}", self.known.interview.id);
        match question {
            Some(question) => FixingOperationResponse::new(
                "update_interview_question",
                "PATCH",
                format!("{interview}/questions/{}", question.id),
            ),
            None => FixingOperationResponse::new("update_interview", "PATCH", interview),
        }
    }

    /// An operation on the pitch; without one, creating it.
    fn pitch(
        &self,
        operation_id: &'static str,
        method: &'static str,
        below: &str,
    ) -> FixingOperationResponse {
        match self.pitch {
            Some(id) => {
                let path = format!("/v1/pitches/{id}{below}");
                FixingOperationResponse::new(operation_id, method, path)
            }
            None => FixingOperationResponse::create_pitch(),
        }
    }

    fn at(&self, position: Position) -> Option<&Stored<PlannedQuestion>> {
        let mut questions = self.known.questions.iter();
        questions.find(|question| question.value.position == position)
    }

    /// The question to begin with when minutes must be gained: the longest of the less needed ones, the later if alike.
    fn most_to_gain(&self) -> Option<&Stored<PlannedQuestion>> {
        let counted = self.known.questions.iter().filter(|question| {
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
