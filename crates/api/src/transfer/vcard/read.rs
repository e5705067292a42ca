//! Cards to rows.

use std::collections::HashMap;

use domain::{
    contact::MethodKind,
    transfer::{Cell, Field, Given, MAX_COLUMNS, MAX_ROWS, MethodPart, Plain, Row, join},
};

use super::{
    super::{Parsed, file::Malformed, table::too_many_rows},
    OWN, PRODUCT,
    line::{Line, lines},
};

/// Properties about the card rather than the person, and those that tell how a person looks or sounds.
const ABOUT_THE_CARD: [&str; 6] = ["VERSION", "PRODID", "REV", "KIND", "X-ABLABEL", "UID"];
/// Words that say what an address is for; others say what it is.
const LABELS: [&str; 7] = ["work", "home", "cell", "mobile", "main", "fax", "other"];

pub(in super::super) fn parse(text: &str) -> Result<Parsed, Malformed> {
    let (mut parsed, mut open) = (Parsed::default(), None::<(u32, Vec<Line>)>);
    for line in lines(text)? {
        let is_card = line.value.trim().eq_ignore_ascii_case("VCARD");
        match (line.name.as_str(), &mut open) {
            ("BEGIN", None) if is_card => {
                if parsed.rows.len() == MAX_ROWS {
                    return Err(too_many_rows(line.number));
                }
                open = Some((line.number, Vec::new()));
            }
            ("END", Some((begun, properties))) if is_card => {
                let row = row(*begun, properties, &mut parsed.ignored);
                parsed.rows.push(row);
                open = None;
            }
            ("BEGIN" | "END", _) | (_, None) => {
                let detail = "a card begins with BEGIN:VCARD and ends with END:VCARD";
                return Err(Malformed::at(line.number, "card", detail));
            }
            (_, Some((_, properties))) => properties.push(line),
        }
    }
    match open {
        Some((begun, _)) => Err(Malformed::at(begun, "card", "the card never ends")),
        None if parsed.rows.is_empty() => {
            Err(Malformed::at(1, "no_rows", "there is no card in it"))
        }
        None => Ok(parsed),
    }
}

fn row(begun: u32, lines: &[Line], ignored: &mut Vec<String>) -> Result<Row, Malformed> {
    let find = |name: &str| lines.iter().find(|line| line.name == name);
    let version = find("VERSION").map(|line| line.value.trim().to_owned());
    if !matches!(version.as_deref(), Some("3.0" | "4.0")) {
        let detail = "must be of version 3.0 or 4.0";
        return Err(Malformed::at(begun, "version", detail));
    }
    let is_ours = find("PRODID").is_some_and(|line| line.text() == PRODUCT);
    let mut card = Card {
        lines,
        cells: Vec::new(),
        methods: 0,
        has_primary: HashMap::new(),
    };
    for line in lines {
        let is_known = card.read(line);
        if !is_known && !ignored.contains(&line.name) && ignored.len() < MAX_COLUMNS {
            ignored.push(line.name.clone());
        }
    }
    Ok(Row {
        line: begun,
        cells: card.cells,
        adds_methods: !is_ours,
    })
}

/// A card under way.
struct Card<'a> {
    lines: &'a [Line],
    cells: Vec<Cell>,
    methods: u8,
    has_primary: HashMap<MethodKind, bool>,
}

