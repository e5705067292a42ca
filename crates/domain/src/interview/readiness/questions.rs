//! Whether the planned questions are enough, cover what they should, and fit into the time.

use super::{Finding, Fix, ReadinessRule};
use crate::{
    interview::{Interview, PlannedQuestion, Position},
    question::{Priority, Subject, Topic},
    vocabulary::Vocabulary,
};

/// The topics of a working life (F142 to F147), as a sentence names them.
const SIX_TOPICS: [(Topic, &str); 6] = [
    (Topic::WorkEnvironment, "the work environment"),
    (Topic::IndustryTrends, "trends"),
    (Topic::Lifestyle, "the life that goes with it"),
    (Topic::SkillsAndQualifications, "skills and qualifications"),
    (Topic::ChallengesAndRewards, "challenges and rewards"),
    (Topic::Compensation, "what is usually paid"),
];

pub(super) fn enough_questions(to_ask: &[&PlannedQuestion], least: u32) -> Finding {
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

pub(super) fn subject_coverage(to_ask: &[&PlannedQuestion]) -> Finding {
    let missed = |subject: &&Subject| to_ask.iter().all(|question| question.subject != **subject);
    let subjects: Vec<Subject> = Subject::ALL.iter().filter(missed).copied().collect();
    let spoken: Vec<&str> = subjects.iter().map(|subject| subject.spoken()).collect();
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

/// A short talk hardly holds six topics, so it is only a help; what is left out may be asked of somebody else.
pub(super) fn topic_coverage(to_ask: &[&PlannedQuestion]) -> Finding {
    let missed = SIX_TOPICS
        .iter()
        .filter(|(topic, _)| to_ask.iter().all(|question| question.topic != *topic));
    let (topics, spoken): (Vec<Topic>, Vec<&str>) = missed.copied().unzip();
    Finding {
        rule: ReadinessRule::TopicCoverage,
        why: if topics.is_empty() {
            "the questions cover all six topics of a working life".to_owned()
        } else {
            format!("no question is about {}", spoken.join(" or about "))
        },
        fix: (!topics.is_empty()).then_some(Fix::AddQuestionsOn { topics }),
    }
}

/// Questions of the bank that a search would answer in part are for the insider's angle, in words of one's own (F161).
pub(super) fn answerable_online(positions: &[Position]) -> Finding {
    let count = positions.len();
    Finding {
        rule: ReadinessRule::NotAnswerableOnline,
        why: match count {
            0 => "no planned question is one that a search would answer".to_owned(),
            1 => "a search would answer part of 1 question: ask for what only an insider knows, in your own words".to_owned(),
            _ => format!(
                "a search would answer part of {count} questions: ask for what only an insider knows, in your own words"
            ),
        },
        fix: positions.first().map(|position| Fix::RewordQuestion {
            position: *position,
        }),
    }
}

/// Questions that merely could be asked are there in case time is left, and take none here.
pub(super) fn fits_the_time(
    interview: &Interview,
    to_ask: &[&PlannedQuestion],
    buffer: u32,
) -> Finding {
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
