//! Promises in the database.

use chrono::NaiveDate;
use domain::{
    Id, Stored, Text,
    contact::Contact,
    interview::Interview,
    promise::{Promise, PromiseDirection, PromiseState, State},
    vocabulary::Vocabulary,
};
use sea_orm::{ActiveValue::NotSet, ColumnTrait, Set};

use crate::{
    Error,
    column::Cells,
    entity::promise::{ActiveModel, Column, Entity, Model},
    workspace::{Filter, Resource},
};

impl Resource for Promise {
    type Entity = Entity;

    fn read(row: Model) -> Result<Stored<Self>, Error> {
        let Model {
            owner_id: _,
            id,
            version,
            created_at,
            updated_at,
            contact_id,
            interview_id,
            direction,
            what,
            due_on,
            state,
            settled_at,
            note,
        } = row;
        let cells = Cells::of("promise", id);
        let at = settled_at.ok_or_else(|| cells.corrupt("settled_at"));
        let state = match cells.word("state", &state)? {
            PromiseState::Open => State::Open,
            PromiseState::Kept => State::Kept { at: at? },
            PromiseState::Broken => State::Broken { at: at? },
            PromiseState::Withdrawn => State::Withdrawn { at: at? },
        };
        let value = Self {
            contact_id: Id::new(contact_id),
            interview_id: interview_id.map(Id::new),
            direction: cells.word("direction", &direction)?,
            what: cells.text("what", &what)?,
            due_on,
            note: cells.optional_text("note", note.as_deref())?,
            state,
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
            interview_id,
            direction,
            what,
            due_on,
            note,
            state,
        } = self;
        ActiveModel {
            owner_id: NotSet,
            id: NotSet,
            version: NotSet,
            created_at: NotSet,
            updated_at: NotSet,
            contact_id: Set(contact_id.uuid()),
            interview_id: Set(interview_id.map(Id::uuid)),
            direction: Set(direction.to_string()),
            what: Set(what.to_string()),
            due_on: Set(*due_on),
            state: Set(state.word().to_string()),
            settled_at: Set(state.settled_at()),
            note: Set(note.as_ref().map(Text::to_string)),
        }
    }
}

/// Which promises a list shows; what is not given narrows nothing.
#[derive(Clone, Debug, Default)]
pub struct Narrowing {
    /// Any of these.
    pub directions: Vec<PromiseDirection>,
    /// Any of these.
    pub states: Vec<PromiseState>,
    pub contact_id: Option<Id<Contact>>,
    pub interview_id: Option<Id<Interview>>,
    /// One without a day is not due before any.
    pub due_before: Option<NaiveDate>,
}

impl From<Narrowing> for Filter {
    fn from(narrowing: Narrowing) -> Self {
        let Narrowing {
            directions,
            states,
            contact_id,
            interview_id,
            due_before,
        } = narrowing;
        let filter = Self::default()
            .any_of(Column::Direction, directions.iter().map(|one| one.as_str()))
            .any_of(Column::State, states.iter().map(|one| one.as_str()))
            .any_of(Column::ContactId, contact_id.map(Id::uuid))
            .any_of(Column::InterviewId, interview_id.map(Id::uuid));
        match due_before {
            Some(day) => filter.and(Column::DueOn.lt(day)),
            None => filter,
        }
    }
}
