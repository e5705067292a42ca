//! How long a message is, by the numbers of the methodology.

use super::{
    Description, Limit, LintLanguages, LintSeverity, Reading,
    finding::Found,
    rule::{ALL, PAGED},
};
use crate::message::MessageKind::{ConnectionNote, Email};

pub(super) const TOO_LONG: Description = Description {
    title: "Too long",
    why: "A busy person reads a short message at once and puts a long one off.",
    source: "seed 001 (F48); Dalton, The 2-Hour Job Search (methodology survey, part D1)",
    severity: LintSeverity::Warning,
    kinds: ALL,
    first_touch_only: false,
    languages: LintLanguages::Spaced,
    check: |reading| {
        words_over(
            reading,
            reading.context.limits.words,
            "the advice for such a message",
        )
    },
};

pub(super) const LONGER_THAN_A_PAGE: Description = Description {
    title: "Longer than a page",
    why: "A letter is to be brief: no longer than a page.",
    source: "seed 001 (F48)",
    severity: LintSeverity::Warning,
    kinds: PAGED,
    first_touch_only: false,
    languages: LintLanguages::Spaced,
    check: |reading| {
        words_over(
            reading,
            reading.context.limits.page_words,
            "what a page holds",
        )
    },
};

pub(super) const NOTE_TOO_LONG: Description = Description {
    title: "Note too long to be sent",
    why: "The social network does not take a longer note with a request to connect.",
    source: "methodology survey, part D8 (300 characters)",
    severity: LintSeverity::Error,
    kinds: &[ConnectionNote],
    first_touch_only: false,
    languages: LintLanguages::Any,
    check: note_too_long,
};

pub(super) const SUBJECT_MISSING: Description = Description {
    title: "No subject",
    why: "An e-mail of somebody they do not recognize stays unopened; the subject is the first thing they see.",
    source: "seed 001 (F68)",
    severity: LintSeverity::Warning,
    kinds: &[Email],
    first_touch_only: false,
    languages: LintLanguages::Any,
    check: subject_missing,
};

pub(super) const SUBJECT_TOO_LONG: Description = Description {
    title: "Subject too long",
    why: "A list of messages shows only the beginning of a subject.",
    source: "our choice, for F68",
    severity: LintSeverity::Hint,
    kinds: &[Email],
    first_touch_only: false,
    languages: LintLanguages::Any,
    check: subject_too_long,
};

/// The span is what is too much.
fn words_over<'r>(
    reading: &'r Reading<'_>,
    limit: Option<Limit<'r>>,
    what: &str,
) -> Vec<Found<'r>> {
    let words = &reading.body.words;
    let over = limit.filter(|limit| !limit.allows(words.len()));
    let found = over.and_then(|limit| {
        let span = reading.body.span(words.get(limit.size()..)?)?;
        let (count, most) = (words.len(), limit.value);
        let message = format!("it has {count} words; {what} is {most}");
        let found = Found::at(
            span,
            message,
            "leave out what they need not know before they say yes",
        );
        Some(found.citing(limit))
    });
    found.into_iter().collect()
}

fn note_too_long<'r>(reading: &'r Reading<'_>) -> Vec<Found<'r>> {
    let body = &reading.body;
    let over = reading
        .context
        .limits
        .note_characters
        .filter(|limit| !limit.allows(body.characters));
    let found = over.map(|limit| {
        let message = format!(
            "it has {} characters; the network takes {}",
            body.characters, limit.value
        );
        let span = body.stretch(limit.size(), body.characters);
        Found::at(
            span,
            message,
            "keep who you are, why them, and one question",
        )
        .citing(limit)
    });
    found.into_iter().collect()
}

fn subject_missing<'r>(reading: &'r Reading<'_>) -> Vec<Found<'r>> {
    let is_there = reading
        .subject
        .as_ref()
        .is_some_and(|subject| !subject.text.trim().is_empty());
    let missing = (!is_there).then(|| {
        Found::whole(
            "it has no subject",
            "say in a few words what it is about, and by whom you come if you may name them",
        )
    });
    missing.into_iter().collect()
}

