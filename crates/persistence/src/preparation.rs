//! What is put down before interviews, in the database.

use domain::{Id, Stored, Text, preparation::Preparation};
use sea_orm::{ActiveValue::NotSet, Set};

use crate::{
    Error,
    column::Cells,
    entity::preparation::{ActiveModel, Entity, Model},
    workspace::Resource,
};

impl Resource for Preparation {
    type Entity = Entity;

    fn read(row: Model) -> Result<Stored<Self>, Error> {
        let Model {
            owner_id: _,
            id,
            version,
            created_at,
            updated_at,
            objectives,
            venue,
            travel_minutes,
            note,
        } = row;
        let cells = Cells::of("preparation", id);
        let travel_minutes = travel_minutes.map(|cell| cells.whole("travel_minutes", cell));
        let value = Self {
            objectives: cells.several("objectives", &objectives)?,
            venue: cells.optional_word("venue", venue.as_deref())?,
            travel_minutes: travel_minutes.transpose()?,
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
            objectives,
            venue,
            travel_minutes,
            note,
        } = self;
        let objectives = objectives.as_slice().iter().map(Text::to_string);
        ActiveModel {
            owner_id: NotSet,
            id: NotSet,
            version: NotSet,
            created_at: NotSet,
            updated_at: NotSet,
            objectives: Set(objectives.collect()),
            venue: Set(venue.map(|venue| venue.to_string())),
            travel_minutes: Set(travel_minutes.map(|minutes| minutes.get())),
            note: Set(note.as_ref().map(Text::to_string)),
        }
    }
}
