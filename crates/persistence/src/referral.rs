//! Referrals in the database.

use domain::{
    Id, Stored, Text,
    contact::Contact,
    referral::{PermissionToName, Referral},
    vocabulary::Vocabulary,
};
use sea_orm::{ActiveValue::NotSet, Set};
use uuid::Uuid;

use crate::{
    Error,
    column::Cells,
    entity::referral::{ActiveModel, Column, Entity, Model},
    workspace::{Filter, Resource},
};

impl Resource for Referral {
    type Entity = Entity;

    fn read(row: Model) -> Result<Stored<Self>, Error> {
        let Model {
            owner_id: _,
            id,
            version,
            created_at,
            updated_at,
            referrer_id,
            contact_id,
            interview_id,
            permission_to_name,
            note,
        } = row;
        let cells = Cells::of("referral", id);
        let value = Self::new(
            Id::new(referrer_id),
            Id::new(contact_id),
            interview_id.map(Id::new),
            cells.word("permission_to_name", &permission_to_name)?,
            cells.optional_text("note", note.as_deref())?,
        );
        Ok(Stored {
            id: Id::new(id),
            version,
            created_at,
            updated_at,
            value: value.map_err(|_oneself| cells.corrupt("contact_id"))?,
        })
    }

    fn write(&self) -> ActiveModel {
        ActiveModel {
            owner_id: NotSet,
            id: NotSet,
            version: NotSet,
            created_at: NotSet,
            updated_at: NotSet,
            referrer_id: Set(self.referrer_id().uuid()),
            contact_id: Set(self.contact_id().uuid()),
            interview_id: Set(self.interview_id.map(Id::uuid)),
            permission_to_name: Set(self.permission_to_name.to_string()),
            note: Set(self.note.as_ref().map(Text::to_string)),
        }
    }
}

/// Referrals by one person, to one person, under any of the given permissions; what is not given narrows nothing.
pub fn filter(
    referrer: Option<Id<Contact>>,
    contact: Option<Id<Contact>>,
    permissions: &[PermissionToName],
) -> Filter {
    let uuid = |id: Id<Contact>| -> Uuid { id.uuid() };
    Filter::default()
        .any_of(Column::ReferrerId, referrer.map(uuid))
        .any_of(Column::ContactId, contact.map(uuid))
        .any_of(
            Column::PermissionToName,
            permissions.iter().map(|permission| permission.as_str()),
        )
}
