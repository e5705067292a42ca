//! Whether an interview is well prepared, rule by rule, with what would help.

use super::{Interview, InterviewKind, Mode, PlannedQuestion};
use crate::{
    contact::{MethodKind, Methods},
    preparation::Preparation,
    question::{Priority, Subject, Topic},
    vocabulary,
    vocabulary::Vocabulary,
};

vocabulary! {
    /// What a well-prepared interview has.
    pub enum ReadinessRule {
        /// Enough questions to ask (F6).
        EnoughQuestions = "enough_questions",
        /// Questions on all three subjects (F80).
        SubjectCoverage = "subject_coverage",
        /// A place, number or link to meet at (F55).
        MeetingPoint = "meeting_point",
        /// Questions that fit into the minutes asked for, with some to spare (F113, F115).
        FitsTheTime = "fits_the_time",
        /// What the interview is to bring (F158).
        Objectives = "objectives",
        /// Something found out about the interviewee (F73).
        ResearchOnPerson = "research_on_person",
        /// Something found out about where they work (F73).
        ResearchOnOrganization = "research_on_organization",
        /// An accomplishment to tell of, when both feel each other out (F180).
        AccomplishmentStory = "accomplishment_story",
        /// The kind of place, which dress and who pays follow from (F102, F103).
        Venue = "venue",
    }
}

vocabulary! {
    /// How much depends on a rule.
    pub enum Weight {
        /// Without it the interview is not ready.
        Essential = "essential",
        Important = "important",
        Helpful = "helpful",
    }
}

impl ReadinessRule {
    pub fn weight(self) -> Weight {
        match self {
            Self::EnoughQuestions
            | Self::SubjectCoverage
            | Self::MeetingPoint
            | Self::FitsTheTime => Weight::Essential,
            Self::Objectives
            | Self::ResearchOnPerson
            | Self::ResearchOnOrganization
            | Self::AccomplishmentStory => Weight::Important,
            Self::Venue => Weight::Helpful,
        }
    }
}

/// What was done beforehand, besides planning questions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Groundwork {
    pub person_researched: bool,
    /// None when nobody knows where the interviewee works.
    pub organization_researched: Option<bool>,
    /// Whether the person has a story with situation, action and result.
    pub story_told: bool,
}

/// Everything that readiness depends on.
#[derive(Clone, Copy, Debug)]
pub struct Readied<'a> {
    pub interview: &'a Interview,
    pub questions: &'a [PlannedQuestion],
    /// Those of the interviewee.
    pub methods: &'a Methods,
    pub preparation: &'a Preparation,
    pub groundwork: Groundwork,
}

/// The numbers of the methodology that preparing depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReadinessPolicy {
    /// Least number of questions (F6).
    pub min_questions: u32,
    /// Minutes kept free for the close (F115).
    pub closing_buffer_minutes: u32,
}

/// What would meet a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fix {
    /// Plan this many more questions.
    AddQuestions { missing: u32 },
    /// Plan a question on each of these subjects.
    AddQuestionsAbout { subjects: Vec<Subject> },
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
}

/// How well prepared an interview is. Nothing here forbids holding it.
///
/// Questions that they may ask in return are not counted; a practice interview, which is about a hobby, need not cover the
/// three subjects, and needs no research.
pub fn readiness(readied: Readied<'_>, policy: ReadinessPolicy) -> Vec<Finding> {
    let Readied {
        interview,
        questions,
        methods,
        preparation,
        groundwork,
    } = readied;
    let to_ask: Vec<&PlannedQuestion> = questions
        .iter()
        .filter(|question| question.topic != Topic::AskedOfYou)
        .collect();
    let mut findings = vec![enough_questions(&to_ask, policy.min_questions)];
    if interview.kind != InterviewKind::Practice {
        findings.push(subject_coverage(&to_ask));
    }
    findings.push(meeting_point(interview, methods));
    findings.push(fits_the_time(
        interview,
        &to_ask,
        policy.closing_buffer_minutes,
    ));
    findings.push(objectives(preparation));
    if interview.kind != InterviewKind::Practice {
        findings.extend(research(groundwork));
    }
    if interview.kind == InterviewKind::MutualFit {
        findings.push(simple(
            ReadinessRule::AccomplishmentStory,
            groundwork.story_told,
            [
                "a story of an accomplishment is at hand",
                "no story of an accomplishment is complete",
            ],
            Fix::TellStory,
        ));
    }
    if interview.mode == Mode::InPerson {
        findings.push(simple(
            ReadinessRule::Venue,
            preparation.venue.is_some(),
            [
                "the kind of place is known",
                "what kind of place it is is not known: dress and who pays follow from it",
            ],
            Fix::SetVenue,
        ));
    }
    findings
}

/// A rule that is met or not, with a sentence for either.
fn simple(rule: ReadinessRule, is_met: bool, [met, unmet]: [&str; 2], fix: Fix) -> Finding {
    Finding {
        rule,
        why: if is_met { met } else { unmet }.to_owned(),
        fix: (!is_met).then_some(fix),
    }
}

