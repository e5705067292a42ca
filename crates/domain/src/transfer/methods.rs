//! The ways to reach a contact, as the cells of a row have them.

use std::collections::BTreeMap;

use super::{
    Cell, Field, Given, MethodPart, Plain, Refusal, Row,
    value::{self, Problem, problem},
};
use crate::{
    Text,
    contact::{ContactMethod, MethodKind, MethodProblem, Methods, Validity, lookup_key},
    country::Country,
};

/// What becomes of the methods. Numbered columns say all of them; a column such as `email` adds one that is not there.
pub(super) fn methods(
    row: &Row,
    current: &Methods,
    country: Option<Country>,
) -> Result<Methods, Vec<Refusal>> {
    let mut refusals = Vec::new();
    let numbered = numbered(row, &mut refusals);
    let current = current.as_slice();
    let mut kept = match numbered {
        Some(methods) if row.adds_methods => joined(current, methods, country),
        Some(methods) => methods,
        None => current.to_vec(),
    };
    for cell in &row.cells {
        let Field::Plain(field) = cell.field else {
            continue;
        };
        let Some(kind) = kind_of(field) else { continue };
        if let Err(Problem { code, reason }) = add(&mut kept, kind, &cell.given, country) {
            refusals.push(Refusal::new(&cell.column, code, reason));
        }
    }
    let whole = Methods::new(kept);
    if let (Err(refused), true) = (&whole, refusals.is_empty()) {
        let code = match refused {
            crate::contact::InvalidMethods::TooMany { .. } => "max_items",
            crate::contact::InvalidMethods::Method { problem, .. } => code(*problem),
        };
        refusals.push(Refusal::new("methods", code, refused));
    }
    match whole {
        Ok(methods) if refusals.is_empty() => Ok(methods),
        _ => Err(refusals),
    }
}

fn kind_of(field: Plain) -> Option<MethodKind> {
    match field {
        Plain::Email => Some(MethodKind::Email),
        Plain::Phone => Some(MethodKind::Phone),
        Plain::ProfileUrl => Some(MethodKind::ProfileUrl),
        Plain::PostalAddress => Some(MethodKind::PostalAddress),
        Plain::OtherMethod => Some(MethodKind::Other),
        _ => None,
    }
}

fn add(
    kept: &mut Vec<ContactMethod>,
    kind: MethodKind,
    given: &Given,
    country: Option<Country>,
) -> Result<(), Problem> {
    let value = match given {
        Given::Clear => {
            kept.retain(|method| method.kind != kind);
            return Ok(());
        }
        Given::Text(text) => value::text(text)?,
    };
    let method = ContactMethod {
        kind,
        label: None,
        value,
        extension: None,
        is_primary: false,
        validity: Validity::Unverified,
    };
    check(&method)?;
    if !is_known(kept, &method, country) {
        kept.push(method);
    }
    Ok(())
}

/// Whether one of them is the same address in whatever spelling.
fn is_known(kept: &[ContactMethod], method: &ContactMethod, country: Option<Country>) -> bool {
    let key = |one: &ContactMethod| {
        let value = one.value.as_str();
        lookup_key(one.kind, value, country).unwrap_or_else(|| value.to_owned())
    };
    let wanted = key(method);
    kept.iter()
        .any(|one| one.kind == method.kind && key(one) == wanted)
}

/// Those that are there, then those that are not; which one of a kind is primary stays.
fn joined(
    current: &[ContactMethod],
    further: Vec<ContactMethod>,
    country: Option<Country>,
) -> Vec<ContactMethod> {
    let mut kept = current.to_vec();
    for method in further {
        if !is_known(&kept, &method, country) {
            let is_settled = kept
                .iter()
                .any(|one| one.kind == method.kind && one.is_primary);
            kept.push(ContactMethod {
                is_primary: method.is_primary && !is_settled,
                ..method
            });
        }
    }
    kept
}

/// Refuses a method that is not well formed by itself.
fn check(method: &ContactMethod) -> Result<(), Problem> {
    match Methods::new(vec![method.clone()]) {
        Err(crate::contact::InvalidMethods::Method { problem: wrong, .. }) => {
            Err(problem(code(wrong), wrong))
        }
        _ => Ok(()),
    }
}

fn code(problem: MethodProblem) -> &'static str {
    match problem {
        MethodProblem::NotAnEmail(_) => "email",
        MethodProblem::NotAWebUrl(_) => "web_url",
        MethodProblem::ExtensionWithoutPhone => "extension_without_phone",
        MethodProblem::WrongNumberWithoutPhone => "wrong_number_without_phone",
        MethodProblem::SecondPrimary { .. } => "second_primary",
    }
}

/// The methods of the numbered columns, in the order of their numbers; `None` when the row has no such cell.
fn numbered(row: &Row, refusals: &mut Vec<Refusal>) -> Option<Vec<ContactMethod>> {
    let mut parts: BTreeMap<u8, Vec<(MethodPart, &Cell)>> = BTreeMap::new();
    for cell in &row.cells {
        if let Field::Method(number, part) = cell.field {
            parts.entry(number).or_default().push((part, cell));
        }
    }
    if parts.is_empty() {
        return None;
    }
    let mut methods = Vec::new();
    for (number, parts) in parts {
        if parts.iter().all(|(_, cell)| cell.given == Given::Clear) {
            continue;
        }
        match one(&parts) {
            Ok(method) => methods.push(method),
            Err((column, Problem { code, reason })) => {
                let column = column.unwrap_or_else(|| format!("method_{number}_value"));
                refusals.push(Refusal::new(&column, code, reason));
            }
        }
    }
    Some(methods)
}

/// What is wrong, and in which column when it is in one.
type Misfit = (Option<String>, Problem);

fn one(parts: &[(MethodPart, &Cell)]) -> Result<ContactMethod, Misfit> {
    let value: Text<500> =
        part(parts, MethodPart::Value, value::text)?.ok_or_else(|| (None, value::required()))?;
    let kind = part(parts, MethodPart::Kind, value::word)?;
    let is_primary = part(parts, MethodPart::IsPrimary, value::boolean)?;
    let method = ContactMethod {
        kind: kind.unwrap_or_else(|| guess(value.as_str())),
        label: part(parts, MethodPart::Label, value::text)?,
        value,
        extension: part(parts, MethodPart::Extension, value::text)?,
        is_primary: is_primary.unwrap_or_default(),
        validity: part(parts, MethodPart::Validity, value::word)?.unwrap_or(Validity::Unverified),
    };
    check(&method).map_err(|problem| {
        let cell = parts.iter().find(|(part, _)| *part == MethodPart::Value);
        (cell.map(|(_, cell)| cell.column.clone()), problem)
    })?;
    Ok(method)
}

fn part<T>(
    parts: &[(MethodPart, &Cell)],
    wanted: MethodPart,
    read: impl FnOnce(&str) -> Result<T, Problem>,
) -> Result<Option<T>, Misfit> {
    match parts.iter().find(|(part, _)| *part == wanted) {
        Some((_, cell)) => match &cell.given {
            Given::Text(text) => read(text)
                .map(Some)
                .map_err(|problem| (Some(cell.column.clone()), problem)),
            Given::Clear => Ok(None),
        },
        None => Ok(None),
    }
}

/// What an address is that no column says the kind of.
fn guess(value: &str) -> MethodKind {
    if crate::account::Email::parse(value).is_ok() {
        MethodKind::Email
    } else if crate::WebUrl::parse(value).is_ok() {
        MethodKind::ProfileUrl
    } else {
        MethodKind::Other
    }
}
