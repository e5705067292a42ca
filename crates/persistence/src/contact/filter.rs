//! What a list of contacts can be narrowed to. Each condition is served by an index that begins with the owner.

use chrono::{DateTime, Utc};
use domain::{
    Id, Text,
    contact::{Contact, ContactRole, FieldKey, Relationship, Source, Tag, Validity, Warmth},
    country::Country,
    organization::Organization,
    seniority::Seniority,
    text::Name,
    theme::Theme,
    vocabulary::Vocabulary,
};
use sea_orm::{
    ColumnTrait, Value,
    sea_query::{Expr, ExprTrait},
};

use crate::{
    SortBy,
    entity::contact::Column,
    outreach::OPEN,
    workspace::{Filter, Owner},
};

/// Conditions on contacts, joined by AND; what is not given narrows nothing. Of several words, any will do.
#[derive(Clone, Debug, Default)]
pub struct Narrowing {
    /// Any of these; none given, all.
    pub ids: Vec<Id<Contact>>,
    pub organization_id: Option<Id<Organization>>,
    /// There now or at some time.
    pub employed_at: Option<Id<Organization>>,
    pub warmth: Vec<Warmth>,
    pub relationships: Vec<Relationship>,
    pub roles: Vec<ContactRole>,
    pub seniorities: Vec<Seniority>,
    pub sources: Vec<Source>,
    pub countries: Vec<Country>,
    /// In any letter case.
    pub city: Option<Name>,
    /// Contacts with at least one of these, in any letter case.
    pub any_tags: Vec<Tag>,
    /// Contacts with every one of these, in any letter case.
    pub all_tags: Vec<Tag>,
    /// Contacts with every one of these values, as they are written.
    pub custom: Vec<(FieldKey, String)>,
    /// Contacts with a method of one of these.
    pub validities: Vec<Validity>,
    pub do_not_contact: Option<bool>,
    pub never_contacted: Option<bool>,
    /// Leaves out those who were never contacted.
    pub last_contacted_before: Option<DateTime<Utc>>,
    pub last_contacted_after: Option<DateTime<Utc>>,
    pub has_open_outreach: Option<bool>,
    /// Pursued for this theme, now or at some time.
    pub theme_id: Option<Id<Theme>>,
    /// In any letter case.
    pub name_prefix: Option<Name>,
    pub created_after: Option<DateTime<Utc>>,
    pub created_before: Option<DateTime<Utc>>,
    pub updated_after: Option<DateTime<Utc>>,
}

impl Narrowing {
    /// The conditions on the contacts of this owner.
    pub fn filter(self, owner: Owner) -> Filter {
        let filter = self.by_columns(Filter::default());
        let filter = self.by_time(filter);
        let filter = self.by_lists(filter);
        self.by_other_tables(filter, owner)
    }

    fn by_columns(&self, filter: Filter) -> Filter {
        let filter = filter.any_of(Column::Id, self.ids.iter().map(|id| id.uuid()));
        let ranks = self.warmth.iter().map(|warmth| warmth_rank(*warmth));
        let ranks: Vec<i32> = ranks.collect();
        let filter = if ranks.is_empty() {
            filter
        } else {
            filter.and(SortBy::Warmth.expression().is_in(ranks))
        };
        let filter = filter
            .any_of(Column::OrganizationId, self.organization_id.map(Id::uuid))
            .any_of(Column::Relationship, words(&self.relationships))
            .any_of(Column::Seniority, words(&self.seniorities))
            .any_of(Column::Source, words(&self.sources))
            .any_of(Column::Country, self.countries.iter().map(|one| one.code()))
            .any_of(Column::DoNotContact, self.do_not_contact);
        let filter = also(filter, self.city.as_ref(), "lower(city) = lower($1)");
        // Byte by byte, as the index has it: from the prefix to the prefix with the last of all characters.
        let from = "lower(name) ~>=~ lower($1)";
        let until = "lower(name) ~<~ (lower($1) || chr(1114111))";
        let filter = also(filter, self.name_prefix.as_ref(), from);
        also(filter, self.name_prefix.as_ref(), until)
    }

