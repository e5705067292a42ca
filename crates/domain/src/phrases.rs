//! Short lists of words and names, such as tags, schools or interests.

use std::collections::HashSet;

use crate::text::{InvalidText, Text};

/// At most `ITEMS` texts of at most `CHARS` characters, no two alike in all but letter case, in the order they were
/// given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Phrases<const CHARS: usize, const ITEMS: usize>(Vec<Text<CHARS>>);

/// Why a list was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidPhrases {
    #[error("must have at most {max} items")]
    TooMany { max: usize },
    #[error("{problem}")]
    Item { index: usize, problem: InvalidText },
}

impl InvalidPhrases {
    /// Where it is in something that calls the list `field`: `tags` or `tags/3`, counted from 0.
    pub fn path(&self, field: &str) -> String {
        match self {
            Self::TooMany { .. } => field.to_owned(),
            Self::Item { index, .. } => format!("{field}/{index}"),
        }
    }
}

impl<const CHARS: usize, const ITEMS: usize> Phrases<CHARS, ITEMS> {
    pub const MAX: usize = ITEMS;

    /// Trims each text and leaves out what repeats an earlier one: of two spellings the first stays.
    ///
    /// # Errors
    /// An unacceptable text, or more than `ITEMS` different ones.
    pub fn parse<T: AsRef<str>>(
        texts: impl IntoIterator<Item = T>,
    ) -> Result<Self, InvalidPhrases> {
        let mut seen = HashSet::new();
        let mut kept = Vec::new();
        for (index, text) in texts.into_iter().enumerate() {
            let text = Text::parse(text.as_ref())
                .map_err(|problem| InvalidPhrases::Item { index, problem })?;
            if !seen.insert(text.as_str().to_lowercase()) {
                continue;
            }
            if kept.len() == ITEMS {
                return Err(InvalidPhrases::TooMany { max: ITEMS });
            }
            kept.push(text);
        }
        Ok(Self(kept))
    }

    /// The list with one more, or the same when it has it already in whatever letter case.
    ///
    /// # Errors
    /// It is full.
    pub fn with(self, text: Text<CHARS>) -> Result<Self, InvalidPhrases> {
        let texts = self.0.into_iter().chain([text]);
        Self::parse(texts.map(Text::into_string))
    }

    /// The list without one, in whatever letter case it has it.
    #[must_use]
    pub fn without(self, text: &Text<CHARS>) -> Self {
        let folded = text.as_str().to_lowercase();
        let others = self.0.into_iter();
        Self(
            others
                .filter(|other| other.as_str().to_lowercase() != folded)
                .collect(),
        )
    }

    pub fn as_slice(&self) -> &[Text<CHARS>] {
        &self.0
    }

    pub fn into_strings(self) -> Vec<String> {
        self.0.into_iter().map(Text::into_string).collect()
    }

    pub fn to_strings(&self) -> Vec<String> {
        self.0.iter().map(Text::to_string).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Tags = Phrases<50, 50>;

    #[test]
    fn texts_are_trimmed_and_unique_in_all_but_letter_case() {
        let tags = Tags::parse([" Law ", "alum", "LAW", "Über", "über"]).unwrap();
        assert_eq!(tags.into_strings(), ["Law", "alum", "Über"]);
    }

    #[test]
    fn a_text_too_many_or_too_long_is_refused_by_its_place() {
        let many: Vec<String> = (0..=Tags::MAX).map(|n| n.to_string()).collect();
        assert_eq!(Tags::parse(&many).unwrap_err().path("tags"), "tags");
        assert!(Tags::parse(many.iter().take(Tags::MAX).chain(many.first())).is_ok());
        let refused = Tags::parse(["fine", "  "]).unwrap_err();
        assert_eq!(refused.path("tags"), "tags/1");
        assert_eq!(refused.to_string(), InvalidText::Empty.to_string());
    }

    #[test]
    fn one_is_added_once_and_taken_out_in_whatever_letter_case() {
        let law = |word: &str| Text::parse(word).unwrap();
        let tags = Tags::parse(["Law", "alum"]).unwrap();
        let same = tags.clone().with(law("LAW")).unwrap();
        assert_eq!(same, tags);
        assert_eq!(tags.clone().without(&law("lAw")).into_strings(), ["alum"]);
        assert_eq!(tags.clone().without(&law("choir")), tags);
        let full = Phrases::<50, 2>::parse(["a", "b"]).unwrap();
        assert!(full.clone().with(law("B")).is_ok());
        assert_eq!(full.with(law("c")), Err(InvalidPhrases::TooMany { max: 2 }));
    }
}
