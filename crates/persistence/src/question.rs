//! Questions and the built-in bank in the database.

use chrono::{DateTime, Utc};
use domain::{
    Id, Stored,
    question::{BankQuestion, Priority, Question, Subject, Topic},
    vocabulary::Vocabulary,
};
use sea_orm::{
    ActiveValue::NotSet, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, Set,
};
use uuid::Uuid;

use crate::{
    Error, Executor, SortKey,
    column::Cells,
    entity::{
        bank_question,
        question::{ActiveModel, Column, Entity, Model},
    },
    workspace::{Filter, Resource},
};

impl Resource for Question {
    type Entity = Entity;

    fn read(row: Model) -> Result<Stored<Self>, Error> {
        let Model {
            owner_id: _,
            id,
            version,
            created_at,
            updated_at,
            body,
            topic,
            subject,
            minutes,
            priority,
            bank_question_id,
            interview_id,
        } = row;
        let cells = Cells::of("question", id);
        let value = Self {
            body: cells.text("body", &body)?,
            topic: cells.word("topic", &topic)?,
            subject: cells.word("subject", &subject)?,
            minutes: cells.whole("minutes", minutes)?,
            priority: cells.word("priority", &priority)?,
            bank_question_id: bank_question_id.map(Id::new),
            interview_id: interview_id.map(Id::new),
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
            body,
            topic,
            subject,
            minutes,
            priority,
            bank_question_id,
            interview_id,
        } = self;
        ActiveModel {
            owner_id: NotSet,
            id: NotSet,
            version: NotSet,
            created_at: NotSet,
            updated_at: NotSet,
            body: Set(body.to_string()),
            topic: Set(topic.to_string()),
            subject: Set(subject.to_string()),
            minutes: Set(minutes.get()),
            priority: Set(priority.to_string()),
            bank_question_id: Set(bank_question_id.map(Id::uuid)),
            interview_id: Set(interview_id.map(Id::uuid)),
        }
    }
}

/// Own questions on any of the topics, any of the subjects and of any of the priorities; none given, no condition.
pub fn filter(topics: &[Topic], subjects: &[Subject], priorities: &[Priority]) -> Filter {
    Filter::default()
        .any_of(Column::Topic, words(topics))
        .any_of(Column::Subject, words(subjects))
        .any_of(Column::Priority, words(priorities))
}

/// The questions of the bank on any of the topics and subjects, in the order of their numbers, behind one of them.
///
/// All of them: the bank is as small as a page or a few, and which of its questions suit an interview the domain decides.
pub async fn list_bank(
    db: &impl Executor,
    topics: &[Topic],
    subjects: &[Subject],
    behind: Option<i32>,
) -> Result<Vec<Stored<BankQuestion>>, Error> {
    use bank_question::Column::{Number, Subject as SubjectColumn, Topic as TopicColumn};
    let mut condition = Condition::all().add(Number.gt(behind.unwrap_or_default()));
    if !topics.is_empty() {
        condition = condition.add(TopicColumn.is_in(words(topics)));
    }
    if !subjects.is_empty() {
        condition = condition.add(SubjectColumn.is_in(words(subjects)));
    }
    let select = bank_question::Entity::find().filter(condition);
    let rows = select.order_by_asc(Number).all(db.raw()).await?;
    rows.into_iter().map(read_bank).collect()
}

/// Finds a question of the bank.
pub async fn find_bank_question(
    db: &impl Executor,
    id: Id<BankQuestion>,
) -> Result<Option<Stored<BankQuestion>>, Error> {
    let found = bank_question::Entity::find_by_id(id.uuid());
    found.one(db.raw()).await?.map(read_bank).transpose()
}

/// The key by which the questions of the bank sort.
pub fn bank_sort_key(stored: &Stored<BankQuestion>) -> SortKey {
    SortKey::Number(stored.value.number)
}

fn words<V: Vocabulary>(values: &[V]) -> impl Iterator<Item = &'static str> {
    values.iter().map(|value| value.as_str())
}

fn read_bank(row: bank_question::Model) -> Result<Stored<BankQuestion>, Error> {
    let bank_question::Model {
        id,
        number,
        topic,
        subject,
        body,
        minutes,
        is_sensitive,
        answerable_online,
        near_the_close,
        needs_profile,
        mutual_fit_only,
        needs_research_item,
    } = row;
    let cells = Cells::of("bank_question", id);
    let created_at = made_at(id).ok_or_else(|| cells.corrupt("id"))?;
    Ok(Stored {
        id: Id::new(id),
        // Its words never change: better ones are a question with another number.
        version: 1,
        created_at,
        updated_at: created_at,
        value: BankQuestion {
            number,
            topic: cells.word("topic", &topic)?,
            subject: cells.word("subject", &subject)?,
            body: cells.text("body", &body)?,
            minutes: cells.whole("minutes", minutes)?,
            is_sensitive,
            answerable_online,
            near_the_close,
            needs_profile,
            mutual_fit_only,
            needs_research_item,
        },
    })
}

/// The moment that an id of the bank holds, as every UUIDv7 does: the day of its edition.
fn made_at(id: Uuid) -> Option<DateTime<Utc>> {
    let (seconds, nanos) = id.get_timestamp()?.to_unix();
    DateTime::from_timestamp(seconds.try_into().ok()?, nanos)
}