    fn by_time(&self, filter: Filter) -> Filter {
        let touched = || SortBy::LastContactedAt.expression();
        let mut filter = filter;
        if let Some(never) = self.never_contacted {
            let bound = Value::from(SortBy::NEVER);
            filter = filter.and(if never {
                touched().eq(Expr::val(bound))
            } else {
                touched().gt(Expr::val(bound))
            });
        }
        if let Some(before) = self.last_contacted_before {
            filter = filter.and(touched().lt(before));
            filter = filter.and(touched().gt(SortBy::NEVER));
        }
        if let Some(after) = self.last_contacted_after {
            filter = filter.and(touched().gt(after));
        }
        if let Some(after) = self.created_after {
            filter = filter.and(Column::CreatedAt.gt(after));
        }
        if let Some(before) = self.created_before {
            filter = filter.and(Column::CreatedAt.lt(before));
        }
        match self.updated_after {
            Some(after) => filter.and(Column::UpdatedAt.gt(after)),
            None => filter,
        }
    }

    fn by_lists(&self, filter: Filter) -> Filter {
        let mut filter = tagged(filter, "&&", &self.any_tags);
        filter = tagged(filter, "@>", &self.all_tags);
        if !self.roles.is_empty() {
            let roles: Vec<String> = self.roles.iter().map(ToString::to_string).collect();
            filter = filter.and(Expr::cust_with_values("roles && $1", [roles]));
        }
        for (key, value) in &self.custom {
            filter = filter.and(has_value(key, value));
        }
        filter
    }

    fn by_other_tables(&self, filter: Filter, owner: Owner) -> Filter {
        let owner = Value::from(owner.uuid());
        let among = |of: &str, values: Vec<Value>| Expr::cust_with_values(of.to_owned(), values);
        let mut filter = filter;
        if let Some(at) = self.employed_at {
            let of = "id IN (SELECT id FROM contact WHERE owner_id = $1 AND organization_id = $2 UNION ALL \
                      SELECT contact_id FROM employment WHERE owner_id = $1 AND organization_id = $2)";
            filter = filter.and(among(of, vec![owner.clone(), at.uuid().into()]));
        }
        if let Some(theme) = self.theme_id {
            let of =
                "id IN (SELECT contact_id FROM outreach WHERE owner_id = $1 AND theme_id = $2)";
            filter = filter.and(among(of, vec![owner.clone(), theme.uuid().into()]));
        }
        if !self.validities.is_empty() {
            let of = "id IN (SELECT contact_id FROM contact_method WHERE owner_id = $1 AND validity = ANY ($2))";
            let words: Vec<String> = self.validities.iter().map(ToString::to_string).collect();
            filter = filter.and(among(of, vec![owner.clone(), words.into()]));
        }
        if let Some(has) = self.has_open_outreach {
            let open = format!(
                "(SELECT contact_id FROM outreach WHERE owner_id = $1 AND state IN {OPEN})"
            );
            let of = format!("id {} {open}", if has { "IN" } else { "NOT IN" });
            filter = filter.and(among(&of, vec![owner]));
        }
        filter
    }
}

/// The place of a warmth in the order by warmth: the warm come first (F5).
pub(super) fn warmth_rank(warmth: Warmth) -> i32 {
    match warmth {
        Warmth::Warm => 1,
        Warmth::Lukewarm => 2,
        Warmth::Cold => 3,
    }
}

fn words<V: Vocabulary>(of: &[V]) -> impl Iterator<Item = &'static str> {
    of.iter().map(|one| one.as_str())
}

fn also(filter: Filter, text: Option<&Name>, condition: &'static str) -> Filter {
    match text {
        Some(text) => filter.and(Expr::cust_with_values(condition, [text.to_string()])),
        None => filter,
    }
}

/// Compares the tags, both sides folded by the database as in the index, by an operator between arrays.
fn tagged(filter: Filter, operator: &str, tags: &[Tag]) -> Filter {
    if tags.is_empty() {
        return filter;
    }
    let wanted: Vec<String> = tags.iter().map(Text::to_string).collect();
    let condition = format!("fold_words(tags) {operator} fold_words($1)");
    filter.and(Expr::cust_with_values(condition, [wanted]))
}

/// Whether a custom field has the value, be it kept as a text, a number or a truth value.
fn has_value(key: &FieldKey, value: &str) -> Expr {
    let object = |value: serde_json::Value| serde_json::json!({ key.as_str(): value });
    let number = value.parse::<serde_json::Number>().ok();
    let kinds = [
        Some(object(value.into())),
        number.map(|number| object(number.into())),
        value.parse::<bool>().ok().map(|value| object(value.into())),
    ];
    let kinds = kinds.into_iter().flatten();
    kinds
        .map(|object| Expr::cust_with_values("custom @> $1", [Value::from(object)]))
        .reduce(ExprTrait::or)
        .unwrap_or_else(|| Expr::val(false))
}
