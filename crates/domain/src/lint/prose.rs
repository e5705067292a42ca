//! A text as words and sentences, each with its place in Unicode scalar values.

use std::{borrow::Cow, ops::Range};

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use super::finding::{MessagePart, Span};

/// One part of a message, taken apart. Words are those of Unicode Standard Annex 29, without the marks between them.
pub(super) struct Prose<'a> {
    pub(super) part: MessagePart,
    pub(super) text: &'a str,
    /// Unicode scalar values of the text.
    pub(super) characters: usize,
    pub(super) words: Vec<Word<'a>>,
    /// The words of each sentence, and whether it is a question.
    sentences: Vec<(Range<usize>, bool)>,
}

pub(super) struct Word<'a> {
    pub(super) text: &'a str,
    /// In lower case, without accents and with straight apostrophes.
    pub(super) folded: Cow<'a, str>,
    pub(super) start: usize,
    pub(super) end: usize,
    /// What stands between the word before, or the beginning, and this one.
    pub(super) gap: &'a str,
}

/// Words up to a full stop, a blank line or the next item of a list.
#[derive(Clone, Copy)]
pub(super) struct Sentence<'p, 'a> {
    pub(super) words: &'p [Word<'a>],
    pub(super) is_question: bool,
}

impl<'a> Prose<'a> {
    pub(super) fn read(part: MessagePart, text: &'a str) -> Self {
        let (words, rest) = words(text);
        let gaps = words.iter().skip(1).map(|word| word.gap).chain([rest]);
        let (mut sentences, mut start) = (Vec::new(), 0);
        for (index, (word, gap)) in words.iter().zip(gaps).enumerate() {
            let is_last = index + 1 == words.len();
            let ending = ending(word, gap, is_last);
            if is_last || ending != Ending::None {
                sentences.push((start..index + 1, ending == Ending::Question));
                start = index + 1;
            }
        }
        Self {
            part,
            text,
            characters: text.chars().count(),
            words,
            sentences,
        }
    }

    pub(super) fn sentences(&self) -> impl Iterator<Item = Sentence<'_, 'a>> {
        self.sentences.iter().map(|(range, is_question)| Sentence {
            words: self.words.get(range.clone()).unwrap_or_default(),
            is_question: *is_question,
        })
    }

