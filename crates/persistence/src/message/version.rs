//! Former texts of messages in the database.

use domain::{
    Id, Stored, Text,
    message::{Message, MessageVersion},
};
use sea_orm::{ActiveValue::NotSet, Set};

use crate::{
    Error,
    child::Child,
    column::Cells,
    entity::message_version::{ActiveModel, Entity, Model},
    workspace::Resource,
};

impl Resource for MessageVersion {
    type Entity = Entity;

    fn read(row: Model) -> Result<Stored<Self>, Error> {
        let Model {
            owner_id: _,
            id,
            version,
            created_at,
            updated_at,
            message_id,
            revision,
            subject,
            body,
        } = row;
        let cells = Cells::of("message_version", id);
        let value = Self {
            message_id: Id::new(message_id),
            revision,
            subject: cells.optional_text("subject", subject.as_deref())?,
            body: cells.text("body", &body)?,
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
            message_id,
            revision,
            subject,
            body,
        } = self;
        ActiveModel {
            owner_id: NotSet,
            id: NotSet,
            version: NotSet,
            created_at: NotSet,
            updated_at: NotSet,
            message_id: Set(message_id.uuid()),
            revision: Set(*revision),
            subject: Set(subject.as_ref().map(Text::to_string)),
            body: Set(body.to_string()),
        }
    }
}

impl Child for MessageVersion {
    type Parent = Message;

    const PARENT: &'static str = "message_id";

    fn parent(&self) -> Id<Message> {
        self.message_id
    }
}
