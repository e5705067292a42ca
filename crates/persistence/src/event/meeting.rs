//! Whom somebody met at an event, in the database.

use domain::{
    Id, Stored, Text,
    event::{Event, Meeting},
};
use sea_orm::{ActiveValue::NotSet, ColumnTrait, Set};

use crate::{
    Error, Executor, Transaction,
    column::Cells,
    entity::event_meeting::{ActiveModel, Column, Entity, Model},
    workspace::{self, Filter, Owner, Resource},
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

/// The meetings at one event.
pub fn filter(event: Id<Event>) -> Filter {
    Filter::default().and(Column::EventId.eq(event.uuid()))
}

/// Finds one meeting at an event.
pub async fn find(
    db: &impl Executor,
    owner: Owner,
    event: Id<Event>,
    id: Id<Meeting>,
) -> Result<Option<Stored<Meeting>>, Error> {
    let found = workspace::find(db, owner, id).await?;
    Ok(found.filter(|found| found.value.event_id == event))
}

/// Finds one meeting at an event and locks its row until the transaction ends.
pub async fn find_for_update(
    tx: &Transaction,
    owner: Owner,
    event: Id<Event>,
    id: Id<Meeting>,
) -> Result<Option<Stored<Meeting>>, Error> {
    let found = workspace::find_for_update(tx, owner, id).await?;
    Ok(found.filter(|found| found.value.event_id == event))
}
