//! Words by which a person groups their contacts.

use std::collections::HashSet;

use crate::text::{InvalidText, Text};

/// One word or short phrase.
pub type Tag = Text<50>;

/// At most [`Tags::MAX`] tags, no two alike in all but letter case, in the order they were given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tags(Vec<Tag>);

/// Why a list of tags was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidTags {
    #[error("must have at most {max} tags")]
    TooMany { max: usize },
    #[error("{problem}")]
    Tag { index: usize, problem: InvalidText },
}

impl InvalidTags {
    /// Where in a contact it is: `tags` or `tags/3`, counted from 0.
    pub fn path(&self) -> String {
        match self {
            Self::TooMany { .. } => "tags".to_owned(),
            Self::Tag { index, .. } => format!("tags/{index}"),
        }
    }
}

impl Tags {
    pub const MAX: usize = 50;

    /// Trims each tag and leaves out what repeats an earlier one: of two spellings the first stays.
    ///
    /// # Errors
    /// An unacceptable text, or more than [`Tags::MAX`] different tags.
    pub fn parse<T: AsRef<str>>(tags: impl IntoIterator<Item = T>) -> Result<Self, InvalidTags> {
        let mut seen = HashSet::new();
        let mut kept = Vec::new();
        for (index, tag) in tags.into_iter().enumerate() {
            let tag =
                Tag::parse(tag.as_ref()).map_err(|problem| InvalidTags::Tag { index, problem })?;
            if !seen.insert(tag.as_str().to_lowercase()) {
                continue;
            }
            if kept.len() == Self::MAX {
                return Err(InvalidTags::TooMany { max: Self::MAX });
            }
            kept.push(tag);
        }
        Ok(Self(kept))
    }

    pub fn as_slice(&self) -> &[Tag] {
        &self.0
    }

    pub fn into_strings(self) -> Vec<String> {
        self.0.into_iter().map(Text::into_string).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_trimmed_and_unique_in_all_but_letter_case() {
        let tags = Tags::parse([" Law ", "alum", "LAW", "Über", "über"]).unwrap();
        assert_eq!(tags.into_strings(), ["Law", "alum", "Über"]);
    }

    #[test]
    fn a_tag_too_many_or_too_long_is_refused_by_its_place() {
        let many: Vec<String> = (0..=Tags::MAX).map(|n| n.to_string()).collect();
        assert_eq!(Tags::parse(&many).unwrap_err().path(), "tags");
        assert!(Tags::parse(many.iter().take(Tags::MAX).chain(many.first())).is_ok());
        let refused = Tags::parse(["fine", "  "]).unwrap_err();
        assert_eq!(refused.path(), "tags/1");
        assert_eq!(refused.to_string(), InvalidText::Empty.to_string());
    }
}