impl Card<'_> {
    /// Whether the property means anything here.
    fn read(&mut self, line: &Line) -> bool {
        match line.name.as_str() {
            "FN" => self.once(line, Plain::Name, line.text()),
            "N" => {
                let mut parts = line.parts(';').into_iter();
                self.once(line, Plain::LastName, parts.next().unwrap_or_default());
                self.once(line, Plain::FirstName, parts.next().unwrap_or_default());
            }
            "TITLE" => self.once(line, Plain::Headline, line.text()),
            "ORG" => {
                let first = line.parts(';').into_iter().next();
                self.once(line, Plain::Organization, first.unwrap_or_default());
            }
            "CATEGORIES" => self.once(line, Plain::Tags, join(line.parts(','))),
            "NOTE" => self.once(line, Plain::Notes, line.text()),
            // An offset from UTC is no time zone: it changes twice a year in most.
            "TZ" if line.value.starts_with(['+', '-']) => {}
            "TZ" => self.once(line, Plain::TimeZone, line.text()),
            "UID" => {
                if let Some(id) = line.value.trim().strip_prefix("urn:uuid:") {
                    self.once(line, Plain::Id, id.to_owned());
                }
            }
            "EMAIL" => self.method(line, MethodKind::Email, &line.text()),
            "TEL" => self.method(line, MethodKind::Phone, &line.text()),
            "URL" => self.method(line, MethodKind::ProfileUrl, &line.text()),
            "ADR" => {
                let parts = line.parts(';');
                let said = parts.iter().map(|part| part.trim());
                let said: Vec<_> = said.filter(|part| !part.is_empty()).collect();
                self.method(line, MethodKind::PostalAddress, &said.join(", "));
            }
            "IMPP" => self.method(line, MethodKind::Other, &line.text()),
            name if ABOUT_THE_CARD.contains(&name) => {}
            name => return self.own(line, name),
        }
        true
    }

    /// A property of ours.
    fn own(&mut self, line: &Line, name: &str) -> bool {
        let Some(name) = name.strip_prefix(OWN) else {
            return false;
        };
        if name == "METHOD" {
            self.method(line, MethodKind::Other, &line.text());
            return true;
        }
        let name = name.to_lowercase().replace('-', "_");
        let name = match name.strip_prefix("custom_") {
            Some(key) => format!("custom.{key}"),
            None => name,
        };
        match Field::parse(&name) {
            Ok(field) => self.push(line, field, line.text()),
            // A part of a method says itself by its group.
            Err(_part) => return line.group.is_some(),
        }
        true
    }

    fn once(&mut self, line: &Line, plain: Plain, text: String) {
        let field = Field::Plain(plain);
        if !self.cells.iter().any(|cell| cell.field == field) {
            self.push(line, field, text);
        }
    }

    fn push(&mut self, line: &Line, field: Field, text: String) {
        if !text.trim().is_empty() {
            self.cells.push(Cell {
                column: line.name.clone(),
                field,
                given: Given::Text(text),
            });
        }
    }

    /// What another property of the same group says.
    fn of_group(&self, line: &Line, name: &str) -> Option<String> {
        let group = line.group.as_ref()?;
        let mut others = self.lines.iter();
        let other = others.find(|other| other.name == name && other.group.as_ref() == Some(group));
        other.map(Line::text)
    }

    fn method(&mut self, line: &Line, kind: MethodKind, value: &str) {
        let value = value.trim();
        if value.is_empty() {
            return;
        }
        let value = match kind {
            MethodKind::Phone => value.strip_prefix("tel:").unwrap_or(value),
            _ => value,
        };
        self.methods = self.methods.saturating_add(1);
        let types = line.words("TYPE");
        let is_preferred =
            !line.words("PREF").is_empty() || types.iter().any(|word| word == "pref");
        let is_primary =
            is_preferred && !std::mem::replace(self.has_primary.entry(kind).or_default(), true);
        let label = self.of_group(line, "X-ABLABEL").map(|label| {
            let plain = label.strip_prefix("_$!<");
            let plain = plain.and_then(|label| label.strip_suffix(">!$_"));
            plain.map_or_else(|| label.clone(), str::to_owned)
        });
        let word = types
            .into_iter()
            .find(|word| LABELS.contains(&word.as_str()));
        let said = [
            (MethodPart::Value, Some(value.to_owned())),
            (MethodPart::Kind, Some(kind.to_string())),
            (MethodPart::Label, label.or(word)),
            (
                MethodPart::Extension,
                self.of_group(line, "X-RAPPORT-EXTENSION"),
            ),
            (
                MethodPart::Validity,
                self.of_group(line, "X-RAPPORT-VALIDITY"),
            ),
            (MethodPart::IsPrimary, is_primary.then(|| "true".to_owned())),
        ];
        for (part, text) in said {
            if let Some(text) = text {
                self.push(line, Field::Method(self.methods, part), text);
            }
        }
    }
}
