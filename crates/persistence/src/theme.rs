//! Themes in the database.

use domain::{
    Id, Stored, Text,
    text::Name,
    theme::{Theme, ThemeStatus},
    vocabulary::Vocabulary,
};
use sea_orm::{
    ActiveValue::NotSet, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
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
        } = row;
        let cells = Cells::of("theme", id);
        let value = Self {
            name: cells.text("name", &name)?,
            field: cells.optional_text("field", field.as_deref())?,
            why: cells.optional_text("why", why.as_deref())?,
            status: cells.word("status", &status)?,
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
            why,
            status,
        } = self;
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
