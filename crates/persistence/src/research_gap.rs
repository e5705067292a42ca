//! Research gaps in the database.

use domain::{
    Id, Stored, Text,
    contact::Contact,
    organization::Organization,
    question::{Subject, Topic},
    research_gap::{Concerns, GapState, GapStatus, ResearchGap},
    theme::Theme,
    vocabulary::Vocabulary,
};
use sea_orm::{ActiveValue::NotSet, Set};

use crate::{
    Error,
    column::Cells,
    entity::research_gap::{ActiveModel, Column, Entity, Model},
    workspace::{Filter, Resource},
};

impl Resource for ResearchGap {
    type Entity = Entity;

    fn read(row: Model) -> Result<Stored<Self>, Error> {
        let Model {
            owner_id: _,
            id,
            version,
            created_at,
            updated_at,
            organization_id,
            contact_id,
            theme_id,
            statement,
            topic,
            subject,
            answerable_online,
            state,
            answer,
            research_item_id,
            question_id,
        } = row;
        let cells = Cells::of("research_gap", id);
        let status: GapStatus = cells.word("state", &state)?;
        let answer = cells.optional_text("answer", answer.as_deref())?;
        let state = GapState::of(status, answer, research_item_id.map(Id::new));
        let concerns = Concerns::of(
            organization_id.map(Id::new),
            contact_id.map(Id::new),
            theme_id.map(Id::new),
        );
        let value = Self {
            concerns: concerns.map_err(|_nothing| cells.corrupt("theme_id"))?,
            statement: cells.text("statement", &statement)?,
            topic: cells.word("topic", &topic)?,
            subject: cells.word("subject", &subject)?,
            answerable_online,
            state: state.map_err(|_invalid| cells.corrupt("answer"))?,
            question_id: question_id.map(Id::new),
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
            concerns,
            statement,
            topic,
            subject,
            answerable_online,
            state,
            question_id,
        } = self;
        ActiveModel {
            owner_id: NotSet,
            id: NotSet,
            version: NotSet,
            created_at: NotSet,
            updated_at: NotSet,
            organization_id: Set(concerns.organization_id().map(Id::uuid)),
            contact_id: Set(concerns.contact_id().map(Id::uuid)),
            theme_id: Set(concerns.theme_id().map(Id::uuid)),
            statement: Set(statement.to_string()),
            topic: Set(topic.to_string()),
            subject: Set(subject.to_string()),
            answerable_online: Set(*answerable_online),
            state: Set(state.status().to_string()),
            answer: Set(state.answer().map(Text::to_string)),
            research_item_id: Set(state.found_in().map(Id::uuid)),
            question_id: Set(question_id.map(Id::uuid)),
        }
    }
}

/// What a list of gaps can be narrowed to; what is not given narrows nothing.
#[derive(Clone, Debug, Default)]
pub struct Narrowing {
    pub organization_id: Option<Id<Organization>>,
    pub contact_id: Option<Id<Contact>>,
    pub theme_id: Option<Id<Theme>>,
    /// Any of these.
    pub states: Vec<GapStatus>,
    /// Any of these.
    pub topics: Vec<Topic>,
    /// Any of these.
    pub subjects: Vec<Subject>,
    pub answerable_online: Option<bool>,
}

impl From<Narrowing> for Filter {
    fn from(narrowing: Narrowing) -> Self {
        let Narrowing {
            organization_id,
            contact_id,
            theme_id,
            states,
            topics,
            subjects,
            answerable_online,
        } = narrowing;
        Self::default()
            .any_of(Column::OrganizationId, organization_id.map(Id::uuid))
            .any_of(Column::ContactId, contact_id.map(Id::uuid))
            .any_of(Column::ThemeId, theme_id.map(Id::uuid))
            .any_of(Column::State, states.iter().map(|one| one.as_str()))
            .any_of(Column::Topic, topics.iter().map(|one| one.as_str()))
            .any_of(Column::Subject, subjects.iter().map(|one| one.as_str()))
            .any_of(Column::AnswerableOnline, answerable_online)
    }
}
