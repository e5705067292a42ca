//! Text with what was looked for marked in it, as pieces: a front end needs no HTML and cannot be tricked by any.

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fragment {
    pub text: String,
    /// Whether this is what was looked for.
    pub is_match: bool,
}

impl Fragment {
    /// Characters that no fragment has: they mark the text that fragments are read from.
    pub const DIVISION: char = '\u{1}';
    pub const START: char = '\u{2}';
    pub const STOP: char = '\u{3}';
    pub const PASSAGE: char = '\u{4}';
    /// Between two passages of a text.
    pub const GAP: &str = " … ";
    /// Fragments of a text; the last of so many is the rest, without marks.
    pub const MOST: usize = 100;
    /// Characters of a fragment; longer ones are cut.
    pub const LONGEST: usize = 500;

    /// Reads a marked text.
    pub fn read(marked: &str) -> Vec<Self> {
        let mut fragments: Vec<Self> = Vec::new();
        let mut is_match = false;
        for piece in marked.split_inclusive([Self::START, Self::STOP, Self::PASSAGE]) {
            let text: String = piece.chars().filter(|c| !is_private(*c)).collect();
            push(&mut fragments, &text, is_match);
            match piece.chars().next_back() {
                Some(Self::START) => is_match = true,
                Some(Self::STOP) => is_match = false,
                Some(Self::PASSAGE) => push(&mut fragments, Self::GAP, false),
                _ => {}
            }
        }
        fragments
    }

    /// The same, and nothing of a text without a match.
    pub fn read_matches(marked: &str) -> Vec<Self> {
        let mut fragments = Self::read(marked);
        if !fragments.iter().any(|fragment| fragment.is_match) {
            fragments.clear();
        }
        fragments
    }
}

fn is_private(c: char) -> bool {
    (Fragment::DIVISION..=Fragment::PASSAGE).contains(&c)
}

/// Adds a piece; it joins the one before it where neither or both are matches, or where there are too many.
fn push(fragments: &mut Vec<Fragment>, text: &str, is_match: bool) {
    if text.is_empty() {
        return;
    }
    let is_match = is_match && fragments.len() + 1 < Fragment::MOST;
    let room = |kept: &str| Fragment::LONGEST.saturating_sub(kept.chars().count());
    match fragments.last_mut() {
        Some(before) if before.is_match == is_match => {
            before.text.extend(text.chars().take(room(&before.text)));
        }
        _ => fragments.push(Fragment {
            text: text.chars().take(Fragment::LONGEST).collect(),
            is_match,
        }),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(marked: &str) -> Vec<(String, bool)> {
        let fragments = Fragment::read(marked).into_iter();
        fragments.map(|one| (one.text, one.is_match)).collect()
    }

    fn plain(text: &str) -> (String, bool) {
        (text.to_owned(), false)
    }

    fn found(text: &str) -> (String, bool) {
        (text.to_owned(), true)
    }

    #[test]
    fn marks_become_fragments_and_leave_no_trace() {
        assert_eq!(
            shown("e-\u{1}\u{2}mail\u{3} to \u{2}Ada\u{3}\u{4}by \u{2}mail\u{3}"),
            [
                plain("e-"),
                found("mail"),
                plain(" to "),
                found("Ada"),
                plain(" … by "),
                found("mail")
            ]
        );
        assert_eq!(shown(""), []);
        assert_eq!(shown("no match"), [plain("no match")]);
    }

    #[test]
    fn a_text_without_a_match_has_no_passages() {
        assert_eq!(Fragment::read_matches("no match"), []);
        assert_eq!(Fragment::read_matches("a \u{2}match\u{3}").len(), 2);
    }

    #[test]
    fn there_are_limits() {
        let many = "\u{2}a\u{3} ".repeat(300);
        let fragments = Fragment::read(&many);
        assert_eq!(fragments.len(), Fragment::MOST);
        let [.., last] = fragments.as_slice() else {
            panic!("a hundred")
        };
        assert!(!last.is_match);
        assert_eq!(last.text.chars().count(), Fragment::LONGEST);
        assert_eq!(shown(&"ä".repeat(501)), [plain(&"ä".repeat(500))]);
    }

    proptest! {
        #[test]
        fn whatever_is_marked_neighbors_differ_and_the_text_is_kept(marked in "[a-c\u{1}-\u{4}]{0,80}") {
            let fragments = Fragment::read(&marked);
            prop_assert!(fragments.windows(2).all(|pair| pair[0].is_match != pair[1].is_match));
            let text: String = fragments.iter().map(|fragment| fragment.text.as_str()).collect();
            let expected: String = marked.replace(Fragment::PASSAGE, Fragment::GAP).chars().filter(|c| !is_private(*c)).collect();
            prop_assert_eq!(text, expected);
        }
    }
}