fn objectives(preparation: &Preparation) -> Finding {
    let count = preparation.objectives.as_slice().len();
    Finding {
        rule: ReadinessRule::Objectives,
        why: match count {
            0 => "it is not said what the interview is to bring".to_owned(),
            1 => "1 objective is put down".to_owned(),
            _ => format!("{count} objectives are put down"),
        },
        fix: (count == 0).then_some(Fix::SetObjectives),
    }
}

fn research(groundwork: Groundwork) -> impl Iterator<Item = Finding> {
    let person = simple(
        ReadinessRule::ResearchOnPerson,
        groundwork.person_researched,
        [
            "something is found out about the interviewee",
            "nothing is found out about the interviewee",
        ],
        Fix::ResearchPerson,
    );
    let organization = groundwork.organization_researched.map(|is_met| {
        simple(
            ReadinessRule::ResearchOnOrganization,
            is_met,
            [
                "something is found out about where they work",
                "nothing is found out about where they work",
            ],
            Fix::ResearchOrganization,
        )
    });
    [Some(person), organization].into_iter().flatten()
}

fn enough_questions(to_ask: &[&PlannedQuestion], least: u32) -> Finding {
    let planned = u32::try_from(to_ask.len()).unwrap_or(u32::MAX);
    let missing = least.saturating_sub(planned);
    Finding {
        rule: ReadinessRule::EnoughQuestions,
        why: match planned {
            1 => format!("1 question is planned, and the least is {least}"),
            _ => format!("{planned} questions are planned, and the least is {least}"),
        },
        fix: (missing > 0).then_some(Fix::AddQuestions { missing }),
    }
}

fn subject_coverage(to_ask: &[&PlannedQuestion]) -> Finding {
    let missed = |subject: &&Subject| to_ask.iter().all(|question| question.subject != **subject);
    let subjects: Vec<Subject> = Subject::ALL.iter().filter(missed).copied().collect();
    let spoken: Vec<&str> = subjects.iter().copied().map(spoken).collect();
    Finding {
        rule: ReadinessRule::SubjectCoverage,
        why: if subjects.is_empty() {
            "the questions cover the company or field, the interviewee and your chances".to_owned()
        } else {
            format!("no question is about {}", spoken.join(" or about "))
        },
        fix: (!subjects.is_empty()).then_some(Fix::AddQuestionsAbout { subjects }),
    }
}

fn spoken(subject: Subject) -> &'static str {
    match subject {
        Subject::CompanyOrField => "the company or field",
        Subject::Interviewee => "the interviewee",
        Subject::YourChances => "your chances",
    }
}

fn meeting_point(interview: &Interview, methods: &Methods) -> Finding {
    let (is_known, known, unknown, fix) = match interview.mode {
        Mode::InPerson => (
            interview.place.is_some(),
            "the place to meet is known",
            "the place to meet is not known; let the interviewee choose it",
            Fix::SetPlace,
        ),
        Mode::Video => (
            interview.link.is_some(),
            "the link of the call is known",
            "the link of the call is not known",
            Fix::SetLink,
        ),
        Mode::Phone => (
            methods.preferred(MethodKind::Phone).is_some(),
            "the interviewee's phone number is known",
            "the interviewee's phone number is not known",
            Fix::AddPhoneNumber,
        ),
    };
    Finding {
        rule: ReadinessRule::MeetingPoint,
        why: if is_known { known } else { unknown }.to_owned(),
        fix: (!is_known).then_some(fix),
    }
}

