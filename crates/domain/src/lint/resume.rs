//! Resumes and other things that go along (F18, F49).

use std::sync::LazyLock;

use super::{
    Description, LintLanguages, LintSeverity, Reading,
    finding::{Found, Span},
    phrase::Phrases,
    rule::ALL,
};
use crate::{
    document::DocumentKind,
    message::MessageKind::{ConnectionNote, DeclineCourtesy, Email, Letter, ThankYou, Update},
    methodology::ResumePolicy,
};

pub(super) const AGAINST_POLICY: Description = Description {
    title: "Resume against the policy",
    why: "A resume that nobody asked for turns a request for advice into one for a job; some methods send it at once.",
    source: "seed 000 (F18), seed 001 (F49), methodology survey, part D7",
    severity: LintSeverity::Warning,
    kinds: &[
        Letter,
        Email,
        ConnectionNote,
        ThankYou,
        Update,
        DeclineCourtesy,
    ],
    first_touch_only: false,
    languages: LintLanguages::Any,
    check: against_policy,
};

pub(super) const NO_ATTACHMENT: Description = Description {
    title: "Speaks of an attachment, and there is none",
    why: "A forgotten attachment costs a second message and the impression of care.",
    source: "our choice, for F69",
    severity: LintSeverity::Warning,
    kinds: ALL,
    first_touch_only: false,
    languages: LintLanguages::English,
    check: no_attachment,
};

/// Ways to say that something goes along; our own words. "Attached to" tells of a place or a feeling.
static ATTACHING: LazyLock<Phrases> = LazyLock::new(|| {
    Phrases::new(&[
        "attached|enclosed is|are|please|find|you|herewith",
        "is|are|find|have|i've|see attached|enclosed",
        "i attach|enclose my|a|an|the|this|it|two|some",
        "i attached|enclosed",
        "i'm|am attaching|enclosing",
        "find|see my|the|a _? resume|cv|document|file|letter? attached|enclosed",
        "the|my attached|enclosed resume|cv|document|file|letter|portfolio|transcript",
        "my resume|cv is? attached|enclosed",
        "as an? attachment|enclosure",
        "in|see the attachment|enclosure|attachments",
    ])
    .except(&["is|are|am|was|i've|have been? attached to"])
});

static RESUME: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::new(&["resume|cv|vita", "curriculum vitae"]));

fn against_policy<'r>(reading: &'r Reading<'_>) -> Vec<Found<'r>> {
    let said = resume_said(reading);
    let goes_along = said.is_some() || reading.draft.attachments.contains(&DocumentKind::Resume);
    let standing = reading.context.resume;
    let is_first = reading.draft.is_first_touch && matches!(reading.draft.kind, Letter | Email);
    let told = match standing.policy {
        Some(ResumePolicy::OnRequest | ResumePolicy::BringAlong)
            if goes_along && !standing.is_asked_for =>
        {
            (
                "a resume goes along that they did not ask for",
                "leave it out; when they ask for it, send it the same day",
            )
        }
        Some(ResumePolicy::AttachToFirstMessage) if is_first && !goes_along => (
            "your methodology sends the resume with the first message, and it is not attached",
            "attach the version that fits them",
        ),
        _ => return Vec::new(),
    };
    let (message, advice) = told;
    vec![match said {
        Some(span) => Found::at(span, message, advice),
        None => Found::whole(message, advice),
    }]
}

fn no_attachment<'r>(reading: &'r Reading<'_>) -> Vec<Found<'r>> {
    if !reading.draft.attachments.is_empty() {
        return Vec::new();
    }
    let said = ATTACHING.said_in(&reading.body).into_iter();
    let found = said.map(|said| {
        let message = format!("{} speaks of an attachment, and there is none", said.words);
        Found::at(said.span, message, "attach it, or take the words out")
    });
    found.collect()
}

/// Where the text says that a resume goes along, if it is in English.
fn resume_said(reading: &Reading<'_>) -> Option<Span> {
    if !LintLanguages::English.include(reading.context.language) {
        return None;
    }
    let mut said = ATTACHING.said_in(&reading.body).into_iter();
    said.find(|said| RESUME.is_in(said.sentence))
        .map(|said| said.span)
}

#[cfg(test)]
mod tests {
    use super::super::{LintRule::*, samples::*, *};
    use crate::{
        document::DocumentKind::{Portfolio, Resume},
        message::MessageKind::{Email, Letter, ResumeHandOff, ThankYou},
        methodology::ResumePolicy,
    };

