//! Contacts to cards.

use std::collections::BTreeMap;

use domain::{
    Stored,
    contact::{Contact, MethodKind},
    transfer::{Field, MethodPart, Plain, cells, split},
    vocabulary::Vocabulary,
};

use super::{
    OWN, PRODUCT,
    line::{escaped, push},
};

/// Writes a contact as a card.
pub(in super::super) fn write(
    out: &mut String,
    contact: &Stored<Contact>,
    organization: Option<&str>,
) {
    push(out, "BEGIN", "VCARD");
    push(out, "VERSION", "4.0");
    push(out, "PRODID", PRODUCT);
    push(out, "UID", &format!("urn:uuid:{}", contact.id));
    let revised = contact.updated_at.format("%Y%m%dT%H%M%SZ").to_string();
    push(out, "REV", &revised);
    let mut methods: BTreeMap<u8, BTreeMap<MethodPart, String>> = BTreeMap::new();
    for (field, text) in cells(&contact.value, organization) {
        match field {
            Field::Plain(field) => plain(out, field, &text),
            Field::Custom(_) => own(out, &field.to_string(), &text),
            Field::Method(number, part) => {
                methods.entry(number).or_default().insert(part, text);
            }
        }
    }
    for (number, parts) in &methods {
        method(out, *number, parts);
    }
    push(out, "END", "VCARD");
}

fn plain(out: &mut String, field: Plain, text: &str) {
    match field {
        Plain::Name => {
            push(out, "FN", &escaped(text));
            // A guess, for programs that want a name in parts; the whole name is the one above.
            let (given, family) = text.rsplit_once(' ').unwrap_or((text, ""));
            push(
                out,
                "N",
                &format!("{};{};;;", escaped(family), escaped(given)),
            );
        }
        Plain::Headline => push(out, "TITLE", &escaped(text)),
        Plain::Organization => push(out, "ORG", &escaped(text)),
        Plain::Tags => {
            let tags: Vec<_> = split(text).iter().map(|tag| escaped(tag)).collect();
            push(out, "CATEGORIES", &tags.join(","));
        }
        Plain::Notes => push(out, "NOTE", &escaped(text)),
        Plain::TimeZone => push(out, "TZ", &escaped(text)),
        other => own(out, other.as_str(), text),
    }
}

/// A property that no card has but ours.
fn own(out: &mut String, field: &str, text: &str) {
    let name = field.to_uppercase().replace(['_', '.'], "-");
    push(out, &format!("{OWN}{name}"), &escaped(text));
}

fn method(out: &mut String, number: u8, parts: &BTreeMap<MethodPart, String>) {
    let part = |part| parts.get(&part).map(String::as_str);
    let kind = part(MethodPart::Kind).and_then(MethodKind::parse);
    let value = escaped(part(MethodPart::Value).unwrap_or_default());
    let (name, value) = match kind {
        Some(MethodKind::Email) => ("EMAIL".to_owned(), value),
        Some(MethodKind::Phone) => ("TEL".to_owned(), value),
        Some(MethodKind::ProfileUrl) => ("URL".to_owned(), value),
        // Free text in the place of the street.
        Some(MethodKind::PostalAddress) => ("ADR".to_owned(), format!(";;{value};;;;")),
        Some(MethodKind::Other) | None => (format!("{OWN}METHOD"), value),
    };
    let preference = part(MethodPart::IsPrimary).map_or("", |_| ";PREF=1");
    push(out, &format!("item{number}.{name}{preference}"), &value);
    if let Some(label) = part(MethodPart::Label) {
        push(out, &format!("item{number}.X-ABLABEL"), &escaped(label));
    }
    if let Some(extension) = part(MethodPart::Extension) {
        let name = format!("item{number}.{OWN}EXTENSION");
        push(out, &name, &escaped(extension));
    }
    if let Some(validity) = part(MethodPart::Validity) {
        push(out, &format!("item{number}.{OWN}VALIDITY"), validity);
    }
}