fn subject_too_long<'r>(reading: &'r Reading<'_>) -> Vec<Found<'r>> {
    let limit = reading.context.limits.subject_characters;
    let found = reading
        .subject
        .as_ref()
        .zip(limit)
        .filter(|(subject, limit)| !limit.allows(subject.characters));
    let found = found.map(|(subject, limit)| {
        let message = format!(
            "the subject has {} characters; the advice is {}",
            subject.characters, limit.value
        );
        let span = subject.stretch(limit.size(), subject.characters);
        Found::at(
            span,
            message,
            "begin with the word that matters most to them",
        )
        .citing(limit)
    });
    found.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::super::{LintRule::*, samples::*, *};
    use crate::message::MessageKind::{CallScript, ConnectionNote, Email, Letter};

    fn limit(value: u32) -> Limit<'static> {
        Limit {
            value,
            rule: "a_rule",
            source: "a source",
        }
    }

    fn words(count: usize) -> String {
        vec!["word"; count].join(" ")
    }

    #[test]
    fn words_beyond_the_limit_are_found_with_the_source_of_the_limit() {
        let limits = Limits {
            words: Some(limit(100)),
            ..Limits::default()
        };
        let context = LintContext {
            limits,
            ..english()
        };
        let found = only(TooLong, &draft(Email, &words(103)), &context);
        assert_eq!(
            found.message,
            "it has 103 words; the advice for such a message is 100"
        );
        assert_eq!(found.span, Some(body(500, 514)));
        assert_eq!(found.methodology_rule.as_deref(), Some("a_rule"));
        assert_eq!(found.source, "a source");
        assert_eq!(found.severity, LintSeverity::Warning);
    }

    #[test]
    fn what_is_short_enough_or_without_a_limit_is_not_too_long() {
        let limits = Limits {
            words: Some(limit(100)),
            ..Limits::default()
        };
        let context = LintContext {
            limits,
            ..english()
        };
        assert_absent(TooLong, &draft(Email, &words(100)), &context);
        assert_absent(
            TooLong,
            &draft(Email, &format!("{} -- ...", words(100))),
            &context,
        );
        assert_absent(TooLong, &draft(Email, &words(1000)), &english());
    }

    #[test]
    fn words_are_counted_where_a_language_puts_spaces_between_them() {
        let limits = Limits {
            words: Some(limit(3)),
            ..Limits::default()
        };
        let count = |tag: &str, text: &str| {
            let language = locale(tag);
            let context = LintContext {
                language: Some(&language),
                limits,
                ..LintContext::default()
            };
            find(TooLong, &draft(Letter, text), &context).len()
        };
        assert_eq!(count("de-AT", "Über den Dächern von Graz"), 1);
        assert_eq!(count("ko", "안녕하세요 저는 학생 입니다"), 1);
        assert_eq!(count("ja", "今度お話を伺えませんか"), 0);
        assert_eq!(count("zh-Hant", "請問您有時間嗎"), 0);
    }

    #[test]
    fn a_letter_ends_with_its_page_and_a_call_has_none() {
        let limits = Limits {
            page_words: Some(limit(350)),
            ..Limits::default()
        };
        let context = LintContext {
            limits,
            ..english()
        };
        let found = only(LongerThanAPage, &draft(Letter, &words(351)), &context);
        assert_eq!(found.message, "it has 351 words; what a page holds is 350");
        only(LongerThanAPage, &draft(Email, &words(2000)), &context);
        assert_absent(LongerThanAPage, &draft(Letter, &words(350)), &context);
        assert_absent(LongerThanAPage, &draft(CallScript, &words(351)), &context);
        assert_absent(
            LongerThanAPage,
            &draft(ConnectionNote, &words(351)),
            &context,
        );
    }

    #[test]
    fn a_note_is_counted_in_characters_whatever_the_language() {
        let limits = Limits {
            note_characters: Some(limit(300)),
            ..Limits::default()
        };
        let context = LintContext {
            limits,
            ..LintContext::default()
        };
        let found = only(
            NoteTooLong,
            &draft(ConnectionNote, &"é".repeat(301)),
            &context,
        );
        assert_eq!(
            (found.span, found.severity),
            (Some(body(300, 301)), LintSeverity::Error)
        );
        assert_absent(
            NoteTooLong,
            &draft(ConnectionNote, &"é".repeat(300)),
            &context,
        );
        assert_absent(NoteTooLong, &draft(Email, &"é".repeat(301)), &context);
        assert_absent(
            NoteTooLong,
            &draft(ConnectionNote, &"é".repeat(301)),
            &english(),
        );
    }

    #[test]
    fn an_email_has_a_subject_of_some_words() {
        let with = |subject| Draft {
            subject,
            ..draft(Email, "Hello")
        };
        for none in [None, Some(""), Some(" \n")] {
            only(SubjectMissing, &with(none), &english());
        }
        assert_absent(
            SubjectMissing,
            &with(Some("A question about speech therapy")),
            &english(),
        );
        assert_absent(SubjectMissing, &draft(Letter, "Hello"), &english());
        assert_absent(SubjectMissing, &draft(CallScript, "Hello"), &english());
        let limits = Limits {
            subject_characters: Some(limit(10)),
            ..Limits::default()
        };
        let context = LintContext {
            limits,
            ..english()
        };
        let found = only(
            SubjectTooLong,
            &with(Some("A question about speech")),
            &context,
        );
        assert_eq!(
            found.span,
            Some(Span {
                part: MessagePart::Subject,
                start: 10,
                end: 23
            })
        );
        assert_absent(SubjectTooLong, &with(Some("A question")), &context);
        assert_absent(SubjectTooLong, &with(None), &context);
        assert_absent(
            SubjectTooLong,
            &with(Some("A question about speech")),
            &english(),
        );
    }
}
