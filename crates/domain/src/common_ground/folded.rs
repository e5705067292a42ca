//! What two spellings of one name have in common.

use std::collections::BTreeSet;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Words that tell no school, town or company from another.
const EMPTY: [&str; 17] = [
    "a",
    "ag",
    "and",
    "at",
    "co",
    "company",
    "corp",
    "corporation",
    "for",
    "gmbh",
    "in",
    "inc",
    "llc",
    "ltd",
    "of",
    "plc",
    "the",
];
/// Short for what is also written out.
const SHORT: [(&str, &str); 5] = [
    ("univ", "university"),
    ("uni", "university"),
    ("inst", "institute"),
    ("st", "saint"),
    ("dept", "department"),
];

/// A name without letter case, accents, punctuation, the order of its words and those that tell nothing.
///
/// "The University of Texas" and "Texas University" are one; "Texas Tech University" is another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Folded(BTreeSet<String>);

impl Folded {
    pub(super) fn of(name: &str) -> Self {
        // "R.E.M." is one word, as "REM" is.
        let plain = name.replace(['.', '\'', '’'], "");
        let plain: String = plain
            .nfkd()
            .filter(|one| !is_combining_mark(*one))
            .collect();
        let plain = plain.to_lowercase();
        let words = plain.split(|one: char| !one.is_alphanumeric());
        let words: BTreeSet<String> = words
            .filter(|word| !word.is_empty())
            .map(|word| {
                let long = SHORT.iter().find(|(short, _)| *short == word);
                long.map_or(word, |(_, long)| long).to_owned()
            })
            .collect();
        let telling: BTreeSet<String> = words
            .iter()
            .filter(|word| !EMPTY.contains(&word.as_str()))
            .cloned()
            .collect();
        // A band called "The The" has nothing else.
        Self(if telling.is_empty() { words } else { telling })
    }

    /// Whether there is anything to compare.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn spellings_of_one_name_are_one() {
        for (one, other) in [
            ("The University of Texas", "Texas, Univ."),
            ("Café Müller GmbH", "cafe muller"),
            ("St. John's College", "Saint Johns College"),
            ("The The", "the"),
        ] {
            assert_eq!(Folded::of(one), Folded::of(other), "{one}");
        }
        for (one, other) in [
            ("University of Texas", "Texas Tech University"),
            ("Lakeside College", "Lakeside School"),
            ("Paris", "Parish"),
        ] {
            assert_ne!(Folded::of(one), Folded::of(other), "{one}");
        }
        assert!(Folded::of(" -- ").is_empty());
    }

    proptest! {
        #[test]
        fn letter_case_and_punctuation_make_no_other_name(name in "[a-z]{2,8}( [a-z]{2,8}){0,3}") {
            let shouted = name.to_uppercase().replace(' ', ", ");
            prop_assert_eq!(Folded::of(&name), Folded::of(&shouted));
        }
    }
}
