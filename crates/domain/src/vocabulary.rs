//! Closed lists of words: enums with one written form, the same in the database and on the wire.

/// An enum whose every value has one written form.
pub trait Vocabulary: Copy + Eq + 'static {
    /// The name under which the document publishes it.
    const NAME: &'static str;
    /// What the words are about, in one sentence.
    const ABOUT: &'static str;
    /// Every value, in the order of declaration.
    const ALL: &'static [Self];

    /// The written form: lower snake case, never changed once published.
    fn as_str(self) -> &'static str;

    /// The value written as `word`, if there is one.
    fn parse(word: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|value| value.as_str() == word)
    }
}

/// Declares an enum and its [`Vocabulary`]; the first doc line becomes the published description.
#[macro_export]
macro_rules! vocabulary {
    (#[doc = $about:literal] $(#[$attribute:meta])* $vis:vis enum $name:ident { $($(#[$of:meta])* $value:ident = $word:literal),+ $(,)? }) => {
        #[doc = $about]
        $(#[$attribute])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        $vis enum $name { $($(#[$of])* $value),+ }

        impl $crate::vocabulary::Vocabulary for $name {
            const NAME: &'static str = stringify!($name);
            const ABOUT: &'static str = $about;
            const ALL: &'static [Self] = &[$(Self::$value),+];

            fn as_str(self) -> &'static str {
                match self { $(Self::$value => $word),+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str($crate::vocabulary::Vocabulary::as_str(*self))
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use super::Vocabulary;

    vocabulary! {
        /// How the tea is.
        enum Tea { Black = "black", GreenTea = "green_tea" }
    }

    #[test]
    fn every_word_reads_back_as_its_value() {
        for value in Tea::ALL {
            assert_eq!(Tea::parse(value.as_str()), Some(*value));
        }
        assert_eq!(Tea::parse("coffee"), None);
        assert_eq!(Tea::GreenTea.to_string(), "green_tea");
        assert_eq!(Tea::ABOUT.trim(), "How the tea is.");
    }
}
