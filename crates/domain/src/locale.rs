//! Languages by their tags (BCP 47), as the subset that a front end needs to choose words and formats.

use std::fmt;

/// A language with perhaps a script, a region and variants, such as `de`, `pt-BR` or `zh-Hant-TW`, in the letter case
/// that RFC 5646, section 2.1.1 recommends. Whether the subtags are registered is not checked: the registry grows.
/// Extensions and private use are left out.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Locale(String);

/// Not such a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be a language tag of BCP 47, such as en, pt-BR or zh-Hant-TW")]
pub struct InvalidLocale;

impl Locale {
    /// Characters that a tag has at most (RFC 5646, section 4.4.1).
    pub const MAX: usize = 35;

    /// Checks the shape and sets the letter case.
    ///
    /// # Errors
    /// [`InvalidLocale`]
    pub fn parse(tag: &str) -> Result<Self, InvalidLocale> {
        if tag.len() > Self::MAX {
            return Err(InvalidLocale);
        }
        let mut subtags = tag.split('-').peekable();
        let language = subtags.next().filter(|subtag| is_language(subtag));
        let mut kept = vec![language.ok_or(InvalidLocale)?.to_ascii_lowercase()];
        if let Some(script) = subtags.next_if(|subtag| is_script(subtag)) {
            let (first, rest) = script.split_at(1);
            kept.push(first.to_ascii_uppercase() + &rest.to_ascii_lowercase());
        }
        if let Some(region) = subtags.next_if(|subtag| is_region(subtag)) {
            kept.push(region.to_ascii_uppercase());
        }
        for variant in subtags {
            let variant = Some(variant.to_ascii_lowercase())
                .filter(|variant| is_variant(variant) && !kept.contains(variant));
            kept.push(variant.ok_or(InvalidLocale)?);
        }
        Ok(Self(kept.join("-")))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first subtag: the language without script, region and variants.
    pub fn language(&self) -> &str {
        self.0.split_once('-').map_or(&self.0, |(first, _)| first)
    }
}

impl fmt::Display for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn has(subtag: &str, lengths: std::ops::RangeInclusive<usize>, of: fn(&u8) -> bool) -> bool {
    lengths.contains(&subtag.len()) && subtag.as_bytes().iter().all(of)
}

fn is_language(subtag: &str) -> bool {
    has(subtag, 2..=3, u8::is_ascii_alphabetic) || has(subtag, 5..=8, u8::is_ascii_alphabetic)
}

fn is_script(subtag: &str) -> bool {
    has(subtag, 4..=4, u8::is_ascii_alphabetic)
}

fn is_region(subtag: &str) -> bool {
    has(subtag, 2..=2, u8::is_ascii_alphabetic) || has(subtag, 3..=3, u8::is_ascii_digit)
}

fn is_variant(subtag: &str) -> bool {
    has(subtag, 5..=8, u8::is_ascii_alphanumeric)
        || has(subtag, 4..=4, u8::is_ascii_alphanumeric)
            && subtag.starts_with(|first: char| first.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_tag_gets_the_letter_case_of_its_subtags() {
        for (given, kept) in [
            ("de", "de"),
            ("PT-br", "pt-BR"),
            ("zh-hANT-tw", "zh-Hant-TW"),
            ("es-419", "es-419"),
            ("sl-ROZAJ-biske-1994", "sl-rozaj-biske-1994"),
            ("de-1996", "de-1996"),
        ] {
            assert_eq!(Locale::parse(given).unwrap().as_str(), kept);
        }
    }

    #[test]
    fn the_language_is_the_first_subtag() {
        for (tag, language) in [("de", "de"), ("zh-Hant-TW", "zh"), ("en-GB", "en")] {
            assert_eq!(Locale::parse(tag).unwrap().language(), language);
        }
    }

    #[test]
    fn what_is_no_language_tag_is_refused() {
        for wrong in [
            "",
            "d",
            "german language",
            "de_DE",
            "de-",
            "-de",
            "de--DE",
            "de-DE-DE",
            "en-a-bbb",
            "x-private",
            "de-1996-1996",
            "dé",
            "abcd",
            "de-abcdefgh-abcdefgi-abcdefgj-abcdefgk",
        ] {
            assert_eq!(Locale::parse(wrong), Err(InvalidLocale), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn what_is_kept_reads_back_as_itself(text in "[a-zA-Z]{2,8}(-[a-zA-Z0-9]{2,8}){0,4}") {
            if let Ok(locale) = Locale::parse(&text) {
                prop_assert!(locale.as_str().eq_ignore_ascii_case(&text));
                prop_assert_eq!(Locale::parse(locale.as_str()), Ok(locale.clone()));
            }
        }

        #[test]
        fn no_text_makes_it_panic(text in ".{0,40}") {
            let _whatever = Locale::parse(&text);
        }
    }
}
