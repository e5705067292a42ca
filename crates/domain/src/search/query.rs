//! What somebody types into a search box, taken apart; whatever they type can be taken apart.

use super::Address;

/// Something to look for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    text: String,
    terms: Vec<Term>,
}

/// Words that stand together, in this order; mostly one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    words: Vec<String>,
    /// The last word may go on.
    is_open: bool,
}

impl Query {
    /// Words that are looked for; what is typed after so many is passed over.
    pub const MOST: usize = 16;

    /// - White space separates terms, and all of them are looked for.
    /// - The last word of a term may be the beginning of one.
    /// - Double quotes hold together what is between them, as whole words; the last quote may be missing yet.
    /// - Other punctuation separates words that stand together: `speech/lang`, `ada@example.org`.
    pub fn parse(text: &str) -> Self {
        let mut terms = Vec::new();
        let mut pieces = text.split('"').enumerate().peekable();
        while let Some((number, piece)) = pieces.next() {
            let is_quoted = number % 2 == 1;
            if is_quoted {
                let is_closed = pieces.peek().is_some();
                terms.extend(Term::of(piece, !is_closed));
            } else {
                let chunks = piece.split_whitespace();
                terms.extend(chunks.filter_map(|chunk| Term::of(chunk, true)));
            }
        }
        let mut left = Self::MOST;
        terms.retain_mut(|term: &mut Term| {
            term.words.truncate(left);
            left -= term.words.len();
            !term.words.is_empty()
        });
        let text = text.trim().to_owned();
        Self { text, terms }
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn terms(&self) -> &[Term] {
        &self.terms
    }

    /// All words, in their order.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.terms.iter().flat_map(Term::words)
    }

    /// What it is the address of, if it reads as one.
    pub fn address(&self) -> Option<Address> {
        Address::read(&self.text)
    }
}

impl Term {
    fn of(piece: &str, is_open: bool) -> Option<Self> {
        let words = piece.split(|c: char| c.is_whitespace() || is_mark(c));
        let words: Vec<String> = words
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect();
        (!words.is_empty()).then_some(Self { words, is_open })
    }

    /// At least one. None has white space, control characters or punctuation of ASCII in it.
    pub fn words(&self) -> impl ExactSizeIterator<Item = &str> {
        self.words.iter().map(String::as_str)
    }

    pub fn is_open(&self) -> bool {
        self.is_open
    }
}

/// Punctuation that the index divides words at as well.
fn is_mark(c: char) -> bool {
    c.is_ascii_punctuation() || c.is_control()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Each term as its words, with an asterisk where the last may go on.
    fn terms(text: &str) -> Vec<String> {
        let query = Query::parse(text);
        let shown = query.terms().iter().map(|term| {
            let open = if term.is_open() { "*" } else { "" };
            term.words().collect::<Vec<_>>().join(" ") + open
        });
        shown.collect()
    }

    #[test]
    fn words_are_looked_for_by_their_beginnings_and_phrases_as_they_stand() {
        assert_eq!(terms(" speech  ther "), ["speech*", "ther*"]);
        assert_eq!(terms("jo \"new york\" law"), ["jo*", "new york", "law*"]);
        assert_eq!(terms("\"new yo"), ["new yo*"]);
        assert_eq!(terms("a\"b\"c"), ["a*", "b", "c*"]);
    }

    #[test]
    fn punctuation_separates_words_that_stand_together() {
        assert_eq!(terms("Speech/lang."), ["Speech lang*"]);
        assert_eq!(terms("ada@example.org"), ["ada example org*"]);
        assert_eq!(terms("O'Brien C++"), ["O Brien*", "C*"]);
        assert_eq!(terms("Größe\u{a0}東京"), ["Größe*", "東京*"]);
    }

    #[test]
    fn the_number_of_words_is_limited() {
        let long = "a ".repeat(15) + "\"b c d\" e";
        assert_eq!(terms(&long).last().map(String::as_str), Some("b"));
        assert_eq!(Query::parse(&long).words().count(), Query::MOST);
    }

    #[test]
    fn nothing_but_punctuation_is_nothing_to_look_for() {
        for nothing in ["", "  ", "\"\"", ":*&|!('\"", "\u{1}\\ -- ;"] {
            assert_eq!(terms(nothing), [""; 0], "{nothing}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_typed_no_word_has_anything_in_it_that_a_query_language_could_read(
            text in "(\\PC|[\\s\"'\\\\:*&|!()<>~@-]){0,200}"
        ) {
            for word in Query::parse(&text).words() {
                prop_assert!(!word.is_empty());
                prop_assert!(!word.contains(|c: char| c.is_whitespace() || is_mark(c)), "{word:?}");
            }
        }
    }
}
