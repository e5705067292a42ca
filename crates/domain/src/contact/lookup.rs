//! What two spellings of one address have in common, so that the same person is found by either (user ask 9).

use phonenumber::Mode;

use super::MethodKind;
use crate::account::Email;
use crate::country::Country;

/// The key of an address: equal for two spellings of one e-mail address, phone number or page. `None` where spellings
/// cannot be told apart from addresses, as with a postal address, and where there is nothing to go by.
///
/// - An e-mail address: as an account's.
/// - A phone number: E.164 where it is international, or national of a known `country`; else `n` and its digits.
/// - A page: without scheme, `www.` and a last slash, its host in lower case.
pub fn lookup_key(kind: MethodKind, value: &str, country: Option<Country>) -> Option<String> {
    match kind {
        MethodKind::Email => Email::parse(value).ok().map(|email| email.key()),
        MethodKind::Phone => phone_key(value, country),
        MethodKind::ProfileUrl => page_key(value),
        MethodKind::PostalAddress | MethodKind::Other => None,
    }
}

fn phone_key(value: &str, country: Option<Country>) -> Option<String> {
    let digits: String = value.chars().filter(char::is_ascii_digit).collect();
    // Two zeros lead abroad from most countries, and people write them for "+" in the others too.
    let is_marked = value.trim_start().starts_with('+');
    let international = match digits.strip_prefix("00") {
        Some(rest) if !is_marked => Some(format!("+{rest}")),
        _ => is_marked.then(|| value.to_owned()),
    };
    let region = country.and_then(|country| country.code().parse().ok());
    let number = match (international, region) {
        (Some(number), _) => phonenumber::parse(None, number).ok(),
        (None, Some(region)) => phonenumber::parse(Some(region), value).ok(),
        (None, None) => None,
    };
    match number {
        Some(number) => Some(number.format().mode(Mode::E164).to_string()),
        None if digits.is_empty() => None,
        None => Some(format!("n{digits}")),
    }
}

fn page_key(value: &str) -> Option<String> {
    let (_, rest) = value.trim().split_once("://")?;
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, page) = rest.split_at(end);
    let host = host.to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    Some(format!("{host}{}", page.trim_end_matches('/')))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn phone(value: &str, country: Option<&str>) -> Option<String> {
        let country = country.map(|code| Country::parse(code).unwrap());
        lookup_key(MethodKind::Phone, value, country)
    }

    #[test]
    fn spellings_of_an_international_number_share_a_key() {
        for spelling in [
            "+49 (0)30 1234-567",
            "0049301234567",
            "0049 30 1234567",
            "+49301234567",
            " +49 30 123 45 67 ",
        ] {
            let key = phone(spelling, None);
            assert_eq!(key.as_deref(), Some("+49301234567"), "{spelling}");
            assert_eq!(phone(spelling, Some("US")), key, "{spelling}");
        }
    }

    #[test]
    fn a_national_number_is_of_the_country_that_is_known() {
        let key = phone("030 1234567", Some("DE"));
        assert_eq!(key.as_deref(), Some("+49301234567"));
        let key = phone("(410) 555-0100", Some("US"));
        assert_eq!(key.as_deref(), Some("+14105550100"));
        let italian = phone("06 698 12345", Some("IT"));
        assert_eq!(italian.as_deref(), Some("+390669812345"));
    }

    #[test]
    fn a_number_of_no_known_country_keeps_its_digits_and_a_mark() {
        assert_eq!(phone("030/1234-567", None).as_deref(), Some("n0301234567"));
        assert_eq!(phone("1", Some("DE")).as_deref(), Some("n1"));
        assert_eq!(phone("ask at the desk", None), None);
    }

    #[test]
    fn letter_case_makes_no_other_address_and_a_slash_no_other_page() {
        let key = |kind, value: &str| lookup_key(kind, value, None);
        let mail = key(MethodKind::Email, " Ada@Example.ORG ");
        assert_eq!(mail.as_deref(), Some("ada@example.org"));
        let page = key(MethodKind::ProfileUrl, "https://www.Example.org/in/Ada/");
        assert_eq!(page.as_deref(), Some("example.org/in/Ada"));
        let same = key(MethodKind::ProfileUrl, "http://example.org/in/Ada");
        assert_eq!(same, page);
        assert_eq!(key(MethodKind::PostalAddress, "5 Canal Street"), None);
    }

    proptest! {
        #[test]
        fn every_text_has_a_key_or_none_and_a_key_of_a_phone_is_its_own_key(value in "\\PC{0,40}|[+0-9 ()/.-]{1,20}") {
            for country in [None, Some("US"), Some("DE")] {
                let key = phone(&value, country);
                if let Some(key) = key.filter(|key| key.starts_with('+')) {
                    prop_assert!(key.len() > 1 && key[1..].bytes().all(|byte| byte.is_ascii_digit()), "{}", key);
                }
            }
        }
    }
}
