//! Hand-offs in the database.

mod forwarding;

use domain::{
    Id, Stored, Text,
    contact::Contact,
    document::Document,
    hand_off::{Edition, HandOff, HandOffState},
    vocabulary::Vocabulary,
};
use sea_orm::{ActiveValue::NotSet, Set};

use crate::{
    Error, Executor,
    column::Cells,
    entity::hand_off::{ActiveModel, Column, Entity, Model},
    workspace::{Filter, Owner, Resource},
};

impl Resource for HandOff {
    type Entity = Entity;

    fn read(row: Model) -> Result<Stored<Self>, Error> {
        let Model {
            owner_id: _,
            id,
            version,
            created_at,
            updated_at,
            document_id,
            contact_id,
            format,
            handed_at,
            note,
            version_label,
            sha256,
            // It follows from the forwardings, which `read_children` brings.
            state: _,
        } = row;
        let cells = Cells::of("hand_off", id);
        let sha256 = sha256
            .as_deref()
            .map(|sha256| cells.checksum("sha256", sha256));
        let edition = Edition {
            version_label: cells.optional_text("version_label", version_label.as_deref())?,
            sha256: sha256.transpose()?,
        };
        let mut handed = Self::new(
            Id::new(document_id),
            Id::new(contact_id),
            cells.word("format", &format)?,
            handed_at,
            cells.optional_text("note", note.as_deref())?,
        );
        handed.edition = edition;
        Ok(Stored {
            id: Id::new(id),
            version,
            created_at,
            updated_at,
            value: handed,
        })
    }

    fn write(&self) -> ActiveModel {
        ActiveModel {
            owner_id: NotSet,
            id: NotSet,
            version: NotSet,
            created_at: NotSet,
            updated_at: NotSet,
            document_id: Set(self.document_id.uuid()),
            contact_id: Set(self.contact_id.uuid()),
            format: Set(self.format.to_string()),
            handed_at: Set(self.handed_at),
            note: Set(self.note.as_ref().map(Text::to_string)),
            version_label: Set(self.edition.version_label.as_ref().map(Text::to_string)),
            sha256: Set(self.edition.sha256.map(|sha256| sha256.to_vec())),
            state: Set(self.state().to_string()),
        }
    }

    async fn read_children(
        db: &impl Executor,
        owner: Owner,
        rows: &mut [Stored<Self>],
    ) -> Result<(), Error> {
        forwarding::read(db, owner, rows).await
    }

    async fn write_children(
        db: &impl Executor,
        owner: Owner,
        saved: &Stored<Self>,
    ) -> Result<(), Error> {
        forwarding::keep(db, owner, saved).await
    }
}

/// Hand-offs of one document, to one advocate, in any of the states; what is not given narrows nothing.
pub fn filter(
    document: Option<Id<Document>>,
    contact: Option<Id<Contact>>,
    states: &[HandOffState],
) -> Filter {
    Filter::default()
        .any_of(Column::DocumentId, document.map(Id::uuid))
        .any_of(Column::ContactId, contact.map(Id::uuid))
        .any_of(Column::State, states.iter().map(|state| state.as_str()))
}
