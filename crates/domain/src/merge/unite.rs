//! What one contact is to say that was two.

use super::{Choices, ContactField as Field, Outcome, Overfull, Why, methods, scales::Scales};
use crate::{
    Text,
    contact::{Contact, CustomValues, Relationship, Source},
    phrases::Phrases,
};

/// The contact that two become, and what became of each field in which they differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct United {
    pub contact: Contact,
    pub outcomes: Vec<Outcome>,
}

/// Unites two contacts that are one person. Of a field of which nothing is chosen, the kept contact's value stays, unless
/// it is blank; lists are united; whoever is to be left alone is; the later touch counts. A relationship and a source of
/// `other` are what a contact has when nobody said, so they count as blank; a warmth of `cold` may be meant.
///
/// # Errors
/// Every list that would be longer than it can be: nothing is cut.
pub fn unite(keep: &Contact, merge: &Contact, choices: &Choices) -> Result<United, Vec<Overfull>> {
    let mut of = Scales::new(choices);
    let country = of.optional(
        Field::Country,
        keep.country.as_ref(),
        merge.country.as_ref(),
    );
    // A literal without `..`: a new field of a contact does not compile before it is known here how it is united.
    let contact = Contact {
        name: of.weigh(Field::Name, &keep.name, &merge.name, |_| false),
        headline: of.optional(
            Field::Headline,
            keep.headline.as_ref(),
            merge.headline.as_ref(),
        ),
        organization_id: of.optional(
            Field::OrganizationId,
            keep.organization_id.as_ref(),
            merge.organization_id.as_ref(),
        ),
        roles: of.list(Field::Roles, &keep.roles, &merge.roles, |keep, merge| {
            Ok(keep | merge)
        }),
        seniority: of.optional(
            Field::Seniority,
            keep.seniority.as_ref(),
            merge.seniority.as_ref(),
        ),
        relationship: of.weigh(
            Field::Relationship,
            &keep.relationship,
            &merge.relationship,
            |one| *one == Relationship::Other,
        ),
        warmth: of.weigh(Field::Warmth, &keep.warmth, &merge.warmth, |_| false),
        how_we_know: of.optional(
            Field::HowWeKnow,
            keep.how_we_know.as_ref(),
            merge.how_we_know.as_ref(),
        ),
        met_in: of.optional(Field::MetIn, keep.met_in.as_ref(), merge.met_in.as_ref()),
        met_where: of.optional(
            Field::MetWhere,
            keep.met_where.as_ref(),
            merge.met_where.as_ref(),
        ),
        met_on: of.optional(Field::MetOn, keep.met_on.as_ref(), merge.met_on.as_ref()),
        source: of.weigh(Field::Source, &keep.source, &merge.source, |one| {
            *one == Source::Other
        }),
        city: of.optional(Field::City, keep.city.as_ref(), merge.city.as_ref()),
        country,
        schools: of.list(Field::Schools, &keep.schools, &merge.schools, phrases),
        cities: of.list(Field::Cities, &keep.cities, &merge.cities, phrases),
        interests: of.list(Field::Interests, &keep.interests, &merge.interests, phrases),
        custom: of.list(Field::Custom, &keep.custom, &merge.custom, custom),
        time_zone: of.optional(
            Field::TimeZone,
            keep.time_zone.as_ref(),
            merge.time_zone.as_ref(),
        ),
        tags: of.list(Field::Tags, &keep.tags, &merge.tags, phrases),
        notes: of.optional(Field::Notes, keep.notes.as_ref(), merge.notes.as_ref()),
        do_not_contact: of.greater(
            Field::DoNotContact,
            keep.do_not_contact,
            merge.do_not_contact,
            Why::EitherSaysSo,
        ),
        update_every_days: of.optional(
            Field::UpdateEveryDays,
            keep.update_every_days.as_ref(),
            merge.update_every_days.as_ref(),
        ),
        methods: of.list(Field::Methods, &keep.methods, &merge.methods, |_, _| {
            methods::unite(keep, merge, country)
        }),
        last_contacted_at: of.greater(
            Field::LastContactedAt,
            keep.last_contacted_at,
            merge.last_contacted_at,
            Why::Later,
        ),
    };
    if !of.overfull.is_empty() {
        return Err(of.overfull);
    }
    let mut outcomes = of.outcomes;
    outcomes.sort_by_key(|outcome| outcome.field);
    Ok(United { contact, outcomes })
}

fn phrases<const CHARS: usize, const ITEMS: usize>(
    keep: &Phrases<CHARS, ITEMS>,
    merge: &Phrases<CHARS, ITEMS>,
) -> Result<Phrases<CHARS, ITEMS>, usize> {
    let both = keep
        .as_slice()
        .iter()
        .chain(merge.as_slice())
        .map(Text::as_str);
    Phrases::parse(both).map_err(|_too_many| ITEMS)
}

/// Of two values of one field the kept contact's stays.
fn custom(keep: &CustomValues, merge: &CustomValues) -> Result<CustomValues, usize> {
    let both = merge.iter().chain(keep.iter());
    let both = both.map(|(key, value)| (key.clone(), value.clone()));
    CustomValues::new(both.collect()).map_err(|_too_many| CustomValues::MAX)
}
