//! By what a row finds the contact it is about.

use uuid::Uuid;

use super::{Field, Given, MethodPart, Plain, Row};
use crate::{
    Id,
    contact::{Contact, MethodKind, lookup_key},
    country::Country,
    vocabulary,
    vocabulary::Vocabulary,
};

vocabulary! {
    /// By what a row of a file finds the contact to update; without such a contact it makes a new one.
    pub enum MatchBy {
        /// Any e-mail address in common, in whatever spelling.
        Email = "email",
        /// Any phone number in common, in whatever spelling.
        Phone = "phone",
        /// The id of the contact; a row whose id is not known is refused.
        Id = "id",
        /// Name and organization, in whatever letter case.
        NameAndOrganization = "name_and_organization",
        /// Nothing: every row makes a new contact.
        Nothing = "none",
    }
}

/// What a row and its contact have in common.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// What [`lookup_key`] makes of an e-mail address or a phone number.
    Address(String),
    Id(Id<Contact>),
    /// Name and organization in lower case; no organization is the empty text.
    Named(String, String),
}

impl Key {
    pub fn named(name: &str, organization: Option<&str>) -> Self {
        let organization = organization.unwrap_or_default();
        Self::Named(
            name.trim().to_lowercase(),
            organization.trim().to_lowercase(),
        )
    }
}

/// The keys of a row; none when it says nothing of the kind.
pub fn keys(row: &Row, by: MatchBy) -> Vec<Key> {
    match by {
        MatchBy::Email => addresses(row, MethodKind::Email, Plain::Email),
        MatchBy::Phone => addresses(row, MethodKind::Phone, Plain::Phone),
        MatchBy::Id => {
            let id = row
                .text(Plain::Id)
                .and_then(|id| Uuid::try_parse(id.trim()).ok());
            id.map(|id| Key::Id(Id::new(id))).into_iter().collect()
        }
        MatchBy::NameAndOrganization => {
            let name = row.name();
            name.map(|name| Key::named(&name, row.text(Plain::Organization)))
                .into_iter()
                .collect()
        }
        MatchBy::Nothing => Vec::new(),
    }
}

impl Row {
    /// What it says of a field.
    pub fn text(&self, plain: Plain) -> Option<&str> {
        self.cells.iter().find_map(|cell| match &cell.given {
            Given::Text(text) if cell.field == Field::Plain(plain) => Some(text.as_str()),
            _ => None,
        })
    }

    /// Whether it says something of a field.
    pub fn says(&self, field: Plain) -> bool {
        let field = Field::Plain(field);
        self.cells.iter().any(|cell| cell.field == field)
    }

    /// The name it gives: whole, or of its parts.
    pub(super) fn name(&self) -> Option<String> {
        let whole = self.text(Plain::Name).map(str::to_owned);
        whole.or_else(|| {
            let parts = [Plain::FirstName, Plain::LastName].map(|part| self.text(part));
            let parts: Vec<_> = parts.into_iter().flatten().map(str::trim).collect();
            (!parts.is_empty()).then(|| parts.join(" "))
        })
    }
}

fn addresses(row: &Row, kind: MethodKind, plain: Plain) -> Vec<Key> {
    let country = row.text(Plain::Country);
    let country = country.and_then(|code| Country::parse(&code.trim().to_uppercase()).ok());
    let is_of_kind = |number: u8| {
        row.cells.iter().any(|cell| {
            cell.field == Field::Method(number, MethodPart::Kind)
                && matches!(&cell.given, Given::Text(word) if MethodKind::parse(word) == Some(kind))
        })
    };
    row.cells
        .iter()
        .filter(|cell| match cell.field {
            Field::Plain(field) => field == plain,
            Field::Method(number, MethodPart::Value) => is_of_kind(number),
            _ => false,
        })
        .filter_map(|cell| match &cell.given {
            Given::Text(text) => lookup_key(kind, text, country).map(Key::Address),
            Given::Clear => None,
        })
        .collect()
}
