//! Slips of the pen: what a template left open, and a raised voice (F42).

use super::{
    Description, LintLanguages, LintSeverity, MAX_FINDINGS_OF_A_RULE, Reading, Span,
    finding::Found,
    prose::{Prose, Word, excerpt},
    rule::ALL,
};

pub(super) const UNFILLED_PLACEHOLDER: Description = Description {
    title: "A placeholder was not filled in",
    why: "Nothing says \"form letter\" more plainly.",
    source: "our choice, for F43",
    severity: LintSeverity::Error,
    kinds: ALL,
    first_touch_only: false,
    languages: LintLanguages::Any,
    check: unfilled_placeholder,
};

pub(super) const SHOUTING: Description = Description {
    title: "Raises its voice",
    why: "Capitals and exclamation marks shout, and the tone is to be professional.",
    source: "seed 001 (F42)",
    severity: LintSeverity::Hint,
    kinds: ALL,
    first_touch_only: false,
    languages: LintLanguages::Any,
    check: shouting,
};

fn unfilled_placeholder<'r>(reading: &'r Reading<'_>) -> Vec<Found<'r>> {
    let mut found = Vec::new();
    for prose in reading.parts() {
        let mut spans = bracketed(prose);
        spans.extend(blanks(prose));
        spans.extend(stand_ins(prose));
        spans.sort_unstable();
        // Cut before the texts are: each is looked for from the beginning.
        spans.truncate(MAX_FINDINGS_OF_A_RULE);
        for span in spans {
            let characters = prose
                .text
                .chars()
                .skip(span.start)
                .take(span.end - span.start);
            let message = format!(
                "{} was not filled in",
                excerpt(&characters.collect::<String>())
            );
            found.push(Found::at(span, message, "fill it in, or take it out"));
        }
    }
    found
}

/// Characters that a placeholder has between its brackets at most.
const LONGEST_PLACEHOLDER: usize = 60;

/// `{recipient}`, `[your name]` and `<company>`.
fn bracketed(prose: &Prose<'_>) -> Vec<Span> {
    let (mut spans, mut open) = (Vec::new(), None);
    let mut characters = prose.text.char_indices().enumerate().peekable();
    while let Some((position, (byte, character))) = characters.next() {
        let closing = match character {
            '{' => Some('}'),
            '[' => Some(']'),
            '<' => Some('>'),
            _ => None,
        };
        if let Some(closing) = closing {
            open = Some((closing, position, byte + 1));
        } else if let Some((closing, start, from)) = open
            && character == closing
        {
            let inside = prose.text.get(from..byte).unwrap_or_default();
            let is_link = characters.peek().is_some_and(|(_, (_, next))| *next == '(');
            if position - start <= LONGEST_PLACEHOLDER + 1
                && !is_link
                && is_placeholder(closing, inside)
            {
                spans.push(prose.stretch(start, position + 1));
            }
            open = None;
        }
    }
    spans
}

/// Braces hold nothing else; the other brackets also hold notes, addresses and comparisons.
fn is_placeholder(closing: char, inside: &str) -> bool {
    if inside.contains('\n') {
        return false;
    }
    if closing == '}' {
        return !inside.trim().is_empty();
    }
    inside.starts_with(char::is_alphabetic)
        && !inside.contains(['@', ':', '/', '='])
        && inside != "sic"
}

/// ____, but not a line drawn across the page.
fn blanks(prose: &Prose<'_>) -> Vec<Span> {
    let (mut spans, mut length, mut position) = (Vec::new(), 0, 0);
    for character in prose.text.chars().chain([' ']) {
        if character == '_' {
            length += 1;
        } else {
            if (3..=12).contains(&length) {
                spans.push(prose.stretch(position - length, position));
            }
            length = 0;
        }
        position += 1;
    }
    spans
}

/// XXX, TBD and lorem ipsum.
fn stand_ins(prose: &Prose<'_>) -> Vec<Span> {
    let is_stand_in = |word: &&Word<'_>| {
        let folded = &*word.folded;
        let is_crossed = folded.len() > 2 && folded.bytes().all(|byte| byte == b'x');
        is_crossed || folded == "lorem" || word.text == "TBD"
    };
    let words = prose.words.iter().filter(is_stand_in);
    words
        .map(|word| prose.stretch(word.start, word.end))
        .collect()
}

/// Exclamation marks that a message may have before it sounds excited.
const CALM_MARKS: usize = 2;
/// Words in capitals, one after another, from which on they are no abbreviations.
const SHOUTED_WORDS: usize = 4;

