//! A person who uses Rapport, and how they prove who they are.

use chrono::{DateTime, Utc};

use crate::{Zone, text::Name};

/// The owner of a workspace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    pub email: Email,
    pub display_name: Name,
    /// Deadlines such as the end of the next day are counted here.
    pub time_zone: Zone,
    /// When its owner first proved that mail to the address reaches them.
    pub email_verified_at: Option<DateTime<Utc>>,
}

impl Account {
    /// The same, with its address proven.
    #[must_use]
    pub fn verified(self, now: DateTime<Utc>) -> Self {
        Self {
            email_verified_at: self.email_verified_at.or(Some(now)),
            ..self
        }
    }
}

/// An e-mail address that has the shape of one; whether it is reachable only a mail can tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Email(String);

/// The text has not the shape of an e-mail address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be an e-mail address, such as ada@example.org")]
pub struct InvalidEmail;

impl Email {
    /// # Errors
    /// No single `@` with something before it and a dotted name after it, white space, or more than 254 characters.
    pub fn parse(text: &str) -> Result<Self, InvalidEmail> {
        let text = text.trim();
        let (local, host) = text.rsplit_once('@').ok_or(InvalidEmail)?;
        let host_is_dotted =
            host.split('.').count() > 1 && host.split('.').all(|label| !label.is_empty());
        let plain = !text.chars().any(|c| c.is_whitespace() || c.is_control());
        if local.is_empty()
            || local.contains('@')
            || !host_is_dotted
            || !plain
            || text.chars().count() > 254
        {
            return Err(InvalidEmail);
        }
        Ok(Self(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What two spellings of one address have in common: nobody distinguishes mailboxes by letter case.
    pub fn key(&self) -> String {
        self.0.to_lowercase()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_one_at_sign_and_a_dotted_host() {
        for good in ["ada@example.org", " o'neil+x@a.b.co "] {
            assert!(Email::parse(good).is_ok(), "{good}");
        }
        for bad in [
            "ada",
            "@example.org",
            "a@b@example.org",
            "a@localhost",
            "a b@example.org",
            "a@.org",
        ] {
            assert_eq!(Email::parse(bad), Err(InvalidEmail), "{bad}");
        }
    }

    #[test]
    fn two_spellings_of_an_address_share_a_key() {
        assert_eq!(
            Email::parse("Ada@Example.org").unwrap().key(),
            Email::parse("ada@example.ORG").unwrap().key()
        );
    }
}
