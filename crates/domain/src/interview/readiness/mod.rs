//! Whether an interview is well prepared, rule by rule, with what would help.

mod at_hand;
mod meeting;
mod questions;
mod rule;

pub use self::rule::{ReadinessRule, Weight};
use self::{
    at_hand::{
        accomplishment_story, by_heart, objectives, pitch, prepared_answers, research, venue,
    },
    meeting::meeting_point,
    questions::{
        answerable_online, enough_questions, fits_the_time, subject_coverage, topic_coverage,
    },
};
use super::{Interview, InterviewKind, Mode, PlannedQuestion, Position};
use crate::{
    contact::Methods,
    pitch::{Candidate, PitchPolicy, PitchSection},
    preparation::Preparation,
    prepared_answer::ReverseQuestion,
    question::{Subject, Topic},
};

/// What was done beforehand, besides planning questions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Groundwork {
    pub person_researched: bool,
    /// None when nobody knows where the interviewee works.
    pub organization_researched: Option<bool>,
    /// Whether the person has a story with situation, action and result.
    pub story_told: bool,
    /// Where the questions of the bank stand that a search would answer in part, and whose words are still those of the
    /// bank (F161).
    pub answerable_online: Vec<Position>,
}

/// Everything that readiness depends on.
#[derive(Clone, Copy, Debug)]
pub struct Readied<'a> {
    pub interview: &'a Interview,
    pub questions: &'a [PlannedQuestion],
    /// Those of the interviewee.
    pub methods: &'a Methods,
    pub preparation: &'a Preparation,
    pub groundwork: &'a Groundwork,
    /// The one to open with.
    pub pitch: Option<&'a Candidate>,
    /// What they may ask in return.
    pub reverse: &'a [ReverseQuestion],
}

/// The numbers of the methodology that preparing depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadinessPolicy {
    /// Least number of questions (F6).
    pub min_questions: u32,
    /// Minutes kept free for the close (F115).
    pub closing_buffer_minutes: u32,
    pub pitch: PitchPolicy,
}

/// What would meet a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fix {
    /// Plan this many more questions.
    AddQuestions { missing: u32 },
    /// Plan a question on each of these subjects.
    AddQuestionsAbout { subjects: Vec<Subject> },
    /// Plan a question on each of these topics.
    AddQuestionsOn { topics: Vec<Topic> },
    /// Say what only an insider can answer, or leave the question out.
    RewordQuestion { position: Position },
    /// Say where they meet.
    SetPlace,
    /// Say what to open for the call.
    SetLink,
    /// Note the contact's phone number.
    AddPhoneNumber,
    /// Shorten questions, or call some of them `could`, until so many minutes are gained.
    GainMinutes { minutes: u32 },
    /// Say what the interview is to bring.
    SetObjectives,
    /// Look the interviewee up.
    ResearchPerson,
    /// Look up where they work.
    ResearchOrganization,
    /// Tell of an accomplishment.
    TellStory,
    /// Say what kind of place it is.
    SetVenue,
    /// Write a pitch.
    WritePitch,
    /// Tell these parts of the pitch.
    TellPitch { sections: Vec<PitchSection> },
    /// Cut the pitch, or add to it.
    RetimePitch,
    /// Say the pitch aloud, and note the seconds.
    RehearsePitch,
    /// Write short answers to so many more of what they may ask.
    PrepareAnswers { missing: u32 },
    /// Learn the most important questions, and say so.
    LearnQuestions,
}

/// One rule, whether it is met and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub rule: ReadinessRule,
    /// A sentence for the person.
    pub why: String,
    /// None when the rule is met.
    pub fix: Option<Fix>,
}

impl Finding {
    pub fn is_met(&self) -> bool {
        self.fix.is_none()
    }

    /// A rule that is met or not, with a sentence for either.
    fn simple(rule: ReadinessRule, is_met: bool, [met, unmet]: [&str; 2], fix: Fix) -> Self {
        Self {
            rule,
            why: if is_met { met } else { unmet }.to_owned(),
            fix: (!is_met).then_some(fix),
        }
    }
}

/// How well prepared an interview is. Nothing here forbids holding it.
///
/// Questions that they may ask in return are not counted among those to ask; a practice interview, which is about a hobby,
/// need not cover subjects and topics, and needs no research, no pitch and no answers.
pub fn readiness(readied: Readied<'_>, policy: ReadinessPolicy) -> Vec<Finding> {
    let Readied {
        interview,
        questions,
        methods,
        preparation,
        groundwork,
        pitch: candidate,
        reverse,
    } = readied;
    let is_practice = interview.kind == InterviewKind::Practice;
    let to_ask: Vec<&PlannedQuestion> = questions
        .iter()
        .filter(|question| question.topic != Topic::AskedOfYou)
        .collect();
    let mut findings = vec![enough_questions(&to_ask, policy.min_questions)];
    if !is_practice {
        findings.push(subject_coverage(&to_ask));
    }
    findings.push(meeting_point(interview, methods));
    findings.push(fits_the_time(
        interview,
        &to_ask,
        policy.closing_buffer_minutes,
    ));
    findings.push(objectives(preparation));
    if !is_practice {
        findings.extend(research(groundwork));
        findings.extend(pitch(candidate, policy.pitch));
        findings.extend(prepared_answers(interview.kind, reverse));
        findings.push(topic_coverage(&to_ask));
    }
    if interview.kind == InterviewKind::MutualFit {
        findings.push(accomplishment_story(groundwork));
    }
    findings.push(answerable_online(&groundwork.answerable_online));
    findings.push(by_heart(preparation));
    if interview.mode == Mode::InPerson {
        findings.push(venue(preparation));
    }
    findings
}

#[cfg(test)]
mod tests;
