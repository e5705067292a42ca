//! Phrases of English and where they stand in a sentence, unless something before them says the opposite.

use std::{collections::HashMap, ops::Range};

use super::{
    finding::Span,
    prose::{Prose, Sentence, Word, has_word, quoted},
};

/// A list of phrases to look for.
///
/// A phrase is words with blanks between them: `hire|employ me` is "hire me" or "employ me", `a|an? job` is "job" or "a
/// job", `#` is a number, `_` any word and a last `$` the end of the sentence. It begins with a word that is not left
/// out.
#[derive(Default)]
pub(super) struct Phrases {
    by_first_word: HashMap<&'static str, Vec<Vec<Element>>>,
    exceptions: Option<Box<Self>>,
}

#[derive(Clone)]
struct Element {
    words: Vec<&'static str>,
    is_optional: bool,
}

/// A phrase that a text has and does not deny.
pub(super) struct Said<'p, 'a> {
    pub(super) sentence: Sentence<'p, 'a>,
    pub(super) span: Span,
    /// The words in quotes.
    pub(super) words: String,
}

impl Phrases {
    pub(super) fn new(phrases: &[&'static str]) -> Self {
        let mut list = Self::default();
        for phrase in phrases {
            let elements: Vec<Element> = phrase.split(' ').map(Element::read).collect();
            let firsts = elements.first().map(|first| first.words.clone());
            for first in firsts.unwrap_or_default() {
                let same = list.by_first_word.entry(first).or_default();
                same.push(elements.clone());
            }
        }
        list
    }

    /// Takes away what is part of one of these, or has one of them in it.
    pub(super) fn except(self, phrases: &[&'static str]) -> Self {
        Self {
            exceptions: Some(Box::new(Self::new(phrases))),
            ..self
        }
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
        self.take_exceptions_away(sentence, &mut hits);
        hits
    }

    /// Both lists are in order, so each exception is passed once.
    fn take_exceptions_away(&self, sentence: Sentence<'_, '_>, hits: &mut Vec<Range<usize>>) {
        let Some(exceptions) = self.exceptions.as_ref().filter(|_| !hits.is_empty()) else {
            return;
        };
        let mut exceptions = exceptions.hits(sentence).into_iter().peekable();
        hits.retain(|hit| {
            while exceptions.next_if(|other| other.end <= hit.start).is_some() {}
            exceptions.peek().is_none_or(|other| hit.end <= other.start)
        });
    }

    pub(super) fn is_in(&self, sentence: Sentence<'_, '_>) -> bool {
        !self.hits(sentence).is_empty()
    }

    /// Where a text says one of them and does not deny it.
    pub(super) fn said_in<'p, 'a>(&self, prose: &'p Prose<'a>) -> Vec<Said<'p, 'a>> {
        let mut said = Vec::new();
        for sentence in prose.sentences() {
            let hits = self.hits(sentence).into_iter();
            for hit in hits.filter(|hit| !is_denied(sentence, hit)) {
                let words = sentence.words.get(hit).unwrap_or_default();
                said.extend(prose.span(words).map(|span| Said {
                    sentence,
                    span,
                    words: quoted(words),
                }));
            }
        }
        said
    }

    /// Words of the longest phrase that begins with the first of these.
    fn longest(&self, words: &[Word<'_>]) -> Option<usize> {
        let first = words.first()?;
        let named = self.by_first_word.get(&*first.folded).into_iter().flatten();
        let counted = self
            .by_first_word
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

/// How many of the words the phrase takes when it begins with the first of them. Phrases have few words that may be
/// left out, so the ways to try are few.
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

/// Whether words before the hit deny it: "I am not looking for a job", "advice rather than a job", but neither "not only
/// a job" nor what an earlier clause denies.
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
    use super::super::finding::MessagePart;
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
    fn an_exception_takes_away_what_it_overlaps() {
        let phrases =
            Phrases::new(&["a? job", "a role"]).except(&["a job fair", "a role model", "the job"]);
        assert_eq!(
            hits(&phrases, "a job, a job fair, a job"),
            ["a job", "a job"]
        );
        assert_eq!(
            hits(&phrases, "a role model has a role in the job"),
            ["a role"]
        );
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
