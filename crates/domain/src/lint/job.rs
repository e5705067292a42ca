//! Asking for work, and saying that one does not (F1, F11, F165).

use std::sync::LazyLock;

use super::{
    Description, LintLanguages, LintSeverity, Reading,
    finding::Found,
    phrase::{Phrases, is_denied},
    prose::Sentence,
};
use crate::{
    interview::InterviewKind,
    message::MessageKind::{
        CallScript, ConnectionNote, DeclineCourtesy, Email, Letter, NetworkAsk, ThankYou, Update,
        Voicemail,
    },
};

pub(super) const ASKS_FOR_A_JOB: Description = Description {
    title: "Reads like asking for a job",
    why: "People like to give advice and dislike to refuse a job: whoever asks for work gets neither.",
    source: "seed 000 (F1), seed 003 (F165)",
    severity: LintSeverity::Warning,
    kinds: &[
        Letter,
        Email,
        CallScript,
        Voicemail,
        ConnectionNote,
        ThankYou,
        Update,
        NetworkAsk,
        DeclineCourtesy,
    ],
    first_touch_only: false,
    languages: LintLanguages::English,
    check: asks_for_a_job,
};

pub(super) const LACKS_ASSURANCE: Description = Description {
    title: "Does not say that it is not about a job",
    why: "A stranger who asks for time is taken for somebody who wants a job, unless they say otherwise.",
    source: "seed 000 (F11), seed 003 (F165)",
    severity: LintSeverity::Hint,
    kinds: &[Letter, Email, CallScript],
    first_touch_only: true,
    languages: LintLanguages::English,
    check: lacks_assurance,
};

/// Ways to ask for work, and what begins alike and asks for none; our own words.
static ASKING: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(&[
        "looking|searching|hunting|hoping|asking|applying|begging for a|an|any|my|some|the|your? \
         new|first|better|paid|full|part|permanent|temporary|open|entry|junior|summer? time|level? \
         job|jobs|employment|position|positions|role|roles|internship|internships|opening|openings|vacancy|placement",
        "looking|asking for work",
        "seek|seeking a|an|any|my|new? new|paid|full|part|gainful|entry? time|level? \
         job|employment|position|role|work|internship",
        "seek|seeking|pursue|pursuing|explore|exploring new opportunities",
        "in search|need of a|any|new? job|position|employment|work",
        "need|want a|any|this? new? job|internship",
        "job|employment|internship opening|openings|opportunity|opportunities|vacancy|vacancies",
        "open|vacant|available position|positions|job|jobs|role|roles",
        "position|positions|job|jobs|vacancy|vacancies available|open",
        "any|some suitable|open? openings|vacancies|vacancy|jobs",
        "openings at|with|within|on your",
        "hire|employ|recruit|hiring|employing me",
        "hope|hoping|like|love|want|wish to be|get hired|employed",
        "are|is you|your hiring|recruiting",
        "whether|if you're hiring|recruiting",
        "are|is your|the team|company|department|clinic|firm|office|school|lab hiring|recruiting",
        "whether|if you|your are|is? team|company|department|clinic|firm|office|school|lab? are|is? hiring|recruiting",
        "to|with the|your hiring manager",
        "consider|considered|considering me? for a|an|any|the|this|your? open? \
         job|position|role|vacancy|opening|internship",
        "consider|support|discuss|regarding|concerning|review my job? application|candidacy",
        "my job application|applications",
        "my application for|as",
        "apply|applying to|at|with your",
        "hope|like|love|want|wish|eager|happy|chance|opportunity to work for|with you|your",
        "join your team|company|firm|staff|clinic|department|organization",
        "an? asset to your|the",
        "offer|give|find me a|an|any|some job|position|internship|work|interview|employment",
        "refer|recommend me for|to a|an|any|the|your? open? job|position|role|opening|vacancy|internship|team|company",
        "put in a good? word for me",
        "forward|pass|hand|give my resume|cv to|along|on",
        "available for hire|employment|work",
        "a job for me",
        "talk|talking|speak|speaking|chat|discuss about? a|an|any|some open|possible? \
         job|jobs|position|positions|role|vacancy|opening|openings|internship at|with|in|within|on your|the",
    ])
    .except(&[
        "my application for a|an|the|my _? \
         program|programme|course|degree|scholarship|grant|licence|license|certificate|school|college|university",
        "looking|searching for a|my? role model|models",
        "looking|hoping|asking for an|any|some? opening|openings in|on your schedule|calendar|diary|week",
        "any|some openings in|on your schedule|calendar|diary|week",
    ])
});

