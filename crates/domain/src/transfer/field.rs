//! What a column can be about, by the names that our own files use.

use std::fmt;

use crate::{
    contact::{FieldKey, Methods},
    vocabulary,
    vocabulary::Vocabulary,
};

vocabulary! {
    /// What a column of a file of contacts is about.
    pub enum Plain {
        Id = "id",
        Name = "name",
        FirstName = "first_name",
        LastName = "last_name",
        Headline = "headline",
        Organization = "organization",
        Roles = "roles",
        Seniority = "seniority",
        Relationship = "relationship",
        Warmth = "warmth",
        HowWeKnow = "how_we_know",
        MetIn = "met_in",
        MetWhere = "met_where",
        MetOn = "met_on",
        Source = "source",
        City = "city",
        Country = "country",
        Schools = "schools",
        Cities = "cities",
        Interests = "interests",
        TimeZone = "time_zone",
        Tags = "tags",
        Notes = "notes",
        DoNotContact = "do_not_contact",
        UpdateEveryDays = "update_every_days",
        Email = "email",
        Phone = "phone",
        ProfileUrl = "profile_url",
        PostalAddress = "postal_address",
        OtherMethod = "other_method",
    }
}

vocabulary! {
    /// What a numbered column says of one way to reach the contact.
    pub enum MethodPart {
        Value = "value",
        Kind = "kind",
        Label = "label",
        Extension = "extension",
        IsPrimary = "is_primary",
        Validity = "validity",
    }
}

/// What a column is about: `name`, `method_2_label`, `custom.pronouns`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    Plain(Plain),
    /// A part of the contact's first, second, ... method, counted from 1.
    Method(u8, MethodPart),
    Custom(FieldKey),
}

/// No such field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be the name of a field, such as name, email, method_1_value or custom.pronouns")]
pub struct InvalidField;

impl Field {
    /// # Errors
    /// It is not the name of a field.
    pub fn parse(name: &str) -> Result<Self, InvalidField> {
        if let Some(plain) = Plain::parse(name) {
            return Ok(Self::Plain(plain));
        }
        if let Some(key) = name.strip_prefix("custom.") {
            let key = FieldKey::parse(key);
            return key.map(Self::Custom).map_err(|_invalid| InvalidField);
        }
        name.strip_prefix("method_")
            .and_then(method)
            .ok_or(InvalidField)
    }

    /// Whether several columns may say it of one contact.
    pub fn is_repeatable(&self) -> bool {
        matches!(
            self,
            Self::Plain(
                Plain::Email
                    | Plain::Phone
                    | Plain::ProfileUrl
                    | Plain::PostalAddress
                    | Plain::OtherMethod
            )
        )
    }
}

fn method(rest: &str) -> Option<Field> {
    let (number, part) = rest.split_once('_')?;
    let is_plain = !number.starts_with('0') && number.bytes().all(|byte| byte.is_ascii_digit());
    let number = number.parse::<u8>().ok().filter(|_| is_plain)?;
    let is_possible = number >= 1 && usize::from(number) <= Methods::MAX;
    let part = MethodPart::parse(part)?;
    is_possible.then_some(Field::Method(number, part))
}

impl From<Plain> for Field {
    fn from(plain: Plain) -> Self {
        Self::Plain(plain)
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Plain(plain) => plain.fmt(f),
            Self::Method(number, part) => write!(f, "method_{number}_{part}"),
            Self::Custom(key) => write!(f, "custom.{}", key.as_str()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_reads_back_from_its_name() {
        let plain = Plain::ALL.iter().copied().map(Field::Plain);
        let parts = MethodPart::ALL.iter().copied();
        let methods = parts.flat_map(|part| [1, 20].map(|number| Field::Method(number, part)));
        let custom = Field::Custom(FieldKey::parse("shoe_size").unwrap());
        for field in plain.chain(methods).chain([custom]) {
            assert_eq!(Field::parse(&field.to_string()), Ok(field));
        }
    }

    #[test]
    fn what_is_no_field_is_refused() {
        for bad in [
            "",
            "Name",
            "custom.",
            "custom.Shoe",
            "method_0_value",
            "method_21_value",
            "method_01_value",
            "method_1",
            "method_1_",
            "method__value",
        ] {
            assert_eq!(Field::parse(bad), Err(InvalidField), "{bad}");
        }
    }
}