    /// Where some consecutive words of this text stand; None when there are none.
    pub(super) fn span(&self, words: &[Word<'_>]) -> Option<Span> {
        let (first, last) = (words.first()?, words.last()?);
        Some(self.stretch(first.start, last.end))
    }

    pub(super) fn stretch(&self, start: usize, end: usize) -> Span {
        Span {
            part: self.part,
            start,
            end,
        }
    }
}

/// Some words as they are quoted in a finding: with blanks between them, and cut where they grow many or long.
pub(super) fn quoted(words: &[Word<'_>]) -> String {
    const MOST: usize = 12;
    let shown: Vec<&str> = words.iter().take(MOST).map(|word| word.text).collect();
    let dots = if words.len() > MOST { " ..." } else { "" };
    excerpt(&(shown.join(" ") + dots))
}

/// A text of somebody else as it is quoted in a suggestion: cut where it grows long.
pub(super) fn excerpt(text: &str) -> String {
    const MOST: usize = 120;
    match text.char_indices().nth(MOST) {
        Some((cut, _)) => format!("\"{}...\"", text.get(..cut).unwrap_or_default()),
        None => format!("\"{text}\""),
    }
}

/// The words of a text, and what follows the last of them.
fn words(text: &str) -> (Vec<Word<'_>>, &str) {
    let (mut words, mut byte, mut character) = (Vec::new(), 0, 0);
    for (start, word) in text.unicode_word_indices() {
        let gap = text.get(byte..start).unwrap_or_default();
        let first = character + gap.chars().count();
        let end = first + word.chars().count();
        words.push(Word {
            text: word,
            folded: fold(word),
            start: first,
            end,
            gap,
        });
        (byte, character) = (start + word.len(), end);
    }
    (words, text.get(byte..).unwrap_or_default())
}

/// The form in which words are compared: José, JOSÉ and Jose are alike, and so are I’m and I'm.
pub(super) fn fold(word: &str) -> Cow<'_, str> {
    if word.is_ascii() {
        return if word.bytes().any(|byte| byte.is_ascii_uppercase()) {
            Cow::Owned(word.to_ascii_lowercase())
        } else {
            Cow::Borrowed(word)
        };
    }
    let lower = word.nfd().flat_map(char::to_lowercase);
    let bare = lower.filter(|character| !('\u{300}'..='\u{36f}').contains(character));
    Cow::Owned(
        bare.map(|character| {
            if character == '\u{2019}' {
                '\''
            } else {
                character
            }
        })
        .collect(),
    )
}

/// Whether a list of folded words, with a blank between each two, has this one.
pub(super) fn has_word(list: &str, folded: &str) -> bool {
    list.split(' ').any(|word| word == folded)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Ending {
    None,
    Statement,
    Question,
}

/// Whether a sentence ends in the gap after a word.
fn ending(word: &Word<'_>, gap: &str, is_last: bool) -> Ending {
    let marks: &str = gap
        .find(is_full_stop)
        .and_then(|at| gap.get(at..))
        .unwrap_or_default();
    let run = marks.trim_start_matches(|mark| is_full_stop(mark) || is_closing(mark));
    let stops = marks.get(..marks.len() - run.len()).unwrap_or_default();
    let is_apart = run.starts_with(char::is_whitespace) || (run.is_empty() && is_last);
    let is_wide = stops.contains(['。', '！', '？']);
    let is_end = !stops.is_empty() && (is_apart || is_wide);
    if is_end && stops.contains(['?', '？', '؟']) {
        Ending::Question
    } else if is_end && !(stops == "." && is_abbreviation(word)) || begins_anew(gap) {
        Ending::Statement
    } else {
        Ending::None
    }
}

fn is_full_stop(mark: char) -> bool {
    matches!(mark, '.' | '!' | '?' | '…' | '。' | '！' | '？' | '؟' | '।')
}

fn is_closing(mark: char) -> bool {
    matches!(mark, '"' | '\'' | ')' | ']' | '”' | '’' | '»')
}

/// A blank line, or a line that begins as an item of a list.
fn begins_anew(gap: &str) -> bool {
    let lines = gap.split('\n').skip(1).map(str::trim_start);
    let mut others = lines.clone();
    lines.count() > 1 || others.any(|line| line.starts_with(['-', '*', '•', '–']))
}

/// A word that a full stop shortens, so that it ends no sentence: Dr., e.g. or the initial of a name.
fn is_abbreviation(word: &Word<'_>) -> bool {
    const SHORT: &str = "dr mr mrs ms mx prof st jr sr e.g i.e a.m p.m vs approx dept";
    let is_initial = word.folded != "i" && word.end - word.start == 1;
    is_initial && word.text.chars().all(char::is_uppercase) || has_word(SHORT, &word.folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentences(text: &str) -> Vec<(String, bool)> {
        let prose = Prose::read(MessagePart::Body, text);
        let texts = prose.sentences().map(|sentence| {
            let words: Vec<&str> = sentence.words.iter().map(|word| word.text).collect();
            (words.join(" "), sentence.is_question)
        });
        texts.collect()
    }

    #[test]
    fn words_keep_their_place_and_are_folded() {
        let text = "Für José:\u{a0}I’m 👩‍🔬, a 20-minute call";
        let prose = Prose::read(MessagePart::Body, text);
        let folded: Vec<&str> = prose.words.iter().map(|word| &*word.folded).collect();
        assert_eq!(folded, ["fur", "jose", "i'm", "a", "20", "minute", "call"]);
        let characters: Vec<char> = text.chars().collect();
        for word in &prose.words {
            assert_eq!(
                characters[word.start..word.end].iter().collect::<String>(),
                word.text
            );
        }
        assert_eq!(prose.characters, characters.len());
    }

    #[test]
    fn one_word_is_written_in_several_ways() {
        for (one, other) in [
            ("José", "JOSE\u{301}"),
            ("I’m", "i'm"),
            ("Résumé", "resume"),
            ("ЁЖ", "еж"),
        ] {
            assert_eq!(fold(one), fold(other));
        }
        assert_ne!(fold("Mark"), fold("Marc"));
    }

    #[test]
    fn sentences_end_where_a_reader_pauses() {
        let text = "Dear Dr. Okafor,\n\nI am a nurse at St. Mary's and write\nat 9 a.m. on Fridays. Would you (really?) \
                    have 20 minutes? Or \"more?\" J. Reed";
        let found = sentences(text);
        let texts: Vec<&str> = found.iter().map(|(text, _)| text.as_str()).collect();
        assert_eq!(
            texts,
            [
                "Dear Dr Okafor",
                "I am a nurse at St Mary's and write at 9 a.m on Fridays",
                "Would you really",
                "have 20 minutes",
                "Or more",
                "J Reed",
            ]
        );
        let questions: Vec<bool> = found.iter().map(|(_, is_question)| *is_question).collect();
        assert_eq!(questions, [false, false, true, true, true, false]);
    }

    #[test]
    fn lists_and_other_scripts_have_sentences_too() {
        assert_eq!(sentences("I offer:\n- one thing\n- another").len(), 3);
        assert_eq!(
            sentences("お元気ですか？はい。")
                .iter()
                .filter(|(_, is_question)| *is_question)
                .count(),
            1
        );
        assert_eq!(
            sentences("See example.org/?q=1 for more"),
            [("See example.org q 1 for more".to_owned(), false)]
        );
        assert!(sentences("... !!! \n\n - ").is_empty());
    }

    #[test]
    fn quotes_are_cut_where_they_grow_long() {
        let prose = Prose::read(
            MessagePart::Body,
            "one two three four five six seven eight nine ten eleven twelve 13",
        );
        assert!(quoted(&prose.words).ends_with("eleven twelve ...\""));
        assert_eq!(quoted(&prose.words[..2]), "\"one two\"");
        assert_eq!(
            excerpt(&"ü".repeat(121)),
            format!("\"{}...\"", "ü".repeat(120))
        );
        assert_eq!(excerpt("short"), "\"short\"");
    }
}
