//! What a list of contacts can be narrowed to.

use chrono::{DateTime, Utc};
use domain::{
    Id, Text,
    contact::{Relationship, Tag, Warmth},
    organization::Organization,
    vocabulary::Vocabulary,
};
use sea_orm::{ColumnTrait, sea_query::Expr};

use crate::{entity::contact::Column, workspace::Filter};

/// Conditions on contacts, joined by AND; what is not given narrows nothing.
#[derive(Clone, Debug, Default)]
pub struct Narrowing {
    pub organization_id: Option<Id<Organization>>,
    /// Any of these.
    pub warmth: Vec<Warmth>,
    /// Any of these.
    pub relationships: Vec<Relationship>,
    /// Contacts with at least one of these, in any letter case.
    pub any_tags: Vec<Tag>,
    /// Contacts with every one of these, in any letter case.
    pub all_tags: Vec<Tag>,
    pub do_not_contact: Option<bool>,
    /// Leaves out those who were never contacted.
    pub last_contacted_before: Option<DateTime<Utc>>,
}

impl From<Narrowing> for Filter {
    fn from(narrowing: Narrowing) -> Self {
        let Narrowing {
            organization_id,
            warmth,
            relationships,
            any_tags,
            all_tags,
            do_not_contact,
            last_contacted_before,
        } = narrowing;
        let relationships = relationships.iter().map(|one| one.as_str());
        let filter = Self::default()
            .any_of(Column::OrganizationId, organization_id.map(Id::uuid))
            .any_of(Column::Warmth, warmth.iter().map(|one| one.as_str()))
            .any_of(Column::Relationship, relationships)
            .any_of(Column::DoNotContact, do_not_contact);
        let filter = tagged(filter, "&&", &any_tags);
        let filter = tagged(filter, "@>", &all_tags);
        match last_contacted_before {
            Some(before) => filter.and(Column::LastContactedAt.lt(before)),
            None => filter,
        }
    }
}

/// Compares the tags, both sides folded by the database, by an operator between arrays.
fn tagged(filter: Filter, operator: &str, tags: &[Tag]) -> Filter {
    if tags.is_empty() {
        return filter;
    }
    let wanted: Vec<String> = tags.iter().map(Text::to_string).collect();
    let condition = format!(
        "ARRAY(SELECT lower(tag) FROM unnest(tags) AS tag) {operator} ARRAY(SELECT lower(tag) FROM unnest($1) AS tag)"
    );
    filter.and(Expr::cust_with_values(condition, [wanted]))
}
