//! Employments in the database.

use domain::{
    Id, Stored, Text,
    contact::Contact,
    employment::{Employer, Employment, Tenure},
};
use sea_orm::{ActiveValue::NotSet, Set};

use crate::{
    Error,
    child::Child,
    column::Cells,
    entity::employment::{ActiveModel, Entity, Model},
    workspace::Resource,
};

impl Resource for Employment {
    type Entity = Entity;

    fn read(row: Model) -> Result<Stored<Self>, Error> {
        let Model {
            owner_id: _,
            id,
            version,
            created_at,
            updated_at,
            contact_id,
            organization_id,
            organization_name,
            title,
            department,
            seniority,
            location,
            started_on,
            ended_on,
            is_current,
            note,
        } = row;
        let cells = Cells::of("employment", id);
        let employer = match (organization_id, organization_name) {
            (Some(id), None) => Employer::Known(Id::new(id)),
            (None, Some(name)) => Employer::Named(cells.text("organization_name", &name)?),
            _ => return Err(cells.corrupt("organization_id")),
        };
        let tenure = Tenure::new(started_on, ended_on, Some(is_current))
            .map_err(|_invalid| cells.corrupt("ended_on"))?;
        let value = Self {
            contact_id: Id::new(contact_id),
            employer,
            title: cells.optional_text("title", title.as_deref())?,
            department: cells.optional_text("department", department.as_deref())?,
            seniority: cells.optional_word("seniority", seniority.as_deref())?,
            location: cells.optional_text("location", location.as_deref())?,
            tenure,
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
            contact_id,
            employer,
            title,
            department,
            seniority,
            location,
            tenure,
            note,
        } = self;
        let (organization_id, organization_name) = match employer {
            Employer::Known(id) => (Some(id.uuid()), None),
            Employer::Named(name) => (None, Some(name.to_string())),
        };
        ActiveModel {
            owner_id: NotSet,
            id: NotSet,
            version: NotSet,
            created_at: NotSet,
            updated_at: NotSet,
            contact_id: Set(contact_id.uuid()),
            organization_id: Set(organization_id),
            organization_name: Set(organization_name),
            title: Set(title.as_ref().map(Text::to_string)),
            department: Set(department.as_ref().map(Text::to_string)),
            seniority: Set(seniority.map(|word| word.to_string())),
            location: Set(location.as_ref().map(Text::to_string)),
            started_on: Set(tenure.started_on()),
            ended_on: Set(tenure.ended_on()),
            is_current: Set(tenure.is_current()),
            note: Set(note.as_ref().map(Text::to_string)),
        }
    }
}

impl Child for Employment {
    type Parent = Contact;

    const PARENT: &'static str = "contact_id";

    fn parent(&self) -> Id<Contact> {
        self.contact_id
    }
}
