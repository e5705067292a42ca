//! What a password must be: long, and not what anybody would try first. No rules on its composition, which only make
//! passwords alike (NIST SP 800-63B-4 section 3.1.1).

use std::fmt;

use crate::account::Email;

/// The fewest characters (Unicode scalar values), as there is no second factor.
pub const MIN_CHARACTERS: usize = 15;
/// The most characters; none is ever cut off.
pub const MAX_CHARACTERS: usize = 128;

/// What long guesses are made of; longer words first, as each is taken out of a password in turn.
const COMMON: [&str; 28] = [
    "correcthorsebatterystaple",
    "administrator",
    "1234567890",
    "qwertyuiop",
    "1q2w3e4r5t",
    "asdfghjkl",
    "12345678",
    "football",
    "iloveyou",
    "passw0rd",
    "password",
    "princess",
    "trustno1",
    "changeme",
    "baseball",
    "sunshine",
    "welcome",
    "letmein",
    "rapport",
    "zxcvbnm",
    "123456",
    "abc123",
    "monkey",
    "dragon",
    "qwerty",
    "secret",
    "admin",
    "login",
];

/// Characters that must be left when the common words are taken out.
const OWN_CHARACTERS: usize = 8;
/// A shorter name before the @ could turn up in any password.
const TELLING_LOCAL_PART: usize = 4;
/// A piece up to this long, repeated to the end, is no password.
const LONGEST_REFRAIN: usize = 6;

/// A password as it is kept: what a slow hash made of it, in PHC notation.
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHash(String);

impl PasswordHash {
    pub fn new(phc: String) -> Self {
        Self(phc)
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Says nothing, so that no log can.
impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordHash(..)")
    }
}

/// Why a password was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WeakPassword {
    #[error("must have at least {MIN_CHARACTERS} characters; a few words in a row do well")]
    TooShort,
    #[error("must have at most {MAX_CHARACTERS} characters")]
    TooLong,
    #[error("must not contain the name of your e-mail address")]
    ContainsEmail,
    #[error("must not repeat one short piece over and over")]
    Repetitive,
    #[error("must not be a row of neighboring letters or digits")]
    Sequential,
    #[error("must not consist of the words that everybody tries first, such as password or qwerty")]
    Common,
}

/// Checks a password somebody chooses for the account with this address.
///
/// # Errors
/// [`WeakPassword`], which says what to change.
pub fn check(password: &str, email: &Email) -> Result<(), WeakPassword> {
    let length = password.chars().count();
    if length < MIN_CHARACTERS {
        return Err(WeakPassword::TooShort);
    }
    if length > MAX_CHARACTERS {
        return Err(WeakPassword::TooLong);
    }
    let folded = password.to_lowercase();
    let characters: Vec<char> = folded.chars().collect();
    if contains_name(&folded, email) {
        Err(WeakPassword::ContainsEmail)
    } else if is_repetitive(&characters) {
        Err(WeakPassword::Repetitive)
    } else if is_sequential(&characters) {
        Err(WeakPassword::Sequential)
    } else if is_common(&folded) {
        Err(WeakPassword::Common)
    } else {
        Ok(())
    }
}

fn contains_name(folded: &str, email: &Email) -> bool {
    let key = email.key();
    key.split_once('@').is_some_and(|(local, _host)| {
        local.chars().count() >= TELLING_LOCAL_PART && folded.contains(local)
    })
}

fn is_repetitive(characters: &[char]) -> bool {
    (1..=LONGEST_REFRAIN).any(|period| {
        characters
            .iter()
            .zip(characters.iter().skip(period))
            .all(|(one, next)| one == next)
    })
}

/// Three steps in four lead to a neighbor in the alphabet or among the digits, where 0 follows 9.
fn is_sequential(characters: &[char]) -> bool {
    let steps = characters.iter().zip(characters.iter().skip(1));
    let neighbors = steps
        .filter(|&(&one, &next)| {
            matches!((one, next), ('9', '0') | ('0', '9'))
                || u32::from(one).abs_diff(u32::from(next)) <= 1
        })
        .count();
    4 * neighbors >= 3 * characters.len().saturating_sub(1)
}

fn is_common(folded: &str) -> bool {
    let mut rest: String = folded.chars().filter(|c| !c.is_whitespace()).collect();
    let whole = rest.len();
    for word in COMMON {
        rest = rest.replace(word, "");
    }
    rest.len() < whole && rest.chars().count() < OWN_CHARACTERS
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn verdict(password: &str) -> Result<(), WeakPassword> {
        check(password, &Email::parse("Lovelace@example.org").unwrap())
    }

    #[test]
    fn long_phrases_are_welcome_in_any_script() {
        for good in [
            "a walk by the canal at noon",
            "мои окна смотрят на реку",
            "zebra7-violin-teapot",
            "I changed my password on a train to Utrecht",
        ] {
            assert_eq!(verdict(good), Ok(()), "{good}");
        }
    }

    #[test]
    fn length_is_counted_in_characters() {
        assert_eq!(verdict("sümpfe über moo"), Ok(()));
        assert_eq!(verdict("sümpfe über mo"), Err(WeakPassword::TooShort));
        let long = "wolf ".repeat(25) + "end";
        assert_eq!(long.chars().count(), 128);
        assert_eq!(verdict(&long), Ok(()));
        assert_eq!(verdict(&format!("{long}!")), Err(WeakPassword::TooLong));
    }

    #[test]
    fn what_is_guessed_first_is_refused() {
        for (bad, reason) in [
            ("the lovelace machine", WeakPassword::ContainsEmail),
            ("The LOVELACE Machine", WeakPassword::ContainsEmail),
            ("aaaaaaaaaaaaaaaa", WeakPassword::Repetitive),
            ("abcabcabcabcabca", WeakPassword::Repetitive),
            ("0123456789012345", WeakPassword::Sequential),
            ("zyxwvutsrqponmlk", WeakPassword::Sequential),
            ("passwordpassword!", WeakPassword::Common),
            ("Password12345678", WeakPassword::Common),
            ("correct horse battery staple", WeakPassword::Common),
            ("qwertyuiopasdfghjkl", WeakPassword::Common),
        ] {
            assert_eq!(verdict(bad), Err(reason), "{bad}");
        }
    }

    #[test]
    fn a_short_name_before_the_at_sign_is_no_reason() {
        let email = Email::parse("al@example.org").unwrap();
        assert_eq!(check("small talk on a pier", &email), Ok(()));
    }

    proptest! {
        #[test]
        fn no_text_upsets_the_check(password in "\\PC{0,140}") {
            let length = password.chars().count();
            if verdict(&password).is_ok() {
                prop_assert!((MIN_CHARACTERS..=MAX_CHARACTERS).contains(&length));
            }
        }
    }
}
