//! Network asks in the database.

mod recipient;
mod results;

use domain::{
    Id, Stored, Text,
    network_ask::{NetworkAsk, NetworkAskKind, NetworkAskState, Purpose},
    theme::Theme,
    vocabulary::Vocabulary,
};
use sea_orm::{ActiveValue::NotSet, Set};

pub use self::{
    recipient::{Candidate, filter as filter_recipients, insert_all, list_candidates},
    results::find_results,
};
use crate::{
    Error,
    column::Cells,
    entity::network_ask::{ActiveModel, Column, Entity, Model},
    workspace::{Filter, Resource},
};

impl Resource for NetworkAsk {
    type Entity = Entity;

    fn read(row: Model) -> Result<Stored<Self>, Error> {
        let Model {
            owner_id: _,
            id,
            version,
            created_at,
            updated_at,
            kind,
            role,
            field,
            place,
            message,
            asked_on,
            theme_id,
            state,
        } = row;
        let cells = Cells::of("network_ask", id);
        let purpose = Purpose::new(
            cells.word("kind", &kind)?,
            cells.text("role", &role)?,
            cells.optional_text("field", field.as_deref())?,
            cells.optional_text("place", place.as_deref())?,
        );
        let value = Self {
            purpose: purpose.map_err(|_unspecific| cells.corrupt("kind"))?,
            message: cells.optional_text("message", message.as_deref())?,
            asked_on,
            theme_id: theme_id.map(Id::new),
            state: cells.word("state", &state)?,
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
            purpose,
            message,
            asked_on,
            theme_id,
            state,
        } = self;
        ActiveModel {
            owner_id: NotSet,
            id: NotSet,
            version: NotSet,
            created_at: NotSet,
            updated_at: NotSet,
            kind: Set(purpose.kind().to_string()),
            role: Set(purpose.role().to_string()),
            field: Set(purpose.field().map(Text::to_string)),
            place: Set(purpose.place().map(Text::to_string)),
            message: Set(message.as_ref().map(Text::to_string)),
            asked_on: Set(*asked_on),
            theme_id: Set(theme_id.map(Id::uuid)),
            state: Set(state.to_string()),
        }
    }
}

/// Asks of any of the kinds, in any of the states, for one theme; what is not given narrows nothing.
pub fn filter(
    kinds: &[NetworkAskKind],
    states: &[NetworkAskState],
    theme: Option<Id<Theme>>,
) -> Filter {
    Filter::default()
        .any_of(Column::Kind, kinds.iter().map(|kind| kind.as_str()))
        .any_of(Column::State, states.iter().map(|state| state.as_str()))
        .any_of(Column::ThemeId, theme.map(Id::uuid))
}