    fn policy(policy: ResumePolicy, is_asked_for: bool) -> LintContext<'static> {
        LintContext {
            resume: ResumeStanding {
                policy: Some(policy),
                is_asked_for,
            },
            ..english()
        }
    }

    #[test]
    fn a_resume_waits_until_it_is_asked_for() {
        let on_request = policy(ResumePolicy::OnRequest, false);
        let attached = Draft {
            attachments: &[Resume],
            ..draft(Letter, "Would you have 20 minutes?")
        };
        assert_eq!(only(ResumeAgainstPolicy, &attached, &on_request).span, None);
        for (text, words) in [
            ("Attached is my resume.", "Attached is"),
            ("Please find my CV enclosed.", "find my CV enclosed"),
            ("I've attached my résumé for background.", "I've attached"),
        ] {
            assert_eq!(
                pointed(ResumeAgainstPolicy, &draft(Email, text), &on_request),
                [words]
            );
        }
        only(
            ResumeAgainstPolicy,
            &Draft {
                attachments: &[Portfolio, Resume],
                ..draft(ThankYou, "Thank you")
            },
            &on_request,
        );
    }

    #[test]
    fn a_resume_to_bring_along_is_not_sent_before() {
        let attached = Draft {
            attachments: &[Resume],
            ..draft(Letter, "Would you have 20 minutes?")
        };
        let bring = policy(ResumePolicy::BringAlong, false);
        only(ResumeAgainstPolicy, &attached, &bring);
        let spread = policy(ResumePolicy::SpreadWidely, false);
        assert_absent(ResumeAgainstPolicy, &attached, &spread);
    }

    #[test]
    fn a_resume_that_was_asked_for_or_only_mentioned_is_fine() {
        let on_request = policy(ResumePolicy::OnRequest, false);
        let attached = Draft {
            attachments: &[Resume],
            ..draft(Letter, "Attached is my resume.")
        };
        assert_absent(
            ResumeAgainstPolicy,
            &attached,
            &policy(ResumePolicy::OnRequest, true),
        );
        assert_absent(ResumeAgainstPolicy, &attached, &english());
        assert_absent(
            ResumeAgainstPolicy,
            &Draft {
                kind: ResumeHandOff,
                ..attached
            },
            &on_request,
        );
        for text in [
            "I have not attached a resume, as I am not asking for a job.",
            "If you wish, I will send my resume.",
            "Attached is the article that I spoke of.",
        ] {
            let letter = Draft {
                attachments: &[Portfolio],
                ..draft(Letter, text)
            };
            assert_absent(ResumeAgainstPolicy, &letter, &on_request);
        }
    }

    #[test]
    fn another_methodology_misses_the_resume_in_the_first_letter() {
        let at_once = policy(ResumePolicy::AttachToFirstMessage, false);
        let bare = draft(Letter, "Would you have 20 minutes?");
        only(ResumeAgainstPolicy, &bare, &at_once);
        assert_absent(
            ResumeAgainstPolicy,
            &Draft {
                attachments: &[Resume],
                ..bare
            },
            &at_once,
        );
        assert_absent(
            ResumeAgainstPolicy,
            &Draft {
                is_first_touch: false,
                ..bare
            },
            &at_once,
        );
        assert_absent(
            ResumeAgainstPolicy,
            &Draft {
                kind: ThankYou,
                ..bare
            },
            &at_once,
        );
    }

    #[test]
    fn an_attachment_that_is_spoken_of_is_there() {
        for (text, words) in [
            ("Please see the attachment.", "see the attachment"),
            ("Attached you will find the article.", "Attached you"),
            ("The paper is attached.", "is attached"),
            ("I am attaching the draft.", "am attaching"),
        ] {
            let email = draft(Email, text);
            assert_eq!(
                pointed(MentionsAttachmentWithoutOne, &email, &english()),
                [words]
            );
            assert_absent(
                MentionsAttachmentWithoutOne,
                &Draft {
                    attachments: &[Portfolio],
                    ..email
                },
                &english(),
            );
        }
    }

    #[test]
    fn other_attachments_are_of_the_heart() {
        for text in [
            "I am attached to the idea, and the school is attached to a clinic.",
            "I have been attached to the unit.",
            "I have not attached anything, and I attach great weight to that.",
            "My attachment to the city is old.",
        ] {
            assert_absent(
                MentionsAttachmentWithoutOne,
                &draft(Email, text),
                &english(),
            );
        }
    }
}
