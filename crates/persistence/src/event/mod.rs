//! Events in the database.

mod gain;
mod meeting;

use chrono::{DateTime, Utc};
use domain::{
    Id, Stored, Text,
    event::{AmountMinor, AttendedAs, Cost, Currency, Event, Span},
    organization::Organization,
    vocabulary::Vocabulary,
};
use sea_orm::{ActiveValue::NotSet, ColumnTrait, Set};

pub use self::gain::find_gain;
use crate::{
    Error, SortBy, SortKey,
    column::Cells,
    entity::event::{ActiveModel, Column, Entity, Model},
    workspace::{Filter, Resource},
};

impl Resource for Event {
    type Entity = Entity;

    fn read(row: Model) -> Result<Stored<Self>, Error> {
        let Model {
            owner_id: _,
            id,
            version,
            created_at,
            updated_at,
            name,
            organization_id,
            starts_at,
            ends_at,
            time_zone,
            place,
            attended_as,
            cost_minor,
            cost_currency,
            note,
        } = row;
        let cells = Cells::of("event", id);
        let span = Span::new(starts_at, ends_at);
        let value = Self {
            name: cells.text("name", &name)?,
            organization_id: organization_id.map(Id::new),
            span: span.map_err(|_early| cells.corrupt("ends_at"))?,
            zone: cells.zone("time_zone", &time_zone)?,
            place: cells.optional_text("place", place.as_deref())?,
            attended_as: cells.word("attended_as", &attended_as)?,
            cost: cost(cells, cost_minor, cost_currency.as_deref())?,
            note: cells.optional_text("note", note.as_deref())?,
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
            organization_id,
            span,
            zone,
            place,
            attended_as,
            cost,
            note,
        } = self;
        ActiveModel {
            owner_id: NotSet,
            id: NotSet,
            version: NotSet,
            created_at: NotSet,
            updated_at: NotSet,
            name: Set(name.to_string()),
            organization_id: Set(organization_id.map(Id::uuid)),
            starts_at: Set(span.starts_at()),
            ends_at: Set(span.ends_at()),
            time_zone: Set(zone.name().to_owned()),
            place: Set(place.as_ref().map(Text::to_string)),
            attended_as: Set(attended_as.to_string()),
            cost_minor: Set(cost.map(|cost| cost.amount_minor.get())),
            cost_currency: Set(cost.map(|cost| cost.currency.to_string())),
            note: Set(note.as_ref().map(Text::to_string)),
        }
    }

    fn sort_key(stored: &Stored<Self>, by: SortBy) -> SortKey {
        SortKey::Instant(match by {
            SortBy::StartsAt => stored.value.span.starts_at(),
            SortBy::UpdatedAt => stored.updated_at,
            _ => stored.created_at,
        })
    }
}

/// Reads an amount from its two columns, of which both or none are filled.
fn cost(cells: Cells, minor: Option<i32>, currency: Option<&str>) -> Result<Option<Cost>, Error> {
    let Some((minor, currency)) = minor.zip(currency) else {
        return Ok(None);
    };
    let (amount, currency) = (AmountMinor::new(minor), Currency::parse(currency));
    Ok(Some(Cost {
        amount_minor: amount.map_err(|_outside| cells.corrupt("cost_minor"))?,
        currency: currency.map_err(|_invalid| cells.corrupt("cost_currency"))?,
    }))
}

/// Conditions on events, joined by AND; what is not given narrows nothing.
#[derive(Clone, Debug, Default)]
pub struct Narrowing {
    pub organization: Option<Id<Organization>>,
    /// Any of these.
    pub attended_as: Vec<AttendedAs>,
    pub starts_after: Option<DateTime<Utc>>,
    pub starts_before: Option<DateTime<Utc>>,
}

impl From<Narrowing> for Filter {
    fn from(narrowing: Narrowing) -> Self {
        let Narrowing {
            organization,
            attended_as,
            starts_after,
            starts_before,
        } = narrowing;
        let attended_as = attended_as.iter().map(|one| one.as_str());
        let filter = Self::default()
            .any_of(Column::OrganizationId, organization.map(Id::uuid))
            .any_of(Column::AttendedAs, attended_as);
        let filter = match starts_after {
            Some(after) => filter.and(Column::StartsAt.gt(after)),
            None => filter,
        };
        match starts_before {
            Some(before) => filter.and(Column::StartsAt.lt(before)),
            None => filter,
        }
    }
}