fn shouting<'r>(reading: &'r Reading<'_>) -> Vec<Found<'r>> {
    let advice = "let the words carry the weight";
    let mut found = Vec::new();
    for prose in reading.parts() {
        let runs = prose
            .words
            .chunk_by(|one, other| is_shouted(one) == is_shouted(other));
        let shouted = runs.filter(|run| run.len() >= SHOUTED_WORDS && run.iter().all(is_shouted));
        found.extend(shouted.filter_map(|run| {
            Some(Found::at(
                prose.span(run)?,
                "several words stand in capitals",
                advice,
            ))
        }));
        found.extend(
            excited(prose).map(|span| Found::at(span, "there are many exclamation marks", advice)),
        );
    }
    found
}

fn is_shouted(word: &Word<'_>) -> bool {
    word.end - word.start > 1 && word.text.chars().all(char::is_uppercase)
}

/// The first mark too many: one right after another, or the third.
fn excited(prose: &Prose<'_>) -> Option<Span> {
    let marks = prose
        .text
        .chars()
        .enumerate()
        .filter(|(_, character)| matches!(character, '!' | '！'));
    let marks: Vec<usize> = marks.map(|(position, _)| position).collect();
    let doubled = marks.windows(2).find_map(|pair| match pair {
        [one, other] if one + 1 == *other => Some(*other),
        _ => None,
    });
    let first = [doubled, marks.get(CALM_MARKS).copied()]
        .into_iter()
        .flatten()
        .min()?;
    Some(prose.stretch(first, first + 1))
}

#[cfg(test)]
mod tests {
    use super::super::{LintRule::*, samples::*, *};
    use crate::message::MessageKind::{Email, Letter};

    #[test]
    fn what_a_template_left_open_is_found_in_any_language() {
        for (text, words) in [
            ("Sehr geehrte {recipient.name},", "{recipient.name}"),
            ("Dear {{name}},", "{name}"),
            ("Dear [Recipient Name], hello", "[Recipient Name]"),
            ("I admire <company> so much", "<company>"),
            ("Meet me at XXX on Friday", "XXX"),
            ("Lorem ipsum dolor", "Lorem"),
            ("Dear ____,", "____"),
            ("The day is TBD.", "TBD"),
            ("{ünï}", "{ünï}"),
        ] {
            let letter = draft(Letter, text);
            assert_eq!(
                pointed(UnfilledPlaceholder, &letter, &LintContext::default()),
                [words],
                "{text}"
            );
        }
        let subject = Some("Hello {name}");
        let found = only(
            UnfilledPlaceholder,
            &Draft {
                subject,
                ..draft(Email, "Hello")
            },
            &english(),
        );
        assert_eq!(
            found.span,
            Some(Span {
                part: MessagePart::Subject,
                start: 6,
                end: 12
            })
        );
        assert_eq!(
            (found.message.as_str(), found.severity),
            ("\"{name}\" was not filled in", LintSeverity::Error)
        );
    }

    #[test]
    fn brackets_and_letters_that_mean_something_stay() {
        for text in [
            "It said \"recieve\" [sic], see [1] and [my page](https://example.org).",
            "Sam Reed <sam@example.org>, <https://example.org>",
            "x < y and y > z, i <3 it, {} [] <>",
            "Sam\n________________________\nDayton",
            "a {brace\nover lines}, snake_case and __two__",
            "Chapter XX, size xl, Foxx",
        ] {
            assert_absent(UnfilledPlaceholder, &draft(Letter, text), &english());
        }
        assert_absent(
            UnfilledPlaceholder,
            &draft(Letter, &format!("{{{}}}", "a".repeat(61))),
            &english(),
        );
    }

    #[test]
    fn capitals_and_exclamation_marks_raise_the_voice() {
        for (text, words) in [
            ("PLEASE READ THIS NOW, will you", "PLEASE READ THIS NOW"),
            ("Hello!! I teach.", "!"),
            ("Hi! Thanks! Bye!", "!"),
        ] {
            assert_eq!(pointed(Shouting, &draft(Email, text), &english()), [words]);
        }
    }

    #[test]
    fn abbreviations_and_a_glad_word_are_no_shouting() {
        for text in [
            "I worked for NASA, UNESCO and the WHO.",
            "Thank you! I look forward to it!",
            "I AM A B C D",
            "你好！谢谢！",
        ] {
            assert_absent(Shouting, &draft(Email, text), &english());
        }
    }
}
