//! Themes in the database.

mod cell;
pub mod history;
pub mod report;

use std::collections::HashSet;

use domain::{
    Id, Stored, Text,
    at_most::AtMost,
    text::Name,
    theme::{Theme, ThemeStatus},
    vocabulary::Vocabulary,
};
use sea_orm::{
    ActiveValue::NotSet, ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter,
    QueryOrder, QuerySelect, Set, Statement,
};

use crate::{
    Error, SortBy, SortKey, Transaction,
    column::Cells,
    entity::theme::{ActiveModel, Column, Entity, Model},
    executor::sealed::Sealed,
    workspace::{Filter, Owner, Resource},
};

impl Resource for Theme {
    type Entity = Entity;

    fn read(row: Model) -> Result<Stored<Self>, Error> {
        let planned_investment = cell::read_investment(&row)?;
        let Model {
            owner_id: _,
            id,
            version,
            created_at,
            updated_at,
            name,
            field,
            why,
            status,
            specialty,
            mode,
            target_roles,
            employer_types,
            locations,
            relocation,
            time_horizon,
            advancement,
            investment: _,
            investment_amount: _,
            investment_currency: _,
            investment_decide_on: _,
            familiarity,
        } = row;
        let cells = Cells::of("theme", id);
        let value = Self {
            name: cells.text("name", &name)?,
            field: cells.optional_text("field", field.as_deref())?,
            specialty: cells.optional_text("specialty", specialty.as_deref())?,
            why: cells.optional_text("why", why.as_deref())?,
            status: cells.word("status", &status)?,
            mode: cells.optional_word("mode", mode.as_deref())?,
            target_roles: cells.several("target_roles", &target_roles)?,
            employer_types: cells.several("employer_types", &employer_types)?,
            locations: cell::read_locations(cells, locations)?,
            relocation: cells.optional_word("relocation", relocation.as_deref())?,
            time_horizon: cells.optional_text("time_horizon", time_horizon.as_deref())?,
            advancement: cells.optional_text("advancement", advancement.as_deref())?,
            planned_investment,
            familiarity: cell::read_familiarity(cells, familiarity)?,
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
            field,
            specialty,
            why,
            status,
            mode,
            target_roles,
            employer_types,
            locations,
            relocation,
            time_horizon,
            advancement,
            planned_investment,
            familiarity,
        } = self;
        let investment = planned_investment.as_ref();
        let cost = investment.and_then(|investment| investment.cost);
        ActiveModel {
            owner_id: NotSet,
            id: NotSet,
            version: NotSet,
            created_at: NotSet,
            updated_at: NotSet,
            name: Set(name.to_string()),
            field: Set(field.as_ref().map(Text::to_string)),
            why: Set(why.as_ref().map(Text::to_string)),
            status: Set(status.to_string()),
            specialty: Set(specialty.as_ref().map(Text::to_string)),
            mode: Set(mode.map(|mode| mode.to_string())),
            target_roles: Set(texts(target_roles)),
            employer_types: Set(texts(employer_types)),
            locations: Set(cell::write_locations(locations)),
            relocation: Set(relocation.map(|relocation| relocation.to_string())),
            time_horizon: Set(time_horizon.as_ref().map(Text::to_string)),
            advancement: Set(advancement.as_ref().map(Text::to_string)),
            investment: Set(investment.map(|investment| investment.what.to_string())),
            investment_amount: Set(cost.map(|cost| cost.amount.get())),
            investment_currency: Set(cost.map(|cost| cost.currency.to_string())),
            investment_decide_on: Set(investment.and_then(|investment| investment.decide_on)),
            familiarity: Set(cell::write_familiarity(familiarity)),
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

/// Themes in any of the given states; none given, all themes.
pub fn filter(states: &[ThemeStatus]) -> Filter {
    Filter::default().any_of(Column::Status, states.iter().map(|state| state.as_str()))
}

/// The names of the active themes besides `except`.
pub async fn list_active_names(
    tx: &Transaction,
    owner: Owner,
    except: Id<Theme>,
) -> Result<Vec<Name>, Error> {
    let names: Vec<String> = Entity::find()
        .select_only()
        .column(Column::Name)
        .filter(Column::OwnerId.eq(owner.uuid()))
        .filter(Column::Status.eq(ThemeStatus::Exploring.as_str()))
        .filter(Column::Id.ne(except.uuid()))
        .order_by_asc(Column::CreatedAt)
        .into_tuple()
        .all(tx.raw())
        .await?;
    names
        .iter()
        .map(|name| Cells::of("theme", except.uuid()).text("name", name))
        .collect()
}

/// Those of the names that no theme has, without regard to letter case.
pub async fn new_names(
    tx: &Transaction,
    owner: Owner,
    names: Vec<Name>,
) -> Result<Vec<Name>, Error> {
    let given: Vec<String> = names.iter().map(Text::to_string).collect();
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "SELECT given FROM unnest($2::text[]) AS given \
         WHERE EXISTS (SELECT FROM theme WHERE owner_id = $1 AND lower(name) = lower(given))",
        [owner.uuid().into(), given.into()],
    );
    let rows = tx.raw().query_all_raw(statement).await?;
    let known = rows.iter().map(|row| row.try_get("", "given"));
    let known = known.collect::<Result<HashSet<String>, _>>()?;
    let new = names.into_iter();
    Ok(new.filter(|name| !known.contains(name.as_str())).collect())
}

/// The items of a list as the cell of an array has them.
fn texts<const MAX: usize, const MANY: usize>(several: &AtMost<Text<MAX>, MANY>) -> Vec<String> {
    several.as_slice().iter().map(Text::to_string).collect()
}