/// What it is not about, once denied; our own words.
static WORK: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(&[
        "a|an|any|about|for|after new|paid|open? job|jobs|employment|work|position|internship|opening|offer|hiring",
        "job|employment interview|application|request|search|offer|opening|openings",
        "applying|hiring|recruiting",
    ])
});

/// Ways to say that it is about something else; our own words.
static ASSURING: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(&[
        "no job|jobs|position|opening|offer|internship",
        "only|just|purely|simply|solely looking|asking|hoping|here|interested? for|in? \
         advice|information|insight|insights|perspective|guidance",
        "advice|information only|alone",
        "just|only|simply want|wish|hope|hoping|trying|like to learn|understand|hear",
    ])
});

fn asks_for_a_job<'r>(reading: &'r Reading<'_>) -> Vec<Found<'r>> {
    if reading.context.interview_kind == Some(InterviewKind::MutualFit) {
        return Vec::new();
    }
    let said = reading.parts().flat_map(|prose| ASKING.said_in(prose));
    let found = said.map(|said| {
        let message = format!("{} reads like asking for a job", said.words);
        let advice = "ask for what they know, and say that you are not asking for work";
        Found::at(said.span, message, advice)
    });
    found.collect()
}

/// A talk about a hobby needs no assurance, and where both feel each other out it would be untrue.
fn lacks_assurance<'r>(reading: &'r Reading<'_>) -> Vec<Found<'r>> {
    let is_moot = matches!(
        reading.context.interview_kind,
        Some(InterviewKind::MutualFit | InterviewKind::Practice)
    );
    let found = (!is_moot && !reading.body.sentences().any(assures)).then(|| {
        Found::whole(
            "it does not say that you are not asking for a job",
            "say in half a sentence that you want to learn, not to be hired",
        )
    });
    found.into_iter().collect()
}

fn assures(sentence: Sentence<'_, '_>) -> bool {
    let mut denied = WORK.hits(sentence).into_iter().chain(ASKING.hits(sentence));
    ASSURING.is_in(sentence) || denied.any(|hit| is_denied(sentence, &hit))
}

#[cfg(test)]
mod tests {
    use super::super::{LintRule::*, samples::*, *};
    use crate::{
        interview::InterviewKind,
        message::MessageKind::{
            AvailabilityAnnouncement, Email, Letter, NetworkAsk, ResumeHandOff, ThankYou, Update,
        },
    };

