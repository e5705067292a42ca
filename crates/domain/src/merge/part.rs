//! What the kept contact goes back to when a merge is undone.

use super::ContactField as Field;
use crate::contact::Contact;

/// The kept contact after a merge was undone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parted {
    pub contact: Contact,
    /// The fields that were changed since the merge, and keep what they were changed to.
    pub changed: Vec<Field>,
}

/// Takes a merge back field by field: what still says what the merge made it say is again what it was `before`. What
/// was changed since stays, and so does what the merge left alone.
pub fn part(before: &Contact, merged: &Contact, now: &Contact) -> Parted {
    let mut changed = Vec::new();
    let contact = parted(before, merged, now, &mut changed);
    Parted { contact, changed }
}

fn parted(before: &Contact, merged: &Contact, now: &Contact, changed: &mut Vec<Field>) -> Contact {
    macro_rules! of {
        ($name:ident, $field:ident) => {{
            let is_untouched = now.$name == merged.$name;
            if !is_untouched && now.$name != before.$name {
                changed.push(Field::$field);
            }
            let of = if is_untouched { before } else { now };
            of.$name.clone()
        }};
    }
    Contact {
        name: of!(name, Name),
        headline: of!(headline, Headline),
        organization_id: of!(organization_id, OrganizationId),
        roles: of!(roles, Roles),
        seniority: of!(seniority, Seniority),
        relationship: of!(relationship, Relationship),
        warmth: of!(warmth, Warmth),
        how_we_know: of!(how_we_know, HowWeKnow),
        met_in: of!(met_in, MetIn),
        met_where: of!(met_where, MetWhere),
        met_on: of!(met_on, MetOn),
        source: of!(source, Source),
        city: of!(city, City),
        country: of!(country, Country),
        schools: of!(schools, Schools),
        cities: of!(cities, Cities),
        interests: of!(interests, Interests),
        custom: of!(custom, Custom),
        time_zone: of!(time_zone, TimeZone),
        tags: of!(tags, Tags),
        notes: of!(notes, Notes),
        do_not_contact: of!(do_not_contact, DoNotContact),
        update_every_days: of!(update_every_days, UpdateEveryDays),
        methods: of!(methods, Methods),
        last_contacted_at: of!(last_contacted_at, LastContactedAt),
    }
}
