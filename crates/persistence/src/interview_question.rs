//! The questions of an interview in the database.

use domain::{
    Id, Stored, Text,
    interview::{Answer, Interview, Mark, MarkWord, Origin, PlannedQuestion},
};
use sea_orm::{ActiveValue::NotSet, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Set};

use crate::{
    Error, Executor, SortBy, SortKey, Transaction,
    column::Cells,
    entity::interview_question::{ActiveModel, Column, Entity, Model},
    workspace::{self, Filter, Owner, Resource},
};

impl Resource for PlannedQuestion {
    type Entity = Entity;

    fn read(row: Model) -> Result<Stored<Self>, Error> {
        let mark = read_mark(&row)?;
        let Model {
            owner_id: _,
            id,
            version,
            created_at,
            updated_at,
            interview_id,
            position,
            question_id,
            bank_question_id,
            body,
            topic,
            subject,
            minutes,
            priority,
            state: _,
            marked_at: _,
            answer: _,
        } = row;
        let cells = Cells::of("interview_question", id);
        let own = question_id.map(|id| Origin::Own(Id::new(id)));
        let bank = bank_question_id.map(|id| Origin::Bank(Id::new(id)));
        let value = Self {
            interview_id: Id::new(interview_id),
            position: cells.whole("position", position)?,
            origin: own.or(bank),
            body: cells.text("body", &body)?,
            topic: cells.word("topic", &topic)?,
            subject: cells.word("subject", &subject)?,
            minutes: cells.whole("minutes", minutes)?,
            priority: cells.word("priority", &priority)?,
            mark,
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
            interview_id,
            position,
            origin,
            body,
            topic,
            subject,
            minutes,
            priority,
            mark,
        } = self;
        let (own, bank) = match origin {
            None => (None, None),
            Some(Origin::Own(id)) => (Some(id.uuid()), None),
            Some(Origin::Bank(id)) => (None, Some(id.uuid())),
        };
        ActiveModel {
            owner_id: NotSet,
            id: NotSet,
            version: NotSet,
            created_at: NotSet,
            updated_at: NotSet,
            interview_id: Set(interview_id.uuid()),
            position: Set(position.get()),
            question_id: Set(own),
            bank_question_id: Set(bank),
            body: Set(body.to_string()),
            topic: Set(topic.to_string()),
            subject: Set(subject.to_string()),
            minutes: Set(minutes.get()),
            priority: Set(priority.to_string()),
            state: Set(mark.word().to_string()),
            marked_at: Set(mark.at()),
            answer: Set(mark.answer().map(Text::to_string)),
        }
    }

    fn sort_key(stored: &Stored<Self>, by: SortBy) -> SortKey {
        match by {
            SortBy::Position => SortKey::Number(stored.value.position.get().into()),
            SortBy::UpdatedAt => SortKey::Instant(stored.updated_at),
            _ => SortKey::Instant(stored.created_at),
        }
    }
}

fn read_mark(row: &Model) -> Result<Mark, Error> {
    let cells = Cells::of("interview_question", row.id);
    let at = || row.marked_at.ok_or_else(|| cells.corrupt("marked_at"));
    let answer = || -> Result<Option<Answer>, Error> {
        cells.optional_text("answer", row.answer.as_deref())
    };
    Ok(match cells.word("state", &row.state)? {
        MarkWord::Planned => Mark::Planned,
        MarkWord::Asked => Mark::Asked {
            at: at()?,
            answer: answer()?,
        },
        MarkWord::AnsweredUnprompted => Mark::AnsweredUnprompted {
            at: at()?,
            answer: answer()?,
        },
        MarkWord::AlreadyKnown => Mark::AlreadyKnown { at: at()? },
        MarkWord::Skipped => Mark::Skipped { at: at()? },
        MarkWord::Deferred => Mark::Deferred { at: at()? },
    })
}

/// The questions of one interview.
pub fn filter(interview: Id<Interview>) -> Filter {
    Filter::default().and(Column::InterviewId.eq(interview.uuid()))
}

/// Finds one question of an interview.
pub async fn find(
    db: &impl Executor,
    owner: Owner,
    interview: Id<Interview>,
    id: Id<PlannedQuestion>,
) -> Result<Option<Stored<PlannedQuestion>>, Error> {
    let found = workspace::find(db, owner, id).await?;
    Ok(found.filter(|found| found.value.interview_id == interview))
}

/// Finds one question of an interview and locks its row until the transaction ends.
pub async fn find_for_update(
    tx: &Transaction,
    owner: Owner,
    interview: Id<Interview>,
    id: Id<PlannedQuestion>,
) -> Result<Option<Stored<PlannedQuestion>>, Error> {
    let found = workspace::find_for_update(tx, owner, id).await?;
    Ok(found.filter(|found| found.value.interview_id == interview))
}

/// All questions of an interview, a hundred at most, in their order.
pub async fn list(
    db: &impl Executor,
    owner: Owner,
    interview: Id<Interview>,
) -> Result<Vec<Stored<PlannedQuestion>>, Error> {
    let rows = Entity::find()
        .filter(Column::OwnerId.eq(owner.uuid()))
        .filter(Column::InterviewId.eq(interview.uuid()))
        .order_by_asc(Column::Position)
        .all(db.raw())
        .await?;
    rows.into_iter().map(PlannedQuestion::read).collect()
}
