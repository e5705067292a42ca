//! Learnings in the database.

use domain::{
    Id, Stored, Text,
    contact::Contact,
    interview::Interview,
    learning::{Fact, Learning, LearningKind, SalaryRange},
    organization::Organization,
    question::Topic,
    theme::{Amount, Currency, Theme},
    vocabulary::Vocabulary,
};
use sea_orm::{ActiveValue::NotSet, Set};

use crate::{
    Error,
    column::Cells,
    entity::learning::{ActiveModel, Column, Entity, Model},
    workspace::{Filter, Resource},
};

impl Resource for Learning {
    type Entity = Entity;

    fn read(row: Model) -> Result<Stored<Self>, Error> {
        let fact = read_fact(&row)?;
        let Model {
            owner_id: _,
            id,
            version,
            created_at,
            updated_at,
            statement,
            kind: _,
            topic,
            salary_low: _,
            salary_high: _,
            salary_currency: _,
            salary_period: _,
            salary_region: _,
            theme_id,
            organization_id,
            contact_id,
            interview_id,
            interview_question_id,
            said_on,
            new_to_me,
            confidential,
        } = row;
        let cells = Cells::of("learning", id);
        let value = Self {
            statement: cells.text("statement", &statement)?,
            fact,
            topic: cells.word("topic", &topic)?,
            theme_id: theme_id.map(Id::new),
            organization_id: organization_id.map(Id::new),
            contact_id: contact_id.map(Id::new),
            interview_id: interview_id.map(Id::new),
            interview_question_id: interview_question_id.map(Id::new),
            said_on,
            new_to_me,
            confidential,
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
            statement,
            fact,
            topic,
            theme_id,
            organization_id,
            contact_id,
            interview_id,
            interview_question_id,
            said_on,
            new_to_me,
            confidential,
        } = self;
        let salary = fact.salary();
        let region = salary.and_then(|salary| salary.region.as_ref());
        ActiveModel {
            owner_id: NotSet,
            id: NotSet,
            version: NotSet,
            created_at: NotSet,
            updated_at: NotSet,
            statement: Set(statement.to_string()),
            kind: Set(fact.kind().to_string()),
            topic: Set(topic.to_string()),
            salary_low: Set(salary.map(|salary| salary.low().get())),
            salary_high: Set(salary.map(|salary| salary.high().get())),
            salary_currency: Set(salary.map(|salary| salary.currency.to_string())),
            salary_period: Set(salary.map(|salary| salary.period.to_string())),
            salary_region: Set(region.map(Text::to_string)),
            theme_id: Set(theme_id.map(Id::uuid)),
            organization_id: Set(organization_id.map(Id::uuid)),
            contact_id: Set(contact_id.map(Id::uuid)),
            interview_id: Set(interview_id.map(Id::uuid)),
            interview_question_id: Set(interview_question_id.map(Id::uuid)),
            said_on: Set(*said_on),
            new_to_me: Set(*new_to_me),
            confidential: Set(*confidential),
        }
    }
}

fn read_fact(row: &Model) -> Result<Fact, Error> {
    let cells = Cells::of("learning", row.id);
    let fact = Fact::of(cells.word("kind", &row.kind)?, read_salary(cells, row)?);
    fact.map_err(|_misplaced| cells.corrupt("kind"))
}

fn read_salary(cells: Cells, row: &Model) -> Result<Option<SalaryRange>, Error> {
    let corrupt = || cells.corrupt("salary_low");
    let (Some(low), Some(high), Some(currency), Some(period)) = (
        row.salary_low,
        row.salary_high,
        row.salary_currency.as_deref(),
        row.salary_period.as_deref(),
    ) else {
        return Ok(None);
    };
    let amount = |amount| Amount::new(amount).map_err(|_invalid| corrupt());
    let range = SalaryRange::of(
        (amount(low)?, amount(high)?),
        Currency::parse(currency).map_err(|_invalid| corrupt())?,
        cells.word("salary_period", period)?,
        cells.optional_text("salary_region", row.salary_region.as_deref())?,
    );
    range.map(Some).map_err(|_upside_down| corrupt())
}

/// Which learnings a list shows; what is not given narrows nothing.
#[derive(Clone, Debug, Default)]
pub struct Narrowing {
    pub theme_id: Option<Id<Theme>>,
    pub organization_id: Option<Id<Organization>>,
    pub contact_id: Option<Id<Contact>>,
    pub interview_id: Option<Id<Interview>>,
    /// Any of these.
    pub kinds: Vec<LearningKind>,
    /// Any of these.
    pub topics: Vec<Topic>,
    pub new_to_me: Option<bool>,
    pub confidential: Option<bool>,
}

impl From<Narrowing> for Filter {
    fn from(narrowing: Narrowing) -> Self {
        let Narrowing {
            theme_id,
            organization_id,
            contact_id,
            interview_id,
            kinds,
            topics,
            new_to_me,
            confidential,
        } = narrowing;
        Self::default()
            .any_of(Column::ThemeId, theme_id.map(Id::uuid))
            .any_of(Column::OrganizationId, organization_id.map(Id::uuid))
            .any_of(Column::ContactId, contact_id.map(Id::uuid))
            .any_of(Column::InterviewId, interview_id.map(Id::uuid))
            .any_of(Column::Kind, kinds.iter().map(|one| one.as_str()))
            .any_of(Column::Topic, topics.iter().map(|one| one.as_str()))
            .any_of(Column::NewToMe, new_to_me)
            .any_of(Column::Confidential, confidential)
    }
}
