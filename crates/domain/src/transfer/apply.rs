//! A row applied to the contact it is about, or to nobody yet: the contact that results, or why not.

use std::collections::BTreeMap;

use super::{
    Cell, Field, Given, Plain, Refusal, Row,
    custom::read_cell,
    list,
    methods::methods,
    value::{
        Problem, boolean, date, defaulted, optional, problem, required, text, text_problem, word,
    },
};
use crate::{
    Zone,
    contact::{
        Contact, CustomValues, FieldKey, Interests, Places, Relationship, Roles, Source, Tags,
        UpdateEveryDays, Warmth,
    },
    country::Country,
    phrases::{InvalidPhrases, Phrases},
    text::Name,
};

/// What a row makes of a contact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// With the organization it had.
    pub contact: Contact,
    pub employer: Employer,
}

/// What a row says about the contact's organization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Employer {
    Same,
    None,
    Named(Name),
}

/// Applies a row to a contact; without one, to a new contact. A blank cell changes nothing.
///
/// # Errors
/// Every cell that does not fit its field; a new contact without a name.
pub fn apply(row: &Row, current: Option<&Contact>) -> Result<Applied, Vec<Refusal>> {
    let mut refusals = Vec::new();
    let mut applied = match current {
        Some(contact) => Some(Applied::of(contact.clone())),
        None => named(row, &mut refusals).map(|name| Applied::of(new_contact(name))),
    };
    // The cells of a row without a name are looked at all the same: its reader wants to know everything at once.
    let mut scratch = Applied::of(new_contact(Name::of_ours("?")));
    let target = applied.as_mut().unwrap_or(&mut scratch);
    for cell in &row.cells {
        let set = match &cell.field {
            Field::Plain(Plain::Source) if current.is_some() => target.keep_source(cell),
            Field::Plain(field) => target.set(*field, cell),
            Field::Custom(key) => target.set_custom(key, &cell.given),
            Field::Method(..) => Ok(()),
        };
        if let Err(Problem { code, reason }) = set {
            refusals.push(Refusal::new(&cell.column, code, reason));
        }
    }
    if let (Some(_), Some(name)) = (current, row.name()) {
        match Name::parse(&name) {
            Ok(name) => target.contact.name = name,
            Err(error) => refusals.push(refused_name(row, error)),
        }
    }
    match methods(row, &target.contact.methods, target.contact.country) {
        Ok(methods) => target.contact.methods = methods,
        Err(further) => refusals.extend(further),
    }
    match applied {
        Some(applied) if refusals.is_empty() => Ok(applied),
        _ => Err(refusals),
    }
}

fn named(row: &Row, refusals: &mut Vec<Refusal>) -> Option<Name> {
    let Some(name) = row.name() else {
        refusals.push(Refusal::new(
            "name",
            "required",
            "must be given for a new contact",
        ));
        return None;
    };
    Name::parse(&name)
        .map_err(|error| refusals.push(refused_name(row, error)))
        .ok()
}

fn refused_name(row: &Row, error: crate::text::InvalidText) -> Refusal {
    let is_name = |cell: &&Cell| {
        let Field::Plain(field) = cell.field else {
            return false;
        };
        matches!(field, Plain::Name | Plain::FirstName | Plain::LastName)
    };
    let column = row.cells.iter().find(is_name);
    let Problem { code, reason } = text_problem(error);
    Refusal::new(column.map_or("name", |cell| &cell.column), code, reason)
}

fn new_contact(name: Name) -> Contact {
    Contact {
        source: Source::Import,
        ..Contact::named(name)
    }
}

impl Applied {
    fn of(contact: Contact) -> Self {
        Self {
            contact,
            employer: Employer::Same,
        }
    }

    /// What a contact was found by never changes.
    fn keep_source(&self, cell: &Cell) -> Result<(), Problem> {
        let mut source = self.contact.source;
        defaulted(&cell.given, &mut source, self.contact.source, word)?;
        if source == self.contact.source {
            Ok(())
        } else {
            Err(problem("immutable", "never changes once a contact is made"))
        }
    }

