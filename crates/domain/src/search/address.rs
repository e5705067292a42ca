//! Addresses that somebody looks up: a person is found by any spelling of one.

use phonenumber::Mode;

use crate::{
    account::Email,
    contact::{MethodKind, lookup_key},
    country::Country,
    web_url::WebUrl,
};

/// What reads as the address of somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    kind: MethodKind,
    /// As it was typed, but a page with its scheme and a number without extension.
    value: String,
}

/// A key under which an address may be kept; see [`lookup_key`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lookup {
    pub kind: MethodKind,
    pub key: String,
}

impl Address {
    /// A phone number has from 5 to 17 digits.
    const DIGITS: std::ops::RangeInclusive<usize> = 5..=17;

    pub(super) fn read(text: &str) -> Option<Self> {
        let of = |kind, value: &str| Self {
            kind,
            value: value.to_owned(),
        };
        if Email::parse(text).is_ok() {
            return Some(of(MethodKind::Email, text));
        }
        if let Some(number) = number(text) {
            return Some(of(MethodKind::Phone, number));
        }
        let page = if text.contains("://") {
            text.to_owned()
        } else {
            format!("https://{text}")
        };
        let is_page = text.contains('.') && WebUrl::parse(&page).is_ok();
        is_page.then(|| of(MethodKind::ProfileUrl, &page))
    }

    fn key(&self, country: Option<Country>) -> Option<Lookup> {
        let key = lookup_key(self.kind, &self.value, country);
        key.map(|key| self.lookup(key))
    }

    fn lookup(&self, key: String) -> Lookup {
        let kind = self.kind;
        Lookup { kind, key }
    }

    /// Whether it is a phone number that does not say of which country.
    pub fn is_national(&self) -> bool {
        let key = self.key(None);
        self.kind == MethodKind::Phone && key.is_none_or(|lookup| !lookup.key.starts_with('+'))
    }

    /// Where to look. A number without a country may be of any of these; one with a country may be kept without it.
    pub fn lookups(&self, countries: &[Country]) -> Vec<Lookup> {
        let mut lookups: Vec<Lookup> = self.key(None).into_iter().collect();
        if self.is_national() {
            for country in countries {
                lookups.extend(self.key(Some(*country)));
            }
        } else if self.kind == MethodKind::Phone {
            let kept = lookups.first().map(|lookup| without_country(&lookup.key));
            lookups.extend(kept.into_iter().flatten().map(|key| self.lookup(key)));
        }
        lookups.dedup();
        lookups
    }
}

/// The number in a text that is nothing but one, perhaps with an extension.
fn number(text: &str) -> Option<&str> {
    let text = match text.split_at_checked(4) {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("tel:") => rest,
        _ => text,
    };
    let number = without_extension(text).trim();
    let is_hyphen = |c| ('\u{2010}'..='\u{2015}').contains(&c);
    let is_part =
        |c: char| c.is_ascii_digit() || c.is_whitespace() || "+()/.-".contains(c) || is_hyphen(c);
    let digits = number.chars().filter(char::is_ascii_digit).count();
    let is_number = number.chars().all(is_part) && Address::DIGITS.contains(&digits);
    is_number.then_some(number)
}

/// What comes before `ext. 12`, `x12` or `#12`.
fn without_extension(text: &str) -> &str {
    let number = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = number.trim_end().trim_end_matches('.');
    ["ext", "Ext", "EXT", "x", "X", "#"]
        .iter()
        .find_map(|mark| number.strip_suffix(mark))
        .unwrap_or(text)
}

/// How a number of a known country may be kept where the country is not known: as within it, or all digits.
fn without_country(key: &str) -> Vec<String> {
    let Ok(number) = phonenumber::parse(None, key) else {
        return Vec::new();
    };
    let national = number.format().mode(Mode::National).to_string();
    [national.as_str(), key]
        .map(|spelling| {
            let digits = spelling.chars().filter(char::is_ascii_digit);
            format!("n{}", digits.collect::<String>())
        })
        .to_vec()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn keys(text: &str, countries: &[&str]) -> Vec<String> {
        let countries: Vec<Country> = countries
            .iter()
            .map(|code| Country::parse(code).unwrap())
            .collect();
        let address = Address::read(text);
        let lookups = address.map(|address| address.lookups(&countries));
        let lookups = lookups.into_iter().flatten();
        lookups
            .map(|Lookup { kind, key }| format!("{kind} {key}"))
            .collect()
    }

    #[test]
    fn an_address_is_read_in_any_spelling() {
        assert_eq!(keys("Ada@Example.ORG", &[]), ["email ada@example.org"]);
        let page = ["profile_url example.org/in/Ada"];
        assert_eq!(keys("https://www.Example.org/in/Ada/", &[]), page);
        assert_eq!(keys("example.org/in/Ada", &[]), page);
        let number = [
            "phone +49301234567",
            "phone n0301234567",
            "phone n49301234567",
        ];
        for spelling in [
            "+49 (0)30 1234-567",
            "0049 30 1234567",
            "tel:+49-30-1234567",
            "+49301234567 ext. 12",
            "+49 30 1234567x12",
        ] {
            assert_eq!(keys(spelling, &["US"]), number, "{spelling}");
        }
    }

    #[test]
    fn a_national_number_may_be_of_any_of_the_countries() {
        assert_eq!(
            keys("030/1234\u{2011}567", &["DE", "FR"]),
            [
                "phone n0301234567",
                "phone +49301234567",
                "phone +33301234567"
            ]
        );
        assert_eq!(
            keys("(410) 555-0100 #3", &["US"]),
            ["phone n4105550100", "phone +14105550100"]
        );
        assert!(Address::read("030 1234567").unwrap().is_national());
        assert!(!Address::read("+49 30 1234567").unwrap().is_national());
        assert!(!Address::read("ada@example.org").unwrap().is_national());
    }

    #[test]
    fn other_texts_are_no_addresses() {
        for text in [
            "",
            "Jo Okafor",
            "1234",
            "room 12345",
            "speech/lang",
            "a.b c",
            "ada@",
            "€ 12.345",
        ] {
            assert_eq!(Address::read(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_can_be_looked_up(text in "\\PC{0,40}|[+0-9 ()/.x#-]{1,40}|tel:[0-9ä]{1,9}") {
            let countries = ["DE", "US"].map(|code| Country::parse(code).unwrap());
            if let Some(address) = Address::read(&text) {
                let lookups = address.lookups(&countries);
                prop_assert!(lookups.len() <= 3);
                prop_assert!(lookups.iter().all(|lookup| !lookup.key.is_empty()));
            }
        }
    }
}
