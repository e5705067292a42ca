//! What is put down before interviews, in the database.

use domain::{
    Id, Stored, Text, contact::Contact, interview::Groundwork, organization::Organization,
    preparation::Preparation, whole::Whole,
};
use sea_orm::{ActiveValue::NotSet, FromQueryResult, Set};

use crate::{
    Error, Executor,
    column::Cells,
    entity::preparation::{ActiveModel, Entity, Model},
    select,
    workspace::{Owner, Resource},
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
            travel_minutes: Set(travel_minutes.map(Whole::get)),
            note: Set(note.as_ref().map(Text::to_string)),
        }
    }
}

#[derive(FromQueryResult)]
struct Done {
    person: bool,
    organization: bool,
    story: bool,
}

/// What was found out about a contact and where they work, and whether there is a story to tell: one statement.
pub async fn find_groundwork(
    db: &impl Executor,
    owner: Owner,
    contact: Id<Contact>,
    organization: Option<Id<Organization>>,
) -> Result<Groundwork, Error> {
    let sql = "SELECT EXISTS (SELECT FROM research_item WHERE owner_id = $1 AND contact_id = $2) AS person, \
               EXISTS (SELECT FROM research_item WHERE owner_id = $1 AND organization_id = $3) AS organization, \
               EXISTS (SELECT FROM story WHERE owner_id = $1 AND num_nulls(situation, action, result) = 0) AS story";
    let values = [
        owner.uuid().into(),
        contact.uuid().into(),
        organization.map(Id::uuid).into(),
    ];
    let found = select::one::<Done>(db, sql, values).await?;
    Ok(found.map_or_else(Groundwork::default, |done| Groundwork {
        person_researched: done.person,
        organization_researched: organization.map(|_| done.organization),
        story_told: done.story,
    }))
}
