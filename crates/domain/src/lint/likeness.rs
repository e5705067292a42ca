//! How much two texts of a sentence or a paragraph have in common.

use std::collections::BTreeSet;

use super::{
    finding::MessagePart,
    prose::{Prose, Word, has_word},
};

/// The words of a text that carry its meaning, without the ending of a plural.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Gist(BTreeSet<String>);

impl Gist {
    pub(super) fn read(text: &str) -> Self {
        Self::of(&Prose::read(MessagePart::Body, text).words)
    }

    pub(super) fn of(words: &[Word<'_>]) -> Self {
        let meaning = words.iter().filter(|word| !is_filler(&word.folded));
        Self(meaning.map(|word| stem(&word.folded).to_owned()).collect())
    }

    /// How many of its words the other text has, too.
    pub(super) fn shared_with(&self, other: &Self) -> usize {
        self.0.intersection(&other.0).count()
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether the other text takes it up: has half of its words, or four of a longer one.
    pub(super) fn is_taken_up_in(&self, other: &Self) -> bool {
        let enough = self.len().div_ceil(2).clamp(1, 4);
        self.shared_with(other) >= enough
    }
}

fn stem(folded: &str) -> &str {
    let bare = folded.strip_suffix("'s").unwrap_or(folded);
    let singular = bare
        .strip_suffix('s')
        .filter(|word| word.len() > 2 && !word.ends_with('s'));
    singular.unwrap_or(bare)
}

/// English words that hold others together.
fn is_filler(folded: &str) -> bool {
    const FILLERS: &str = "a about all also am an and any are as at be been both but by can could did do does for \
                         from had has have he her here him his how i i'm i've if in into is it it's its just like \
                         many may me more most much my no not of on one only or our she should so some such than \
                         that the their them then there these they this those to too up very was we were what \
                         when where which who why will with would you your yours truly really usually";
    has_word(FILLERS, folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_taken_up_by_its_meaning_words() {
        let taken_up =
            |text: &str, other: &str| Gist::read(text).is_taken_up_in(&Gist::read(other));
        assert!(taken_up(
            "We both studied at Ohio State",
            "When I was at Ohio State, I studied speech"
        ));
        assert!(taken_up(
            "Licences are paid by the clinic",
            "that the clinic pays the licence"
        ));
        assert!(!taken_up(
            "We both studied at Ohio State",
            "I studied speech"
        ));
        assert!(!taken_up("we both are", "we both are"));
        let long = "Night shifts, early handovers, short breaks, long reports and a calm head decide the first year";
        assert!(taken_up(
            long,
            "your word on night shifts and handovers and breaks stays with me: short ones"
        ));
    }
}
