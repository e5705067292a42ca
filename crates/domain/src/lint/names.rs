//! Names of people and places, and the words by which a text mentions them.

use super::{
    finding::MessagePart,
    prose::{Prose, Word, has_word},
};

/// The words of a name that tell somebody from others, folded: without titles and the like.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Name(Vec<String>);

impl Name {
    pub(super) fn read(name: &str) -> Self {
        let prose = Prose::read(MessagePart::Body, name);
        let words = prose.words.iter().filter(|word| !is_title(&word.folded));
        Self(words.map(|word| bare(word).to_owned()).collect())
    }

    pub(super) fn words(&self) -> &[String] {
        &self.0
    }

    pub(super) fn has(&self, word: &Word<'_>) -> bool {
        self.0.iter().any(|own| own == bare(word))
    }

    /// Whether the words begin with the whole name.
    pub(super) fn begins(&self, words: &[Word<'_>]) -> bool {
        let named = words.get(..self.0.len()).unwrap_or_default();
        !self.0.is_empty() && self.0.iter().eq(named.iter().map(bare))
    }
}

/// The folded word without the ending of a possessive: "Anna's" mentions Anna.
pub(super) fn bare<'w>(word: &'w Word<'_>) -> &'w str {
    word.folded.strip_suffix("'s").unwrap_or(&word.folded)
}

/// Words beside a name that name nobody.
pub(super) fn is_title(folded: &str) -> bool {
    const TITLES: &str = "dr prof professor doctor mr mrs ms mx miss sir madam dame rev herr frau jr sr ii iii phd \
                         ph.d md m.d esq";
    has_word(TITLES, folded)
}

/// Whether a word is written as names are: not in lower case, where its script has one.
pub(super) fn looks_like_a_name(word: &Word<'_>) -> bool {
    !word.text.starts_with(char::is_lowercase)
}

/// Words of an organization's name that many share, so that they mention none of them.
fn is_common(word: &str) -> bool {
    const COMMON: &str = "the of and for a at in inc ltd llc gmbh ag co corp company group university college \
                         school institute hospital clinic center centre bank city state national international \
                         american department office association society foundation partners services health \
                         children community north south east west";
    has_word(COMMON, word)
}

/// An organization, mentioned by all of its name or by a word of it that is its own.
#[derive(Default)]
pub(super) struct Place {
    name: Name,
    own: Vec<String>,
}

impl Place {
    pub(super) fn read(name: &str) -> Self {
        let name = Name::read(name);
        let own = name
            .words()
            .iter()
            .filter(|word| word.chars().count() > 2 && !is_common(word));
        Self {
            own: own.cloned().collect(),
            name,
        }
    }

    pub(super) fn is_mentioned_in(&self, words: &[Word<'_>]) -> bool {
        let by_word = words
            .iter()
            .any(|word| self.own.iter().any(|own| own == bare(word)));
        by_word
            || (0..words.len()).any(|at| words.get(at..).is_some_and(|rest| self.name.begins(rest)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_read_without_titles() {
        let name = Name::read("Prof. Dr. José O'Brien-Lin, PhD");
        assert_eq!(name.words(), ["jose", "o'brien", "lin"]);
        assert!(Name::read("Dr.").words().is_empty());
    }

    #[test]
    fn an_organization_is_mentioned_by_what_is_its_own() {
        let mentions = |text: &str, organization: &str| {
            let prose = Prose::read(MessagePart::Body, text);
            Place::read(organization).is_mentioned_in(&prose.words)
        };
        assert!(mentions(
            "your work at Harbor fascinates me",
            "Harbor Speech Clinic"
        ));
        assert!(mentions("HARBOR’S patients", "Harbor Clinic"));
        assert!(mentions("the State University", "State University"));
        assert!(!mentions("a clinic in my city", "City Clinic"));
        assert!(!mentions("anything", ""));
        assert!(mentions("I use X every day", "X"));
    }
}
