//! What the person has at hand besides questions: objectives, research, pitch, answers, a story.

use super::{Finding, Fix, Groundwork, ReadinessRule};
use crate::{
    interview::InterviewKind,
    pitch::{
        Candidate, PitchFinding, PitchFix, PitchPolicy, PitchTiming, completeness, time_limit,
    },
    preparation::Preparation,
    prepared_answer::ReverseQuestion,
};

pub(super) fn objectives(preparation: &Preparation) -> Finding {
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

pub(super) fn research(groundwork: &Groundwork) -> impl Iterator<Item = Finding> + use<> {
    let person = Finding::simple(
        ReadinessRule::ResearchOnPerson,
        groundwork.person_researched,
        [
            "something is found out about the interviewee",
            "nothing is found out about the interviewee",
        ],
        Fix::ResearchPerson,
    );
    let organization = groundwork.organization_researched.map(|is_met| {
        Finding::simple(
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

/// Whether there is a pitch that tells all, and once there is one, whether it keeps the time.
pub(super) fn pitch(
    candidate: Option<&Candidate>,
    policy: PitchPolicy,
) -> impl Iterator<Item = Finding> + use<> {
    let of = |rule, PitchFinding { why, fix, .. }: PitchFinding| Finding {
        rule,
        why: format!("the pitch: {why}"),
        fix: fix.map(|fix| match fix {
            PitchFix::Tell { sections } => Fix::TellPitch { sections },
            PitchFix::Shorten { .. } | PitchFix::Lengthen { .. } => Fix::RetimePitch,
            PitchFix::Rehearse => Fix::RehearsePitch,
        }),
    };
    let findings = match candidate {
        None => [
            Some(Finding {
                rule: ReadinessRule::Pitch,
                why: "there is no pitch that fits the interview".to_owned(),
                fix: Some(Fix::WritePitch),
            }),
            None,
        ],
        Some(Candidate { pitch, rehearsed }) => {
            let timing = PitchTiming::of(&pitch.value, *rehearsed, policy);
            [
                Some(of(ReadinessRule::Pitch, completeness(&pitch.value))),
                Some(of(
                    ReadinessRule::PitchInTime,
                    time_limit(timing, policy.seconds),
                )),
            ]
        }
    };
    findings.into_iter().flatten()
}

/// Whether what they are likely to ask has an answer; nothing where nothing is.
pub(super) fn prepared_answers(
    kind: InterviewKind,
    reverse: &[ReverseQuestion],
) -> Option<Finding> {
    let counting: Vec<_> = reverse.iter().filter(|one| one.counts(kind)).collect();
    let answered = counting.iter().filter(|one| one.answer.is_some()).count();
    let (all, missing) = (counting.len(), counting.len() - answered);
    (all > 0).then(|| Finding {
        rule: ReadinessRule::PreparedAnswers,
        why: format!(
            "answers are ready for {answered} of the {all} questions that they are likely to ask"
        ),
        fix: (missing > 0).then(|| Fix::PrepareAnswers {
            missing: u32::try_from(missing).unwrap_or(u32::MAX),
        }),
    })
}

pub(super) fn accomplishment_story(groundwork: &Groundwork) -> Finding {
    Finding::simple(
        ReadinessRule::AccomplishmentStory,
        groundwork.story_told,
        [
            "a story of an accomplishment is at hand",
            "no story of an accomplishment is complete",
        ],
        Fix::TellStory,
    )
}

pub(super) fn by_heart(preparation: &Preparation) -> Finding {
    Finding::simple(
        ReadinessRule::QuestionsByHeart,
        preparation.questions_by_heart,
        [
            "you know the most important questions by heart",
            "you do not know the most important questions by heart yet",
        ],
        Fix::LearnQuestions,
    )
}

pub(super) fn venue(preparation: &Preparation) -> Finding {
    Finding::simple(
        ReadinessRule::Venue,
        preparation.venue.is_some(),
        [
            "the kind of place is known",
            "what kind of place it is is not known: dress and who pays follow from it",
        ],
        Fix::SetVenue,
    )
}