    #[test]
    fn asking_for_work_is_found_where_it_stands() {
        for (text, words) in [
            (
                "I wonder whether you know of any job openings at the clinic.",
                "job openings",
            ),
            (
                "I am currently looking for a full-time position in Dayton.",
                "looking for a full-time position",
            ),
            ("Please hire me: I learn fast.", "hire me"),
            ("Is your team hiring this spring?", "Is your team hiring"),
            (
                "Is there a position available in your lab?",
                "position available",
            ),
            (
                "I enclose a letter in support of my application for the post.",
                "my application for",
            ),
            (
                "Could you pass my résumé to the head of the department?",
                "pass my résumé to",
            ),
            ("I would love to join\nyour team.", "join\nyour team"),
            (
                "I would not only like advice; I am seeking employment.",
                "seeking employment",
            ),
            (
                "I believe I would be an asset to your team.",
                "an asset to your",
            ),
            (
                "We have not met, but I am looking for a job.",
                "looking for a job",
            ),
            (
                "Could we talk about a job at your company?",
                "talk about a job at your",
            ),
        ] {
            assert_eq!(
                pointed(AsksForAJob, &draft(Email, text), &english()),
                [words],
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_denied_or_means_something_else_does_not_ask_for_work() {
        for text in [
            "I am not asking for a job.",
            "I’m not looking for a job, and I have no application to make.",
            "This is about your experience rather than a job opening.",
            "I do not want you to hire me; I want to learn what the work is like.",
            "How did you find your first job, and what would you look for in a beginner?",
            "Which roles does the job market leave open to linguists?",
            "I start my new job in March and thank you for it.",
            "Your advice helped with my application for a master's programme.",
            "I never thought of asking you for an internship.",
            "Does Tuesday work for you, or have you any openings in your calendar next week?",
            "I am looking for a role model. What does it take to get hired?",
            "Where would you look for a job in this field?",
            "Could we talk about how you found a job at the clinic?",
        ] {
            assert_absent(AsksForAJob, &draft(Letter, text), &english());
        }
    }

    #[test]
    fn who_may_speak_of_work_does() {
        let text = "I am looking for a job as a reading teacher.";
        only(AsksForAJob, &draft(NetworkAsk, text), &english());
        only(AsksForAJob, &draft(ThankYou, text), &english());
        only(AsksForAJob, &draft(Update, text), &english());
        assert_absent(
            AsksForAJob,
            &draft(AvailabilityAnnouncement, text),
            &english(),
        );
        assert_absent(AsksForAJob, &draft(ResumeHandOff, text), &english());
        let context = LintContext {
            interview_kind: Some(InterviewKind::MutualFit),
            ..english()
        };
        assert_absent(AsksForAJob, &draft(Letter, text), &context);
        assert_absent(LacksNotAJobAssurance, &draft(Letter, text), &context);
        let practice = LintContext {
            interview_kind: Some(InterviewKind::Practice),
            ..english()
        };
        only(AsksForAJob, &draft(Letter, text), &practice);
        assert_absent(LacksNotAJobAssurance, &draft(Letter, text), &practice);
    }

    #[test]
    fn the_subject_is_read_too() {
        let subject = Some("Job opportunities at Harbor");
        let found = only(
            AsksForAJob,
            &Draft {
                subject,
                ..draft(Email, "Hello.")
            },
            &english(),
        );
        assert_eq!(
            found.span,
            Some(Span {
                part: MessagePart::Subject,
                start: 0,
                end: 17
            })
        );
    }

    #[test]
    fn english_phrases_say_nothing_about_another_language() {
        let german = locale("de");
        for language in [None, Some(&german)] {
            let context = LintContext {
                language,
                ..LintContext::default()
            };
            assert_absent(
                AsksForAJob,
                &draft(Letter, "Ich suche: looking for a job"),
                &context,
            );
            assert_absent(LacksNotAJobAssurance, &draft(Letter, "Guten Tag"), &context);
        }
    }

    #[test]
    fn a_first_message_says_that_it_is_not_about_a_job() {
        for text in [
            "Would you have 20 minutes?",
            "I teach reading. I would like to talk about my future at your clinic.",
            "I am looking for a job.",
        ] {
            only(LacksNotAJobAssurance, &draft(Letter, text), &english());
        }
        for text in [
            "I'm not looking for a job; I want to understand the work.",
            "This is not about a job at Harbor.",
            "I am only looking for advice.",
            "Please be sure that no job is expected.",
            "I am not calling about a job.",
            "I don't expect an offer, or any position at all.",
            "It isn't a job interview in disguise.",
            GOOD_LETTER,
        ] {
            assert_absent(LacksNotAJobAssurance, &draft(Letter, text), &english());
        }
        let later = Draft {
            is_first_touch: false,
            ..draft(Letter, "Would you have 20 minutes?")
        };
        assert_absent(LacksNotAJobAssurance, &later, &english());
    }

    #[test]
    fn the_questions_of_the_bank_do_not_ask_for_work() {
        let bank = include_str!("../../../../migrations/20261122000700_seed_question_bank.up.sql");
        let quoted: Vec<&str> = bank
            .split('\n')
            .filter_map(|line| line.trim().strip_prefix('\''))
            .collect();
        let bodies: Vec<String> = quoted
            .iter()
            .map(|line| {
                let end = line.find("', ").unwrap();
                line[..end].replace("''", "'")
            })
            .collect();
        assert!(bodies.len() > 100, "{}", bodies.len());
        for body in &bodies {
            assert_absent(AsksForAJob, &draft(Email, body), &english());
        }
    }
}
