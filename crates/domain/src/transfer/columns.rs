//! From the header of a table to fields: our own names, the headers of well-known exports, or as the caller says.

use std::collections::HashSet;

use super::{Field, InvalidField, MAX_COLUMNS, Plain};
use crate::vocabulary::Vocabulary;

/// What each column of a table is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Columns {
    columns: Vec<(String, Option<Field>)>,
}

/// Why a header or the caller's mapping was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidColumns {
    #[error("must have at most {MAX_COLUMNS} columns")]
    TooMany,
    #[error("no column is about anything known here; map them")]
    NoneKnown,
    #[error("there is no column {0:?}")]
    Missing(String),
    #[error("{0:?} is about something that another column is about already")]
    Repeated(String),
}

/// What the caller says of one column: its header and the name of its field, or `ignore`.
fn rule(given: &str) -> Option<(&str, Option<Field>)> {
    let (header, field) = given.rsplit_once(':')?;
    let field = match field {
        "ignore" => None,
        name => Some(Field::parse(name).ok()?),
    };
    (!header.trim().is_empty()).then_some((header.trim(), field))
}

/// The caller's rules for columns, each `Header:field`; the others go by their headers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping(Vec<(String, Option<Field>)>);

impl Mapping {
    /// # Errors
    /// A rule is not a header, a colon and the name of a field or `ignore`.
    pub fn parse(rules: &[String]) -> Result<Self, InvalidField> {
        let rules = rules.iter().map(|given| {
            let (header, field) = rule(given).ok_or(InvalidField)?;
            Ok((header.to_owned(), field))
        });
        rules.collect::<Result<_, _>>().map(Self)
    }

    fn find(&self, header: &str) -> Option<&Option<Field>> {
        let mut rules = self.0.iter();
        rules
            .find(|(name, _)| name == header)
            .map(|(_, field)| field)
    }
}

impl Columns {
    /// Of two columns that go by their headers to one field, the first does; a rule comes before any header.
    ///
    /// # Errors
    /// Too many columns; a rule for a column that is not there, or a second one for the same field; nothing known.
    pub fn new(headers: &[String], mapping: &Mapping) -> Result<Self, InvalidColumns> {
        if headers.len() > MAX_COLUMNS {
            return Err(InvalidColumns::TooMany);
        }
        let headers: Vec<_> = headers.iter().map(|header| header.trim()).collect();
        let mut taken = HashSet::new();
        for (header, field) in &mapping.0 {
            if !headers.contains(&header.as_str()) {
                return Err(InvalidColumns::Missing(header.clone()));
            }
            let is_new = field.as_ref().is_none_or(|field| {
                let is_new = taken.insert(field.clone());
                is_new || field.is_repeatable()
            });
            if !is_new {
                return Err(InvalidColumns::Repeated(header.clone()));
            }
        }
        let columns = headers.into_iter().map(|header| {
            let field = match mapping.find(header) {
                Some(field) => field.clone(),
                None => of_header(header)
                    .filter(|field| taken.insert(field.clone()) || field.is_repeatable()),
            };
            (header.to_owned(), field)
        });
        let columns: Vec<_> = columns.collect();
        if columns.iter().all(|(_, field)| field.is_none()) {
            return Err(InvalidColumns::NoneKnown);
        }
        Ok(Self { columns })
    }

    /// Whether a line looks like a header: something in it is known.
    pub fn is_header(cells: &[String], mapping: &Mapping) -> bool {
        let known =
            |cell: &String| mapping.find(cell.trim()).is_some() || of_header(cell).is_some();
        cells.iter().any(known)
    }

    pub fn len(&self) -> usize {
        self.columns.len()
    }

    pub fn is_empty(&self) -> bool {
        self.columns.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, Option<&Field>)> {
        let columns = self.columns.iter();
        columns.map(|(header, field)| (header.as_str(), field.as_ref()))
    }

    /// The headers that no field was found for.
    pub fn ignored(&self) -> Vec<String> {
        let unknown = self.columns.iter().filter(|(_, field)| field.is_none());
        unknown.map(|(header, _)| header.clone()).collect()
    }
}

