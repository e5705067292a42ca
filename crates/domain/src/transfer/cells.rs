//! A contact as the cells of a row. [`super::apply`] makes the same contact of them again.

use super::{Field, MethodPart, Plain, list, write_custom as custom_cell};
use crate::{
    Text, Zone,
    contact::{Contact, ContactMethod, Validity},
    country::Country,
    phrases::Phrases,
    vocabulary::Vocabulary,
};

/// What a contact says, field by field, in the order of [`Plain`], then its methods; what it does not say is left out.
pub fn cells(contact: &Contact, organization: Option<&str>) -> Vec<(Field, String)> {
    let Contact {
        name,
        headline,
        // Another workspace has other ids; its name goes instead.
        organization_id: _,
        roles,
        seniority,
        relationship,
        warmth,
        how_we_know,
        met_in,
        met_where,
        met_on,
        source,
        city,
        country,
        schools,
        cities,
        interests,
        custom,
        time_zone,
        tags,
        notes,
        do_not_contact,
        update_every_days,
        methods,
        // Kept by the service.
        last_contacted_at: _,
    } = contact;
    let plain = [
        (Plain::Name, Some(name.to_string())),
        (Plain::Headline, headline.as_ref().map(Text::to_string)),
        (Plain::Organization, organization.map(str::to_owned)),
        (
            Plain::Roles,
            (!roles.is_empty()).then(|| list::join(roles.iter().map(|role| role.as_str()))),
        ),
        (
            Plain::Seniority,
            seniority.as_ref().map(ToString::to_string),
        ),
        (Plain::Relationship, Some(relationship.to_string())),
        (Plain::Warmth, Some(warmth.to_string())),
        (Plain::HowWeKnow, how_we_know.as_ref().map(Text::to_string)),
        (
            Plain::TimeZone,
            time_zone.map(Zone::name).map(str::to_owned),
        ),
        (Plain::MetIn, met_in.as_ref().map(ToString::to_string)),
        (Plain::MetWhere, met_where.as_ref().map(Text::to_string)),
        (Plain::MetOn, met_on.map(|day| day.to_string())),
        (Plain::Source, Some(source.to_string())),
        (Plain::City, city.as_ref().map(Text::to_string)),
        (
            Plain::Country,
            country.map(Country::code).map(str::to_owned),
        ),
        (Plain::Schools, listed(schools)),
        (Plain::Cities, listed(cities)),
        (Plain::Interests, listed(interests)),
        (Plain::Tags, listed(tags)),
        (Plain::Notes, notes.as_ref().map(Text::to_string)),
        (
            Plain::DoNotContact,
            do_not_contact.then(|| "true".to_owned()),
        ),
        (
            Plain::UpdateEveryDays,
            update_every_days.map(|days| days.to_string()),
        ),
    ];
    let plain = plain
        .into_iter()
        .filter_map(|(field, text)| Some((Field::Plain(field), text?)));
    let methods = (1..).zip(methods.as_slice());
    let custom = custom
        .iter()
        .map(|(key, value)| (Field::Custom(key.clone()), custom_cell(value)));
    plain
        .chain(custom)
        .chain(methods.flat_map(|(number, one)| method(number, one)))
        .collect()
}

fn listed<const CHARS: usize, const ITEMS: usize>(
    phrases: &Phrases<CHARS, ITEMS>,
) -> Option<String> {
    let texts = phrases.as_slice();
    (!texts.is_empty()).then(|| list::join(texts.iter().map(Text::as_str)))
}

fn method(number: u8, method: &ContactMethod) -> impl Iterator<Item = (Field, String)> {
    let ContactMethod {
        kind,
        label,
        value,
        extension,
        is_primary,
        validity,
    } = method;
    let parts = [
        (MethodPart::Value, Some(value.to_string())),
        (MethodPart::Kind, Some(kind.to_string())),
        (MethodPart::Label, label.as_ref().map(Text::to_string)),
        (
            MethodPart::Extension,
            extension.as_ref().map(Text::to_string),
        ),
        (MethodPart::IsPrimary, is_primary.then(|| "true".to_owned())),
        (
            MethodPart::Validity,
            (*validity != Validity::Unverified).then(|| validity.to_string()),
        ),
    ];
    let said = parts
        .into_iter()
        .filter_map(|(part, text)| Some((part, text?)));
    said.map(move |(part, text)| (Field::Method(number, part), text))
}
