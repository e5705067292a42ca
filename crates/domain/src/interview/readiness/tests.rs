//! What makes an interview ready.

use uuid::Uuid;

use super::*;
use crate::{
    Id, Text, WebUrl,
    contact::{ContactMethod, MethodKind, Validity},
    interview::{
        Origin,
        samples::{question, scheduled},
    },
    methodology::Span,
    pitch::{Pitch, Seconds, samples::complete},
    preparation::Venue,
    question::{Body, Priority},
    stored::Stored,
    vocabulary::Vocabulary,
};

const POLICY: ReadinessPolicy = ReadinessPolicy {
    min_questions: 3,
    closing_buffer_minutes: 2,
    pitch: PitchPolicy {
        seconds: Span { min: 30, max: 45 },
        words_per_minute: Some(150),
    },
};

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
        groundwork: &Groundwork::default(),
        pitch: None,
        reverse: &[],
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
            groundwork: &Groundwork {
                organization_researched,
                ..Groundwork::default()
            },
            pitch: None,
            reverse: &[],
        };
        let findings = readiness(readied, POLICY).into_iter();
        let later = findings.filter(|finding| finding.rule.weight() != Weight::Essential);
        later.map(|finding| finding.rule).collect()
    };
    assert_eq!(
        rules(InterviewKind::Practice, Some(false)),
        [
            ReadinessRule::Objectives,
            ReadinessRule::NotAnswerableOnline,
            ReadinessRule::QuestionsByHeart,
            ReadinessRule::Venue
        ]
    );
    assert_eq!(
        rules(InterviewKind::MutualFit, Some(true)),
        [
            ReadinessRule::Objectives,
            ReadinessRule::ResearchOnPerson,
            ReadinessRule::ResearchOnOrganization,
            ReadinessRule::Pitch,
            ReadinessRule::TopicCoverage,
            ReadinessRule::AccomplishmentStory,
            ReadinessRule::NotAnswerableOnline,
            ReadinessRule::QuestionsByHeart,
            ReadinessRule::Venue,
        ]
    );
    assert_eq!(rules(InterviewKind::Exploratory, None).len(), 7);
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

/// What stands in the way of an exploratory interview with this pitch, and these answers to what they may ask.
fn at_hand(pitch: Option<&Candidate>, reverse: &[ReverseQuestion]) -> Vec<Fix> {
    let groundwork = Groundwork {
        person_researched: true,
        answerable_online: vec![Position::MIN.next()],
        ..Groundwork::default()
    };
    let topics = [
        Topic::WorkEnvironment,
        Topic::IndustryTrends,
        Topic::Lifestyle,
        Topic::SkillsAndQualifications,
        Topic::ChallengesAndRewards,
    ];
    let ask = |topic: &Topic| question(*topic, Subject::Interviewee, 1);
    let readied = Readied {
        interview: &scheduled(),
        questions: &topics.iter().map(ask).collect::<Vec<_>>(),
        methods: &Methods::default(),
        preparation: &Preparation {
            questions_by_heart: true,
            venue: Some(Venue::Cafe),
            ..Preparation::default()
        },
        groundwork: &groundwork,
        pitch,
        reverse,
    };
    let findings = readiness(readied, POLICY).into_iter();
    let later = findings.filter(|finding| finding.rule.weight() != Weight::Essential);
    later.filter_map(|finding| finding.fix).collect()
}

fn with_pitch(pitch: Pitch, seconds: Option<i16>) -> Candidate {
    Candidate {
        pitch: Stored {
            id: Id::new(Uuid::from_u128(1)),
            version: 1,
            created_at: chrono::DateTime::UNIX_EPOCH,
            updated_at: chrono::DateTime::UNIX_EPOCH,
            value: pitch,
        },
        rehearsed: seconds.map(|seconds| Seconds::new(seconds).unwrap()),
    }
}

#[test]
fn a_pitch_is_there_tells_all_and_keeps_the_time() {
    let rest = [
        Fix::AddQuestionsOn {
            topics: vec![Topic::Compensation],
        },
        Fix::RewordQuestion {
            position: Position::MIN.next(),
        },
    ];
    let of = |pitch: Option<&Candidate>| -> Vec<Fix> {
        let fixes = at_hand(pitch, &[]).into_iter();
        fixes
            .filter(|fix| !rest.contains(fix) && *fix != Fix::SetObjectives)
            .collect()
    };
    assert_eq!(of(None), [Fix::WritePitch]);
    assert_eq!(of(Some(&with_pitch(complete(), Some(40)))), []);
    assert_eq!(of(Some(&with_pitch(complete(), None))), [Fix::RetimePitch]);
    let draft = of(Some(&with_pitch(Pitch::default(), None)));
    assert_eq!(draft.len(), 2);
    assert_eq!(draft[1], Fix::RehearsePitch);
}

#[test]
fn what_they_are_likely_to_ask_has_an_answer() {
    let asked = |priority| ReverseQuestion {
        question: Origin::Bank(Id::new(Uuid::from_u128(92))),
        body: Body::parse("What did you study?").unwrap(),
        priority,
        answer: None,
    };
    let pitch = with_pitch(complete(), Some(40));
    let fixes = at_hand(
        Some(&pitch),
        &[
            asked(Priority::Must),
            asked(Priority::Must),
            asked(Priority::Should),
        ],
    );
    assert!(fixes.contains(&Fix::PrepareAnswers { missing: 2 }));
    let fixes = at_hand(Some(&pitch), &[asked(Priority::Could)]);
    assert!(
        !fixes
            .iter()
            .any(|fix| matches!(fix, Fix::PrepareAnswers { .. }))
    );
}
