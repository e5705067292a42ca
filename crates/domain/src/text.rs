//! Text with a limit: trimmed, never empty, without the one character that PostgreSQL cannot store.

use std::fmt;

/// Text of 1 to `MAX` characters (Unicode scalar values).
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Text<const MAX: usize>(String);

/// A title or name.
pub type Name = Text<200>;
/// A paragraph or two.
pub type Paragraph = Text<5000>;
/// Notes at length.
pub type Notes = Text<20000>;

/// Why a text was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidText {
    #[error("must contain something besides white space")]
    Empty,
    #[error("must have at most {max} characters")]
    TooLong { max: usize },
    #[error("must not contain the character U+0000")]
    Nul,
}

impl<const MAX: usize> Text<MAX> {
    /// Trims and checks.
    ///
    /// # Errors
    /// Nothing but white space, more than `MAX` characters, or a U+0000.
    pub fn parse(text: &str) -> Result<Self, InvalidText> {
        let trimmed = text.trim();
        if trimmed.is_empty() {
            Err(InvalidText::Empty)
        } else if trimmed.chars().count() > MAX {
            Err(InvalidText::TooLong { max: MAX })
        } else if trimmed.contains('\0') {
            Err(InvalidText::Nul)
        } else {
            Ok(Self(trimmed.to_owned()))
        }
    }

    /// The project's own words, which keep the rules because their author did; tests run with the check on.
    pub(crate) fn of_ours(words: impl Into<String>) -> Self {
        let words = words.into();
        debug_assert!(Self::parse(&words).is_ok_and(|text| text.0 == words));
        Self(words)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn into_string(self) -> String {
        self.0
    }
}

impl<const MAX: usize> fmt::Display for Text<MAX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_trimmed_and_counted_in_characters() {
        assert_eq!(Text::<3>::parse(" é€x ").unwrap().as_str(), "é€x");
        assert_eq!(
            Text::<3>::parse("four"),
            Err(InvalidText::TooLong { max: 3 })
        );
    }

    #[test]
    fn text_is_never_empty_and_never_holds_nul() {
        assert_eq!(Text::<3>::parse(" \n"), Err(InvalidText::Empty));
        assert_eq!(Text::<3>::parse("a\0b"), Err(InvalidText::Nul));
    }
}
