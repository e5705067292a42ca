//! Whom somebody met at an event, in the database.

use domain::{
    Id, Stored, Text,
    event::{Event, Meeting},
};
use sea_orm::{ActiveValue::NotSet, Set};

use crate::{
    Error,
    child::Child,
    column::Cells,
    entity::event_meeting::{ActiveModel, Entity, Model},
    workspace::Resource,
};

impl Resource for Meeting {
    type Entity = Entity;

    fn read(row: Model) -> Result<Stored<Self>, Error> {
        let Model {
            owner_id: _,
            id,
            version,
            created_at,
            updated_at,
            event_id,
            contact_id,
            note,
        } = row;
        let cells = Cells::of("event_meeting", id);
        let value = Self {
            event_id: Id::new(event_id),
            contact_id: Id::new(contact_id),
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
            event_id,
            contact_id,
            note,
        } = self;
        ActiveModel {
            owner_id: NotSet,
            id: NotSet,
            version: NotSet,
            created_at: NotSet,
            updated_at: NotSet,
            event_id: Set(event_id.uuid()),
            contact_id: Set(contact_id.uuid()),
            note: Set(note.as_ref().map(Text::to_string)),
        }
    }
}

impl Child for Meeting {
    type Parent = Event;

    const PARENT: &'static str = "event_id";

    fn parent(&self) -> Id<Event> {
        self.event_id
    }
}
