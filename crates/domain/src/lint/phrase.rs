//! Phrases of English and where they stand in a sentence, unless something before them says the opposite.

use std::{collections::HashMap, ops::Range};

use super::prose::{Sentence, Word, has_word};

/// A list of phrases to look for.
///
/// A phrase is words with blanks between them: `hire|employ me` is "hire me" or "employ me", `a|an? job` is "job" or "a
/// job", `#` is a number, `_` any word and a last `$` the end of the sentence. It begins with a word that is not left
/// out.
pub(super) struct Phrases(HashMap<&'static str, Vec<Vec<Element>>>);

#[derive(Clone)]
struct Element {
    words: Vec<&'static str>,
    is_optional: bool,
}

impl Phrases {
    pub(super) fn new(phrases: &[&'static str]) -> Self {
        let mut by_first: HashMap<&'static str, Vec<Vec<Element>>> = HashMap::new();
        for phrase in phrases {
            let elements: Vec<Element> = phrase.split(' ').map(Element::read).collect();
            let firsts = elements.first().map(|first| first.words.clone());
            for first in firsts.unwrap_or_default() {
                by_first.entry(first).or_default().push(elements.clone());
            }
        }
        Self(by_first)
    }

    /// Where phrases stand in the sentence, as ranges of its words: the longest at each place, none over another.
    pub(super) fn hits(&self, sentence: Sentence<'_, '_>) -> Vec<Range<usize>> {
        let (mut hits, mut at) = (Vec::new(), 0);
        while let Some(words) = sentence.words.get(at..).filter(|words| !words.is_empty()) {
            match self.longest(words) {
                Some(length) => {
                    hits.push(at..at + length);
                    at += length;
                }
                None => at += 1,
            }
        }
        hits
    }

    pub(super) fn is_in(&self, sentence: Sentence<'_, '_>) -> bool {
        let mut starts = 0..sentence.words.len();
        starts.any(|at| {
            sentence
                .words
                .get(at..)
                .is_some_and(|words| self.longest(words).is_some())
        })
    }

    /// Words of the longest phrase that begins with the first of these.
    fn longest(&self, words: &[Word<'_>]) -> Option<usize> {
        let first = words.first()?;
        let named = self.0.get(&*first.folded).into_iter().flatten();
        let counted = self
            .0
            .get("#")
            .filter(|_| number(first).is_some())
            .into_iter()
            .flatten();
        named
            .chain(counted)
            .filter_map(|phrase| length(phrase, words))
            .max()
    }
}

impl Element {
    fn read(written: &'static str) -> Self {
        let required = written.strip_suffix('?');
        Self {
            words: required.unwrap_or(written).split('|').collect(),
            is_optional: required.is_some(),
        }
    }

    fn is(&self, word: &Word<'_>) -> bool {
        self.words.iter().any(|choice| match *choice {
            "_" => true,
            "#" => number(word).is_some(),
            choice => choice == word.folded,
        })
    }
}

/// How many of the words the phrase takes when it begins with the first of them. Phrases have few words that may be left
/// out, so the ways to try are few.
fn length(phrase: &[Element], words: &[Word<'_>]) -> Option<usize> {
    let Some((element, others)) = phrase.split_first() else {
        return Some(0);
    };
    if words.is_empty() && others.is_empty() && element.words.contains(&"$") {
        return Some(0);
    }
    let taken = words.split_first().filter(|(word, _)| element.is(word));
    let taken = taken
        .and_then(|(_, rest)| length(others, rest))
        .map(|length| length + 1);
    taken.or_else(|| element.is_optional.then(|| length(others, words)).flatten())
}

/// A number in digits, perhaps one of a date such as 3rd, or in words up to sixty.
pub(super) fn number(word: &Word<'_>) -> Option<u32> {
    const SPELLED: [(&str, u32); 18] = [
        ("one", 1),
        ("two", 2),
        ("three", 3),
        ("four", 4),
        ("five", 5),
        ("six", 6),
        ("seven", 7),
        ("eight", 8),
        ("nine", 9),
        ("ten", 10),
        ("twelve", 12),
        ("fifteen", 15),
        ("twenty", 20),
        ("thirty", 30),
        ("forty", 40),
        ("fifty", 50),
        ("sixty", 60),
        ("ninety", 90),
    ];
    let folded = &*word.folded;
    let spelled = SPELLED
        .iter()
        .find(|(name, _)| *name == folded)
        .map(|(_, value)| *value);
    spelled.or_else(|| {
        let ordinal = ["st", "nd", "rd", "th"]
            .iter()
            .find_map(|ending| folded.strip_suffix(ending));
        ordinal.unwrap_or(folded).parse().ok()
    })
}

/// How many words before a phrase may deny it.
const REACH: usize = 10;

/// Whether words before the hit deny it: "I am not looking for a job", "advice rather than a job", but neither "not only a
/// job" nor what an earlier clause denies.
pub(super) fn is_denied(sentence: Sentence<'_, '_>, hit: &Range<usize>) -> bool {
    let before = sentence.words.get(..=hit.start).unwrap_or_default();
    let pairs = before.windows(2).rev().take(REACH);
    for pair in pairs {
        let [word, next] = pair else { break };
        if denies(word) {
            return !weakens(&next.folded) && !asks(word, next, sentence);
        }
        if parts(&word.folded)
            || next.gap.contains([';', ':', '(', '—', '–'])
            || is_new_subject(word, next)
        {
            break;
        }
    }
    false
}

fn denies(word: &Word<'_>) -> bool {
    const DENIALS: &str = "not no never without nor neither cannot than instead";
    word.folded.ends_with("n't") || has_word(DENIALS, &word.folded)
}

/// "Not only a job" affirms the job.
fn weakens(next: &str) -> bool {
    matches!(next, "only" | "just" | "merely" | "simply" | "solely")
}

/// "Don't you have a job for me?" denies nothing.
fn asks(word: &Word<'_>, next: &Word<'_>, sentence: Sentence<'_, '_>) -> bool {
    sentence.is_question
        && word.folded.ends_with("n't")
        && matches!(&*next.folded, "you" | "your" | "there" | "it" | "we" | "i")
}

/// Words that begin another clause, over which no denial reaches.
fn parts(folded: &str) -> bool {
    has_word(
        "but because so though although yet while however therefore",
        folded,
    )
}

/// "..., I am" and "and I am" begin another clause, too.
fn is_new_subject(word: &Word<'_>, next: &Word<'_>) -> bool {
    let is_subject = has_word("i i'm i'd i've i'll we we're am", &next.folded);
    is_subject && (next.gap.contains(',') || word.folded == "and")
}

#[cfg(test)]
mod tests {
    use super::super::{finding::MessagePart, prose::Prose};
    use super::*;

    fn hits(phrases: &Phrases, text: &str) -> Vec<String> {
        let prose = Prose::read(MessagePart::Body, text);
        let mut found = Vec::new();
        for sentence in prose.sentences() {
            for hit in phrases.hits(sentence) {
                let mark = if is_denied(sentence, &hit) {
                    "not "
                } else {
                    ""
                };
                let words: Vec<&str> = sentence.words[hit].iter().map(|word| word.text).collect();
                found.push(format!("{mark}{}", words.join(" ")));
            }
        }
        found
    }

    #[test]
    fn a_phrase_has_choices_numbers_and_words_to_leave_out() {
        let phrases = Phrases::new(&[
            "hire|employ me",
            "in|on a|the? job",
            "# minutes?",
            "week of _ #?",
        ]);
        assert_eq!(
            hits(&phrases, "Hire me. Employ\nme! Employ him."),
            ["Hire me", "Employ me"]
        );
        assert_eq!(
            hits(&phrases, "on the job, on job, on a the job"),
            ["on the job", "on job"]
        );
        assert_eq!(
            hits(&phrases, "Twenty minutes, or 15."),
            ["Twenty minutes", "15"]
        );
        assert_eq!(hits(&phrases, "the week of May 3rd"), ["week of May 3rd"]);
        assert_eq!(hits(&phrases, "hire. Me"), [""; 0]);
    }

    #[test]
    fn a_denial_reaches_to_the_end_of_its_clause() {
        let phrases = Phrases::new(&["a? job"]);
        for denied in [
            "I am not asking for a job",
            "I don’t want a job",
            "without any thought of a job",
            "advice rather than a job",
            "I do not ask you for a favour, an introduction or a job",
        ] {
            assert_eq!(hits(&phrases, denied), ["not a job"], "{denied}");
        }
        for meant in [
            "I want a job",
            "not only a job",
            "I cannot wait, but I want a job",
            "You do not know me and I need a job",
            "I can't find your office, I want a job",
            "I have never met you; a job is what I want",
            "Don't you have a job for me?",
            "I do not know you. A job is what I want",
        ] {
            assert!(
                hits(&phrases, meant)[0].to_lowercase().starts_with("a job"),
                "{meant}"
            );
        }
    }
}
