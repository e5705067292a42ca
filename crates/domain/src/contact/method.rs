//! Ways to reach a contact (F62).

use std::collections::HashMap;

use super::lookup_key;
use crate::{
    Text, WebUrl,
    account::{Email, InvalidEmail},
    vocabulary,
    web_url::InvalidWebUrl,
};
use crate::{channel::Channel, country::Country};

vocabulary! {
    /// What kind of address a contact method is.
    pub enum MethodKind {
        Email = "email",
        Phone = "phone",
        PostalAddress = "postal_address",
        /// A page about them, such as a professional profile (F35).
        ProfileUrl = "profile_url",
        Other = "other",
    }
}

vocabulary! {
    /// Whether a contact method has been found to work (F65, F68).
    pub enum Validity {
        /// Nobody has tried it yet.
        Unverified = "unverified",
        Valid = "valid",
        /// What was sent there came back.
        Bounced = "bounced",
        WrongNumber = "wrong_number",
    }
}

impl MethodKind {
    /// The kind of address that a channel goes to, where it goes to one.
    pub fn of(channel: Channel) -> Option<Self> {
        match channel {
            Channel::Letter => Some(Self::PostalAddress),
            Channel::Email => Some(Self::Email),
            Channel::Phone | Channel::TextMessage => Some(Self::Phone),
            Channel::SocialNetwork => Some(Self::ProfileUrl),
            Channel::InPerson | Channel::Video | Channel::Other => None,
        }
    }
}

impl Validity {
    /// Whether there is a point in trying.
    pub fn is_usable(self) -> bool {
        match self {
            Self::Unverified | Self::Valid => true,
            Self::Bounced | Self::WrongNumber => false,
        }
    }
}

/// One way to reach somebody. [`Methods`] holds those that are well formed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactMethod {
    pub kind: MethodKind,
    /// Such as "work".
    pub label: Option<Text<50>>,
    pub value: Text<500>,
    /// What to dial after the number; only a phone has one (F62).
    pub extension: Option<Text<20>>,
    /// The one to use among those of its kind.
    pub is_primary: bool,
    /// Whether it is known to work.
    pub validity: Validity,
}

/// At most [`Methods::MAX`] well-formed methods, at most one of each kind primary, in the order they were given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Methods(Vec<ContactMethod>);

/// Why a list of methods was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidMethods {
    #[error("must have at most {max} contact methods")]
    TooMany { max: usize },
    #[error("{problem}")]
    Method {
        index: usize,
        problem: MethodProblem,
    },
}

/// What is wrong with one method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MethodProblem {
    #[error(transparent)]
    NotAnEmail(#[from] InvalidEmail),
    #[error(transparent)]
    NotAWebUrl(#[from] InvalidWebUrl),
    #[error("only a phone has an extension")]
    ExtensionWithoutPhone,
    #[error("only a phone has a wrong number")]
    WrongNumberWithoutPhone,
    #[error("must be false: method {first} is the primary {kind} already")]
    SecondPrimary { kind: MethodKind, first: usize },
}

impl InvalidMethods {
    /// Where in a contact it is: `methods` or, say, `methods/1/extension`, counted from 0.
    pub fn path(&self) -> String {
        match self {
            Self::TooMany { .. } => "methods".to_owned(),
            Self::Method { index, problem } => format!("methods/{index}/{}", problem.field()),
        }
    }
}

impl MethodProblem {
    fn field(self) -> &'static str {
        match self {
            Self::NotAnEmail(_) | Self::NotAWebUrl(_) => "value",
            Self::ExtensionWithoutPhone => "extension",
            Self::WrongNumberWithoutPhone => "validity",
            Self::SecondPrimary { .. } => "is_primary",
        }
    }
}

impl ContactMethod {
    /// What it has in common with other spellings of the same address, of somebody in this country.
    pub fn lookup_key(&self, country: Option<Country>) -> Option<String> {
        lookup_key(self.kind, self.value.as_str(), country)
    }

    fn check(&self) -> Result<(), MethodProblem> {
        match self.kind {
            MethodKind::Email => drop(Email::parse(self.value.as_str())?),
            MethodKind::ProfileUrl => drop(WebUrl::parse(self.value.as_str())?),
            MethodKind::Phone | MethodKind::PostalAddress | MethodKind::Other => {}
        }
        if self.validity == Validity::WrongNumber && self.kind != MethodKind::Phone {
            return Err(MethodProblem::WrongNumberWithoutPhone);
        }
        if self.extension.is_some() && self.kind != MethodKind::Phone {
            return Err(MethodProblem::ExtensionWithoutPhone);
        }
        Ok(())
    }
}

impl Methods {
    pub const MAX: usize = 20;

    /// The same when an address of that kind has been found to be wrong: the one that was tried, or, where nobody says
    /// which, the primary one, or the only one that was thought to work. None when there is none such.
    #[must_use]
    pub fn found_wrong(
        &self,
        kind: MethodKind,
        tried: Option<&str>,
        validity: Validity,
    ) -> Option<Self> {
        let of_kind = |method: &&ContactMethod| method.kind == kind && method.validity.is_usable();
        let mut usable = self.0.iter().filter(of_kind);
        let wrong = if let Some(tried) = tried {
            usable.find(|method| method.value.as_str() == tried)
        } else {
            let primary = self
                .0
                .iter()
                .filter(of_kind)
                .find(|method| method.is_primary);
            primary.or_else(|| usable.next().filter(|_| usable.next().is_none()))
        };
        let wrong = wrong?.clone();
        let marked = self.0.iter().map(|method| ContactMethod {
            validity: if *method == wrong {
                validity
            } else {
                method.validity
            },
            ..method.clone()
        });
        Some(Self(marked.collect()))
    }

