//! Questions and the built-in bank in the database.

use chrono::{DateTime, Utc};
use domain::{
    Id, Stored,
    interview::Origin,
    question::{BankQuestion, Priority, Question, Subject, Topic, Usage, Wording},
    vocabulary::Vocabulary,
};
use sea_orm::{
    ActiveValue::NotSet,
    ColumnTrait, Condition, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, Set,
    sea_query::{Expr, SimpleExpr},
};
use uuid::Uuid;

use crate::{
    Error, Executor, SortKey,
    column::Cells,
    entity::{
        bank_question,
        question::{ActiveModel, Column, Entity, Model},
    },
    select,
    workspace::{Filter, Owner, Resource},
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

/// Which questions a list shows; what is not given does not narrow it.
#[derive(Clone, Debug, Default)]
pub struct Criteria {
    pub topics: Vec<Topic>,
    pub subjects: Vec<Subject>,
    /// What the question says: all of these words, in any letter case and order.
    pub words: Option<Wording>,
}

/// Own questions that meet the criteria and have one of the priorities; none given, any.
pub fn filter(criteria: &Criteria, priorities: &[Priority]) -> Filter {
    let filter = Filter::default()
        .any_of(Column::Topic, words(&criteria.topics))
        .any_of(Column::Subject, words(&criteria.subjects))
        .any_of(Column::Priority, words(priorities));
    let each = criteria.words.iter().flat_map(said);
    each.fold(filter, Filter::and)
}

/// The questions of the bank that meet the criteria, in the order of their numbers, behind one of them.
///
/// All of them: the bank is as small as a page or a few, and which of its questions suit an interview the domain decides.
pub async fn list_bank(
    db: &impl Executor,
    criteria: &Criteria,
    behind: Option<i32>,
) -> Result<Vec<Stored<BankQuestion>>, Error> {
    use bank_question::Column::{Number, Subject as SubjectColumn, Topic as TopicColumn};
    let Criteria {
        topics,
        subjects,
        words: wording,
    } = criteria;
    let mut condition = Condition::all().add(Number.gt(behind.unwrap_or_default()));
    if !topics.is_empty() {
        condition = condition.add(TopicColumn.is_in(words(topics)));
    }
    if !subjects.is_empty() {
        condition = condition.add(SubjectColumn.is_in(words(subjects)));
    }
    for said in wording.iter().flat_map(said) {
        condition = condition.add(said);
    }
    let select = bank_question::Entity::find().filter(condition);
    let rows = select.order_by_asc(Number).all(db.raw()).await?;
    rows.into_iter().map(read_bank).collect()
}

/// One condition for each word; a person's questions and the bank are small enough to be looked through.
fn said(wording: &Wording) -> impl Iterator<Item = SimpleExpr> {
    wording
        .as_str()
        .split_whitespace()
        .map(|word| Expr::cust_with_values("strpos(lower(body), lower($1)) > 0", [word.to_owned()]))
}

/// Finds a question of the bank.
pub async fn find_bank_question(
    db: &impl Executor,
    id: Id<BankQuestion>,
) -> Result<Option<Stored<BankQuestion>>, Error> {
    let found = bank_question::Entity::find_by_id(id.uuid());
    found.one(db.raw()).await?.map(read_bank).transpose()
}

#[derive(FromQueryResult)]
struct Counts {
    planned: i64,
    asked: i64,
    answered: i64,
    already_known: i64,
    deferred: i64,
    skipped: i64,
    last_asked_at: Option<DateTime<Utc>>,
}

/// How often a question was of use to its owner, or one of the bank to this one.
pub async fn find_usage(
    db: &impl Executor,
    owner: Owner,
    question: Origin,
) -> Result<Usage, Error> {
    let (column, id) = match question {
        Origin::Own(id) => ("question_id", id.uuid()),
        Origin::Bank(id) => ("bank_question_id", id.uuid()),
    };
    let sql = format!(
        "SELECT count(*) AS planned, count(*) FILTER (WHERE q.state = 'asked') AS asked, \
         count(*) FILTER (WHERE q.state = 'answered_unprompted' OR q.answer IS NOT NULL) AS answered, \
         count(*) FILTER (WHERE q.state = 'already_known') AS already_known, \
         count(*) FILTER (WHERE q.state = 'deferred') AS deferred, \
         count(*) FILTER (WHERE i.state = 'completed' AND q.state IN ('planned', 'skipped')) AS skipped, \
         max(q.marked_at) FILTER (WHERE q.state = 'asked') AS last_asked_at \
         FROM interview_question q JOIN interview i ON i.owner_id = $1 AND i.id = q.interview_id \
         WHERE q.owner_id = $1 AND q.{column} = $2"
    );
    let values = [owner.uuid().into(), id.into()];
    let counted = select::one::<Counts>(db, sql, values).await?;
    let count = |count: i64| u32::try_from(count).unwrap_or(u32::MAX);
    Ok(counted.map_or_else(Usage::default, |counts| Usage {
        planned: count(counts.planned),
        asked: count(counts.asked),
        answered: count(counts.answered),
        already_known: count(counts.already_known),
        deferred: count(counts.deferred),
        skipped: count(counts.skipped),
        last_asked_at: counts.last_asked_at,
    }))
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
        tiara,
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
            tiara: cells.optional_word("tiara", tiara.as_deref())?,
        },
    })
}

/// The moment that an id of the bank holds, as every UUIDv7 does: the day of its edition.
fn made_at(id: Uuid) -> Option<DateTime<Utc>> {
    let (seconds, nanos) = id.get_timestamp()?.to_unix();
    DateTime::from_timestamp(seconds.try_into().ok()?, nanos)
}
