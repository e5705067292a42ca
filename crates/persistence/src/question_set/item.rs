//! The questions of sets, kept as rows of their own.

use std::collections::HashMap;

use domain::{
    Id, Stored,
    question::Question,
    question_set::{Items, QuestionSet, SetItem, SetQuestion},
};
use sea_orm::{ActiveValue::NotSet, ColumnTrait, EntityTrait, FromQueryResult, QueryFilter, Set};
use uuid::Uuid;

use crate::{
    Error, Executor,
    column::Cells,
    entity::question_set_item::{ActiveModel, Column, Entity},
    select,
    workspace::{Owner, child_id},
};

/// The questions of sets, those that ship and the owner's own. `$1` is the owner, `$2` the sets.
const ALL: &str = "(SELECT question_set_id AS set_id, position, question_id, bank_question_id, priority \
     FROM question_set_item WHERE owner_id = $1 AND question_set_id = ANY ($2) \
     UNION ALL SELECT bank_set_id, position, NULL, bank_question_id, priority \
     FROM bank_set_question WHERE bank_set_id = ANY ($2)) AS item";

#[derive(FromQueryResult)]
struct Row {
    set_id: Uuid,
    question_id: Option<Uuid>,
    bank_question_id: Option<Uuid>,
    priority: String,
}

/// Completes sets with their questions, by one statement.
pub(super) async fn read(
    db: &impl Executor,
    owner: Owner,
    sets: &mut [Stored<QuestionSet>],
) -> Result<(), Error> {
    let ids: Vec<Uuid> = sets.iter().map(|set| set.id.uuid()).collect();
    let mut kept = find_of(db, owner, ids).await?;
    for set in sets {
        let items = kept.remove(&set.id.uuid()).unwrap_or_default();
        let corrupt = Cells::of("question_set", set.id.uuid()).corrupt("questions");
        set.value.questions = Items::new(items).map_err(|_invalid| corrupt)?;
    }
    Ok(())
}

async fn find_of(
    db: &impl Executor,
    owner: Owner,
    sets: Vec<Uuid>,
) -> Result<HashMap<Uuid, Vec<SetItem>>, Error> {
    let sql = format!(
        "SELECT set_id, question_id, bank_question_id, priority FROM {ALL} ORDER BY set_id, position"
    );
    let values = [owner.uuid().into(), sets.into()];
    let mut of: HashMap<Uuid, Vec<SetItem>> = HashMap::new();
    for row in select::all::<Row>(db, sql, values).await? {
        let cells = Cells::of("question_set", row.set_id);
        let item = SetItem {
            question: cells.origin(row.question_id, row.bank_question_id)?,
            priority: cells.word("priority", &row.priority)?,
        };
        of.entry(row.set_id).or_default().push(item);
    }
    Ok(of)
}

/// Makes the rows say what the set says; rows that say it already stay as they are.
pub(super) async fn keep(
    db: &impl Executor,
    owner: Owner,
    saved: &Stored<QuestionSet>,
) -> Result<(), Error> {
    let items = saved.value.questions.as_slice();
    let set = saved.id.uuid();
    // A set in its first revision was inserted a moment ago.
    if saved.version > 1 {
        let kept = find_of(db, owner, vec![set]).await?;
        if kept.get(&set).map_or(&[][..], Vec::as_slice) == items {
            return Ok(());
        }
        Entity::delete_many()
            .filter(Column::OwnerId.eq(owner.uuid()))
            .filter(Column::QuestionSetId.eq(set))
            .exec(db.raw())
            .await?;
    }
    if items.is_empty() {
        return Ok(());
    }
    let rows = (0_i16..).zip(items).map(|(position, item)| {
        let (question_id, bank_question_id) = item.question.ids();
        ActiveModel {
            owner_id: Set(owner.uuid()),
            id: Set(child_id(set, position)),
            version: NotSet,
            question_set_id: Set(set),
            position: Set(position),
            question_id: Set(question_id),
            bank_question_id: Set(bank_question_id),
            priority: Set(item.priority.to_string()),
        }
    });
    Entity::insert_many(rows)
        .exec_without_returning(db.raw())
        .await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct Words {
    set_id: Uuid,
    question_id: Option<Uuid>,
    bank_question_id: Option<Uuid>,
    priority: String,
    body: String,
    topic: String,
    subject: String,
    minutes: i16,
    copied_from: Option<Uuid>,
    mutual_fit_only: bool,
}

/// The questions of a set with their words, in their order: fifty at most, by one statement.
pub async fn list_questions(
    db: &impl Executor,
    owner: Owner,
    set: Id<QuestionSet>,
) -> Result<Vec<SetQuestion>, Error> {
    let sql = format!(
        "SELECT item.set_id, item.question_id, item.bank_question_id, item.priority, coalesce(q.body, b.body) AS body, \
         coalesce(q.topic, b.topic) AS topic, coalesce(q.subject, b.subject) AS subject, \
         coalesce(q.minutes, b.minutes) AS minutes, q.bank_question_id AS copied_from, \
         coalesce(b.mutual_fit_only, false) AS mutual_fit_only FROM {ALL} \
         LEFT JOIN question q ON q.owner_id = $1 AND q.id = item.question_id \
         LEFT JOIN bank_question b ON b.id = coalesce(item.bank_question_id, q.bank_question_id) ORDER BY item.position"
    );
    let values = [owner.uuid().into(), vec![set.uuid()].into()];
    let rows = select::all::<Words>(db, sql, values).await?;
    rows.into_iter().map(SetQuestion::try_from).collect()
}

impl TryFrom<Words> for SetQuestion {
    type Error = Error;

    fn try_from(row: Words) -> Result<Self, Error> {
        let cells = Cells::of("question_set", row.set_id);
        Ok(Self {
            origin: cells.origin(row.question_id, row.bank_question_id)?,
            question: Question {
                body: cells.text("body", &row.body)?,
                topic: cells.word("topic", &row.topic)?,
                subject: cells.word("subject", &row.subject)?,
                minutes: cells.whole("minutes", row.minutes)?,
                priority: cells.word("priority", &row.priority)?,
                bank_question_id: row.copied_from.map(Id::new),
                // Where it came up is not planned.
                interview_id: None,
            },
            mutual_fit_only: row.mutual_fit_only,
        })
    }
}