    fn set_custom(&mut self, key: &FieldKey, given: &Given) -> Result<(), Problem> {
        let mut value = None;
        optional(given, &mut value, read_cell)?;
        let kept = self.contact.custom.iter();
        let mut values: BTreeMap<_, _> = kept
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect();
        match value {
            Some(value) => drop(values.insert(key.clone(), value)),
            None => drop(values.remove(key)),
        }
        self.contact.custom =
            CustomValues::new(values).map_err(|many| problem("max_properties", many))?;
        Ok(())
    }

    fn set(&mut self, field: Plain, cell: &Cell) -> Result<(), Problem> {
        let (contact, given) = (&mut self.contact, &cell.given);
        match field {
            Plain::Name if *given == Given::Clear => return Err(required()),
            // The name is made of three of these, the methods of five, and the id is no part of a contact.
            Plain::Id
            | Plain::Name
            | Plain::FirstName
            | Plain::LastName
            | Plain::Email
            | Plain::Phone
            | Plain::ProfileUrl
            | Plain::PostalAddress
            | Plain::OtherMethod => {}
            Plain::Headline => optional(given, &mut contact.headline, text)?,
            Plain::Organization => {
                let mut named = None;
                optional(given, &mut named, text)?;
                self.employer = named.map_or(Employer::None, Employer::Named);
            }
            Plain::Relationship => {
                let default = Relationship::Other;
                defaulted(given, &mut contact.relationship, default, word)?;
            }
            Plain::Warmth => defaulted(given, &mut contact.warmth, Warmth::Cold, word)?,
            Plain::HowWeKnow => optional(given, &mut contact.how_we_know, text)?,
            Plain::TimeZone => optional(given, &mut contact.time_zone, zone)?,
            Plain::Roles => defaulted(given, &mut contact.roles, Roles::new(), roles)?,
            Plain::Seniority => optional(given, &mut contact.seniority, word)?,
            Plain::MetIn => optional(given, &mut contact.met_in, word)?,
            Plain::MetWhere => optional(given, &mut contact.met_where, text)?,
            Plain::MetOn => optional(given, &mut contact.met_on, date)?,
            Plain::Source => defaulted(given, &mut contact.source, Source::Import, word)?,
            Plain::City => optional(given, &mut contact.city, text)?,
            Plain::Country => optional(given, &mut contact.country, country)?,
            Plain::Schools => {
                defaulted(given, &mut contact.schools, Places::default(), phrases)?;
            }
            Plain::Cities => defaulted(given, &mut contact.cities, Places::default(), phrases)?,
            Plain::Interests => {
                defaulted(given, &mut contact.interests, Interests::default(), phrases)?;
            }
            Plain::Tags => defaulted(given, &mut contact.tags, Tags::default(), phrases)?,
            Plain::Notes => optional(given, &mut contact.notes, text)?,
            Plain::DoNotContact => defaulted(given, &mut contact.do_not_contact, false, boolean)?,
            Plain::UpdateEveryDays => optional(given, &mut contact.update_every_days, days)?,
        }
        Ok(())
    }
}

fn days(cell: &str) -> Result<UpdateEveryDays, Problem> {
    // What is no number at all is out of range as well.
    let days = cell.trim().parse::<i64>().unwrap_or_default();
    UpdateEveryDays::new(days).map_err(|outside| problem("range", outside))
}

fn country(cell: &str) -> Result<Country, Problem> {
    let code = cell.trim().to_uppercase();
    Country::parse(&code).map_err(|unknown| problem("unknown_country", unknown))
}

fn roles(cell: &str) -> Result<Roles, Problem> {
    list::split(cell).iter().map(|role| word(role)).collect()
}

fn zone(cell: &str) -> Result<Zone, Problem> {
    Zone::parse(cell.trim()).map_err(|unknown| problem("unknown_zone", unknown))
}

fn phrases<const CHARS: usize, const ITEMS: usize>(
    cell: &str,
) -> Result<Phrases<CHARS, ITEMS>, Problem> {
    Phrases::parse(list::split(cell)).map_err(|refused| match refused {
        InvalidPhrases::TooMany { .. } => problem("max_items", refused),
        InvalidPhrases::Item { problem: error, .. } => text_problem(error),
    })
}