/// Questions that merely could be asked are there in case time is left, and take none here.
fn fits_the_time(interview: &Interview, to_ask: &[&PlannedQuestion], buffer: u32) -> Finding {
    let planned = u32::from(interview.planned_minutes.get().unsigned_abs());
    let available = planned.saturating_sub(buffer);
    let needed: u32 = to_ask
        .iter()
        .filter(|question| question.priority != Priority::Could)
        .map(|question| u32::from(question.minutes.get().unsigned_abs()))
        .sum();
    let minutes = needed.saturating_sub(available);
    Finding {
        rule: ReadinessRule::FitsTheTime,
        why: format!(
            "the must and should questions take {needed} minutes; {available} of the {planned} asked for are there \
             before the close"
        ),
        fix: (minutes > 0).then_some(Fix::GainMinutes { minutes }),
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::{
        Id, Text, WebUrl,
        contact::{ContactMethod, Validity},
        interview::{Mark, Position, samples::scheduled},
        question::{Body, Minutes},
    };

    const POLICY: ReadinessPolicy = ReadinessPolicy {
        min_questions: 3,
        closing_buffer_minutes: 2,
    };

    fn question(topic: Topic, subject: Subject, minutes: i16) -> PlannedQuestion {
        PlannedQuestion {
            interview_id: Id::new(Uuid::from_u128(1)),
            position: Position::MIN,
            origin: None,
            body: Body::parse("Why?").unwrap(),
            topic,
            subject,
            minutes: Minutes::new(minutes).unwrap(),
            priority: Priority::Must,
            mark: Mark::Planned,
        }
    }

    fn three() -> Vec<PlannedQuestion> {
        let ask = |subject: &Subject| question(Topic::Closing, *subject, 6);
        Subject::ALL.iter().map(ask).collect()
    }

    fn finding(
        rule: ReadinessRule,
        interview: &Interview,
        questions: &[PlannedQuestion],
        methods: &Methods,
    ) -> Option<Finding> {
        let readied = Readied {
            interview,
            questions,
            methods,
            preparation: &Preparation::default(),
            groundwork: Groundwork::default(),
        };
        let findings = readiness(readied, POLICY);
        findings.into_iter().find(|finding| finding.rule == rule)
    }

    fn fix(rule: ReadinessRule, questions: &[PlannedQuestion]) -> Option<Fix> {
        let found = finding(rule, &scheduled(), questions, &Methods::default());
        found.unwrap().fix
    }

    #[test]
    fn what_they_may_ask_in_return_is_not_a_question_to_ask() {
        let mut questions = three();
        assert_eq!(fix(ReadinessRule::EnoughQuestions, &questions), None);
        questions[0].topic = Topic::AskedOfYou;
        assert_eq!(
            fix(ReadinessRule::EnoughQuestions, &questions),
            Some(Fix::AddQuestions { missing: 1 })
        );
    }

    #[test]
    fn every_subject_without_a_question_is_named() {
        assert_eq!(fix(ReadinessRule::SubjectCoverage, &three()), None);
        let rule = ReadinessRule::SubjectCoverage;
        let found = finding(rule, &scheduled(), &three()[..1], &Methods::default()).unwrap();
        assert_eq!(
            found.why,
            "no question is about the interviewee or about your chances"
        );
        let subjects = vec![Subject::Interviewee, Subject::YourChances];
        assert_eq!(found.fix, Some(Fix::AddQuestionsAbout { subjects }));
    }

    #[test]
    fn a_practice_interview_need_not_cover_the_subjects() {
        let practice = Interview {
            kind: InterviewKind::Practice,
            ..scheduled()
        };
        let rule = ReadinessRule::SubjectCoverage;
        assert_eq!(finding(rule, &practice, &[], &Methods::default()), None);
    }

    #[test]
    fn what_was_done_beforehand_is_judged_by_the_kind_of_interview() {
        let rules = |kind, organization_researched| -> Vec<ReadinessRule> {
            let readied = Readied {
                interview: &Interview {
                    kind,
                    ..scheduled()
                },
                questions: &[],
                methods: &Methods::default(),
                preparation: &Preparation::default(),
                groundwork: Groundwork {
                    organization_researched,
                    ..Groundwork::default()
                },
            };
            let findings = readiness(readied, POLICY).into_iter();
            let later = findings.filter(|finding| finding.rule.weight() != Weight::Essential);
            later.map(|finding| finding.rule).collect()
        };
        assert_eq!(
            rules(InterviewKind::Practice, Some(false)),
            [ReadinessRule::Objectives, ReadinessRule::Venue]
        );
        assert_eq!(
            rules(InterviewKind::MutualFit, Some(true)),
            [
                ReadinessRule::Objectives,
                ReadinessRule::ResearchOnPerson,
                ReadinessRule::ResearchOnOrganization,
                ReadinessRule::AccomplishmentStory,
                ReadinessRule::Venue,
            ]
        );
        assert_eq!(rules(InterviewKind::Exploratory, None).len(), 3);
    }

    #[test]
    fn each_mode_needs_its_own_meeting_point() {
        let phone = ContactMethod {
            kind: MethodKind::Phone,
            label: None,
            value: Text::parse("+1 410 555 0100").unwrap(),
            extension: None,
            is_primary: true,
            validity: Validity::Unverified,
        };
        let reachable = Methods::new(vec![phone]).unwrap();
        let complete = Interview {
            place: Some(Text::parse("Cafe Central").unwrap()),
            link: Some(WebUrl::parse("https://example.org/room").unwrap()),
            ..scheduled()
        };
        for (mode, fix) in [
            (Mode::InPerson, Fix::SetPlace),
            (Mode::Video, Fix::SetLink),
            (Mode::Phone, Fix::AddPhoneNumber),
        ] {
            let rule = ReadinessRule::MeetingPoint;
            let ready = Interview {
                mode,
                ..complete.clone()
            };
            let bare = Interview {
                mode,
                ..scheduled()
            };
            let nowhere = finding(rule, &bare, &[], &Methods::default()).unwrap();
            assert!(
                finding(rule, &ready, &[], &reachable).unwrap().is_met(),
                "{mode}"
            );
            assert_eq!(nowhere.fix, Some(fix));
        }
    }

    #[test]
    fn what_must_be_asked_leaves_time_for_the_close() {
        let mut questions = three();
        assert_eq!(fix(ReadinessRule::FitsTheTime, &questions), None);
        questions.push(question(Topic::Lifestyle, Subject::Interviewee, 5));
        assert_eq!(
            fix(ReadinessRule::FitsTheTime, &questions),
            Some(Fix::GainMinutes { minutes: 5 })
        );
        questions[3].priority = Priority::Could;
        assert_eq!(fix(ReadinessRule::FitsTheTime, &questions), None);
    }
}
