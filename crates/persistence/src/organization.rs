//! Organizations in the database.

use domain::{
    Id, Stored, Text, WebUrl,
    country::Country,
    organization::{Merits, Organization, OrganizationKind},
    text::Name,
    vocabulary::Vocabulary,
};
use sea_orm::{
    ActiveValue::NotSet,
    ColumnTrait, Set,
    sea_query::{Expr, ExprTrait},
};

use crate::{
    Error, SortBy, SortKey,
    column::Cells,
    entity::organization::{ActiveModel, Column, Entity, Model},
    workspace::{Filter, Resource},
};

impl Resource for Organization {
    type Entity = Entity;

    fn read(row: Model) -> Result<Stored<Self>, Error> {
        let Model {
            owner_id: _,
            id,
            version,
            created_at,
            updated_at,
            name,
            kind,
            website,
            location,
            mission,
            notes,
            industry,
            country,
            is_target,
            motivation,
            posting,
            advocacy,
        } = row;
        let cells = Cells::of("organization", id);
        let value = Self {
            name: cells.text("name", &name)?,
            kind: cells.word("kind", &kind)?,
            website: cells.optional_web_url("website", website.as_deref())?,
            location: cells.optional_text("location", location.as_deref())?,
            industry: cells.optional_text("industry", industry.as_deref())?,
            country: cells.optional_country("country", country.as_deref())?,
            mission: cells.optional_text("mission", mission.as_deref())?,
            notes: cells.optional_text("notes", notes.as_deref())?,
            is_target,
            merits: merits(cells, motivation, posting, advocacy)?,
        };
        Ok(Stored {
            id: Id::new(id),
            version,
            created_at,
            updated_at,
            value,
        })
    }

    fn write(&self) -> ActiveModel {
        let Self {
            name,
            kind,
            website,
            location,
            industry,
            country,
            mission,
            notes,
            is_target,
            merits,
        } = self;
        let Merits {
            motivation,
            posting,
            advocacy,
        } = merits;
        ActiveModel {
            owner_id: NotSet,
            id: NotSet,
            version: NotSet,
            created_at: NotSet,
            updated_at: NotSet,
            name: Set(name.to_string()),
            kind: Set(kind.to_string()),
            website: Set(website.as_ref().map(WebUrl::to_string)),
            location: Set(location.as_ref().map(Text::to_string)),
            mission: Set(mission.as_ref().map(Text::to_string)),
            notes: Set(notes.as_ref().map(Text::to_string)),
            industry: Set(industry.as_ref().map(Text::to_string)),
            country: Set(country.as_ref().map(Country::to_string)),
            is_target: Set(*is_target),
            motivation: Set(motivation.get()),
            posting: Set(posting.get()),
            advocacy: Set(*advocacy),
        }
    }

    fn sort_key(stored: &Stored<Self>, by: SortBy) -> SortKey {
        match by {
            SortBy::Name => SortKey::Text(stored.value.name.to_string()),
            SortBy::UpdatedAt => SortKey::Instant(stored.updated_at),
            _ => SortKey::Instant(stored.created_at),
        }
    }
}

pub(crate) fn merits(
    cells: Cells,
    motivation: i16,
    posting: i16,
    advocacy: bool,
) -> Result<Merits, Error> {
    Ok(Merits {
        motivation: cells.whole("motivation", motivation)?,
        posting: cells.whole("posting", posting)?,
        advocacy,
    })
}

/// Conditions on organizations, joined by AND; what is not given narrows nothing.
#[derive(Clone, Debug, Default)]
pub struct Narrowing {
    /// Any of these; none given, all.
    pub ids: Vec<Id<Organization>>,
    /// Any of these.
    pub kinds: Vec<OrganizationKind>,
    pub is_target: Option<bool>,
    /// At least as wanted as this.
    pub min_motivation: Option<i16>,
    /// How the name begins, in any letter case.
    pub name_prefix: Option<Name>,
    /// Whether contacts work there.
    pub has_contacts: Option<bool>,
}

impl From<Narrowing> for Filter {
    fn from(narrowing: Narrowing) -> Self {
        let Narrowing {
            ids,
            kinds,
            is_target,
            min_motivation,
            name_prefix,
            has_contacts,
        } = narrowing;
        let mut filter = Self::default()
            .any_of(Column::Id, ids.into_iter().map(Id::uuid))
            .any_of(Column::Kind, kinds.iter().map(|kind| kind.as_str()));
        if let Some(is_target) = is_target {
            let listed = Expr::cust("is_target");
            filter = filter.and(if is_target { listed } else { listed.not() });
        }
        if let Some(least) = min_motivation {
            filter = filter.and(Column::Motivation.gte(least));
        }
        if let Some(prefix) = name_prefix {
            filter = filter.and(begins_with(&prefix));
        }
        if let Some(has_contacts) = has_contacts {
            let exist = Expr::cust(HAS_CONTACTS);
            filter = filter.and(if has_contacts { exist } else { exist.not() });
        }
        filter
    }
}

const HAS_CONTACTS: &str = "EXISTS (SELECT FROM contact WHERE contact.owner_id = organization.owner_id \
                            AND contact.organization_id = organization.id)";

/// Names from the prefix up to where another begins, byte by byte: unlike a pattern it needs no escaping, and the index
/// serves it whatever the text is.
fn begins_with(prefix: &Name) -> sea_orm::sea_query::SimpleExpr {
    Expr::cust_with_values(
        "lower(name) ~>=~ lower($1) AND lower(name) ~<~ (lower($2) || chr(1114111))",
        [prefix.to_string(), prefix.to_string()],
    )
}
