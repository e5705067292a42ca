//! By which operation a finding about an interview can be mended.

use domain::{
    Id, Stored,
    interview::{Fix, PlannedQuestion, Position},
    pitch::Pitch,
    question,
};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::beforehand::Beforehand;

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

impl<'a> Prepared<'a> {
    /// An interview, and the pitch that it is opened with.
    pub(super) fn new(known: &'a Beforehand, pitch: Option<Id<Pitch>>) -> Self {
        Self { known, pitch }
    }

    pub(super) fn interview_id(&self) -> Uuid {
        self.known.interview.id.uuid()
    }

    pub(super) fn operation(&self, fix: &Fix) -> FixingOperationResponse {
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