/// The field of a header: by our own name for it, or as exports of address books and professional networks call it.
fn of_header(header: &str) -> Option<Field> {
    let header = header.trim();
    if let Ok(field) = Field::parse(header) {
        return Some(field);
    }
    let words = folded(header);
    let name = words.replace(' ', "_");
    let known = Plain::parse(&name).or_else(|| {
        // Numbered columns of an address book: "E-mail 2 - Value", "Phone 1".
        let unnumbered: Vec<_> = words
            .split(' ')
            .filter(|word| word.parse::<u8>().is_err() && *word != "value")
            .collect();
        alias(&unnumbered.join(" "))
    });
    known.map(Field::Plain)
}

/// Lower case, and one space for whatever is neither letter nor digit.
fn folded(header: &str) -> String {
    let lower = header.to_lowercase();
    let words = lower.split(|character: char| !character.is_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn alias(words: &str) -> Option<Plain> {
    Some(match words {
        "full name" | "display name" | "contact name" => Plain::Name,
        "given name" | "forename" => Plain::FirstName,
        "family name" | "surname" => Plain::LastName,
        "position" | "title" | "job title" | "organization title" => Plain::Headline,
        "company" | "company name" | "employer" | "organisation" | "organization name" => {
            Plain::Organization
        }
        "email" | "e mail" | "mail" | "email address" | "e mail address" => Plain::Email,
        "phone" | "phone number" | "telephone" | "mobile" | "mobile phone" | "business phone"
        | "home phone" | "primary phone" => Plain::Phone,
        "url" | "profile" | "website" | "web page" | "linkedin" | "linkedin url" => {
            Plain::ProfileUrl
        }
        "address" | "address formatted" => Plain::PostalAddress,
        "note" | "comments" => Plain::Notes,
        "labels" | "categories" | "groups" | "group membership" => Plain::Tags,
        "timezone" => Plain::TimeZone,
        "connected on" => Plain::MetOn,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(headers: &[&str], rules: &[&str]) -> Result<Vec<String>, InvalidColumns> {
        let owned = |texts: &[&str]| {
            texts
                .iter()
                .map(|&text| text.to_owned())
                .collect::<Vec<_>>()
        };
        let mapping = Mapping::parse(&owned(rules)).unwrap();
        let columns = Columns::new(&owned(headers), &mapping)?;
        let names = columns
            .iter()
            .map(|(_, field)| field.map_or("-".to_owned(), ToString::to_string));
        Ok(names.collect())
    }

    #[test]
    fn the_headers_of_well_known_exports_are_known() {
        let network = [
            "First Name",
            "Last Name",
            "URL",
            "Email Address",
            "Company",
            "Position",
            "Connected On",
        ];
        let expected = [
            "first_name",
            "last_name",
            "profile_url",
            "email",
            "organization",
            "headline",
            "met_on",
        ];
        assert_eq!(fields(&network, &[]).unwrap(), expected);
        let book = [
            "First Name",
            "Organization Name",
            "E-mail 1 - Label",
            "E-mail 1 - Value",
            "E-mail 2 - Value",
            "Phone 1 - Value",
            "Labels",
        ];
        let expected = [
            "first_name",
            "organization",
            "-",
            "email",
            "email",
            "phone",
            "tags",
        ];
        assert_eq!(fields(&book, &[]).unwrap(), expected);
    }

    #[test]
    fn a_rule_comes_before_a_header_and_two_columns_are_not_one_field() {
        let headers = ["Name", "Nick: short", "Company"];
        let mapped = fields(&headers, &["Nick: short:name", "Company:ignore"]);
        assert_eq!(mapped.unwrap(), ["-", "name", "-"]);
        let twice = fields(&headers, &["Name:notes", "Company:notes"]);
        assert_eq!(twice, Err(InvalidColumns::Repeated("Company".to_owned())));
        let first = fields(&["Company", "Employer"], &[]);
        assert_eq!(first.unwrap(), ["organization", "-"]);
    }

    #[test]
    fn a_mapping_that_cannot_be_kept_is_refused() {
        let missing = fields(&["name"], &["Nick:name"]);
        assert_eq!(missing, Err(InvalidColumns::Missing("Nick".to_owned())));
        assert_eq!(fields(&["x", "y"], &[]), Err(InvalidColumns::NoneKnown));
        let many = vec!["name"; MAX_COLUMNS + 1];
        assert_eq!(fields(&many, &[]), Err(InvalidColumns::TooMany));
        for bad in ["name", ":name", " :name", "Nick:nick"] {
            assert!(Mapping::parse(&[bad.to_owned()]).is_err(), "{bad}");
        }
    }
}