    /// # Errors
    /// The first of: more than [`Methods::MAX`]; an e-mail address or profile that does not look like one; an
    /// extension on something other than a phone; a second primary of a kind.
    pub fn new(methods: Vec<ContactMethod>) -> Result<Self, InvalidMethods> {
        if methods.len() > Self::MAX {
            return Err(InvalidMethods::TooMany { max: Self::MAX });
        }
        let mut primaries = HashMap::new();
        for (index, method) in methods.iter().enumerate() {
            let refused = |problem| InvalidMethods::Method { index, problem };
            method.check().map_err(refused)?;
            let earlier = method
                .is_primary
                .then(|| primaries.insert(method.kind, index));
            if let Some(first) = earlier.flatten() {
                let kind = method.kind;
                return Err(refused(MethodProblem::SecondPrimary { kind, first }));
            }
        }
        Ok(Self(methods))
    }

    pub fn as_slice(&self) -> &[ContactMethod] {
        &self.0
    }

    pub fn into_vec(self) -> Vec<ContactMethod> {
        self.0
    }

    /// The one to use for a kind: the primary one, or else the first, of those not known to fail (F68, F69).
    pub fn preferred(&self, kind: MethodKind) -> Option<&ContactMethod> {
        let usable = |method: &&ContactMethod| method.kind == kind && method.validity.is_usable();
        let mut of_kind = self.0.iter().filter(usable);
        of_kind
            .clone()
            .find(|method| method.is_primary)
            .or_else(|| of_kind.next())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn method(kind: MethodKind, value: &str) -> ContactMethod {
        ContactMethod {
            kind,
            label: None,
            value: Text::parse(value).unwrap(),
            extension: None,
            is_primary: false,
            validity: Validity::Unverified,
        }
    }

    fn primary(method: ContactMethod) -> ContactMethod {
        ContactMethod {
            is_primary: true,
            ..method
        }
    }

    fn with_extension(method: ContactMethod) -> ContactMethod {
        ContactMethod {
            extension: Some(Text::parse("42").unwrap()),
            ..method
        }
    }

    fn path_of(methods: Vec<ContactMethod>) -> String {
        Methods::new(methods).unwrap_err().path()
    }

    #[test]
    fn only_a_phone_has_an_extension() {
        let phone = with_extension(method(MethodKind::Phone, "+1 410 555 0100"));
        assert!(Methods::new(vec![phone.clone()]).is_ok());
        let mail = with_extension(method(MethodKind::Email, "ada@example.org"));
        assert_eq!(path_of(vec![phone, mail]), "methods/1/extension");
    }

    #[test]
    fn only_a_phone_has_a_wrong_number() {
        let wrong = |kind, value| ContactMethod {
            validity: Validity::WrongNumber,
            ..method(kind, value)
        };
        assert!(Methods::new(vec![wrong(MethodKind::Phone, "1")]).is_ok());
        let mail = wrong(MethodKind::Email, "ada@example.org");
        assert_eq!(path_of(vec![mail]), "methods/0/validity");
    }

    #[test]
    fn an_address_must_look_like_one_of_its_kind() {
        assert_eq!(
            path_of(vec![method(MethodKind::Email, "ada")]),
            "methods/0/value"
        );
        let script = method(MethodKind::ProfileUrl, "javascript:alert(1)");
        assert_eq!(path_of(vec![script]), "methods/0/value");
        assert!(Methods::new(vec![method(MethodKind::Other, "@ada")]).is_ok());
    }

    #[test]
    fn at_most_one_method_of_a_kind_is_primary() {
        let work = primary(method(MethodKind::Phone, "1"));
        let home = primary(method(MethodKind::Phone, "2"));
        let mail = primary(method(MethodKind::Email, "ada@example.org"));
        assert!(Methods::new(vec![work.clone(), mail.clone()]).is_ok());
        let refused = Methods::new(vec![work, mail, home]).unwrap_err();
        assert_eq!(refused.path(), "methods/2/is_primary");
        assert_eq!(
            refused.to_string(),
            "must be false: method 0 is the primary phone already"
        );
    }

    #[test]
    fn the_list_has_a_limit() {
        let many = vec![method(MethodKind::Other, "x"); Methods::MAX + 1];
        assert_eq!(path_of(many), "methods");
    }

    #[test]
    fn the_primary_method_is_preferred_and_else_the_first() {
        let first = method(MethodKind::Phone, "1");
        let second = method(MethodKind::Phone, "2");
        let plain = Methods::new(vec![first.clone(), second.clone()]).unwrap();
        assert_eq!(plain.preferred(MethodKind::Phone), Some(&first));
        let second = primary(second);
        let marked = Methods::new(vec![first, second.clone()]).unwrap();
        assert_eq!(marked.preferred(MethodKind::Phone), Some(&second));
        assert_eq!(marked.preferred(MethodKind::Email), None);
    }

    #[test]
    fn a_method_that_is_known_to_fail_is_never_preferred() {
        let wrong = ContactMethod {
            validity: Validity::WrongNumber,
            ..primary(method(MethodKind::Phone, "1"))
        };
        let other = method(MethodKind::Phone, "2");
        let both = Methods::new(vec![wrong.clone(), other.clone()]).unwrap();
        assert_eq!(both.preferred(MethodKind::Phone), Some(&other));
        let only = Methods::new(vec![wrong]).unwrap();
        assert_eq!(only.preferred(MethodKind::Phone), None);
    }
}
