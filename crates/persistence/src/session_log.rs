//! The logs of conversations in the database, and the marks that follow from them.

use chrono::{DateTime, Utc};
use domain::{
    Id, Stored, Text,
    interview::{
        Answer, Happening, Interview, Mark, PlannedQuestion, SessionEvent, SessionEventKind, Told,
    },
    vocabulary::Vocabulary,
    whole::Whole,
};
use sea_orm::{
    ActiveValue::NotSet, ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, Set,
    Statement,
};
use serde_json::{Value, json};

use crate::{
    Error, Executor, Transaction,
    child::Child,
    column::Cells,
    entity::session_event::{ActiveModel, Column, Entity, Model},
    executor::sealed::Sealed,
    workspace::{Owner, Resource},
};

impl Resource for SessionEvent {
    type Entity = Entity;

    fn read(row: Model) -> Result<Stored<Self>, Error> {
        let happening = read_happening(&row)?;
        let Model {
            owner_id: _,
            id,
            version,
            created_at,
            updated_at,
            interview_id,
            kind: _,
            interview_question_id: _,
            text: _,
            minutes: _,
            happened_at,
        } = row;
        Ok(Stored {
            id: Id::new(id),
            version,
            created_at,
            updated_at,
            value: Self {
                interview_id: Id::new(interview_id),
                happened_at,
                happening,
            },
        })
    }

    fn write(&self) -> ActiveModel {
        ActiveModel {
            owner_id: NotSet,
            id: NotSet,
            version: NotSet,
            created_at: NotSet,
            updated_at: NotSet,
            interview_id: Set(self.interview_id.uuid()),
            kind: Set(self.kind().to_string()),
            interview_question_id: Set(self.question().map(Id::uuid)),
            text: Set(self.text().map(Text::to_string)),
            minutes: Set(self.minutes().map(Whole::get)),
            happened_at: Set(self.happened_at),
        }
    }
}

fn read_happening(row: &Model) -> Result<Happening, Error> {
    let cells = Cells::of("session_event", row.id);
    let text =
        || -> Result<Option<Answer>, Error> { cells.optional_text("text", row.text.as_deref()) };
    let told = match cells.word("kind", &row.kind)? {
        SessionEventKind::Asked => Told::Asked { answer: text()? },
        SessionEventKind::Answered => Told::Answered { answer: text()? },
        SessionEventKind::AnsweredUnprompted => Told::AnsweredUnprompted { answer: text()? },
        SessionEventKind::AlreadyKnown => Told::AlreadyKnown,
        SessionEventKind::Skipped => Told::Skipped,
        SessionEventKind::Deferred => Told::Deferred,
        SessionEventKind::TakenBack => Told::TakenBack,
        SessionEventKind::ExtensionOffered => {
            let minutes = row.minutes.ok_or_else(|| cells.corrupt("minutes"))?;
            let minutes = cells.whole("minutes", minutes)?;
            return Ok(Happening::ExtensionOffered { minutes });
        }
        SessionEventKind::TimeAnnounced => return Ok(Happening::TimeAnnounced),
        SessionEventKind::Note => {
            let text = text()?.ok_or_else(|| cells.corrupt("text"))?;
            return Ok(Happening::Note { text });
        }
    };
    let id = row.interview_question_id;
    let id = id.ok_or_else(|| cells.corrupt("interview_question_id"))?;
    Ok(Happening::Question {
        id: Id::new(id),
        told,
    })
}

impl Child for SessionEvent {
    type Parent = Interview;

    const PARENT: &'static str = "interview_id";

    fn parent(&self) -> Id<Interview> {
        self.interview_id
    }
}

/// The whole log of an interview, in no order; its length is bounded where it is written.
pub async fn list(
    db: &impl Executor,
    owner: Owner,
    interview: Id<Interview>,
) -> Result<Vec<Stored<SessionEvent>>, Error> {
    let rows = Entity::find()
        .filter(Column::OwnerId.eq(owner.uuid()))
        .filter(Column::InterviewId.eq(interview.uuid()))
        .all(db.raw())
        .await?;
    rows.into_iter().map(SessionEvent::read).collect()
}

/// Makes questions that this transaction holds off other writers of say what became of them, by one statement.
pub async fn mark_questions(
    tx: &Transaction,
    owner: Owner,
    marks: &[(Id<PlannedQuestion>, Mark)],
    now: DateTime<Utc>,
) -> Result<(), Error> {
    if marks.is_empty() {
        return Ok(());
    }
    let told = marks.iter().map(|(id, mark)| {
        let (marked_at, answer) = (mark.at(), mark.answer().map(Text::as_str));
        json!({"id": id.uuid(), "state": mark.word().as_str(), "marked_at": marked_at, "answer": answer})
    });
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "UPDATE interview_question AS question SET state = told.state, marked_at = told.marked_at, answer = told.answer, \
         updated_at = $2 FROM jsonb_to_recordset($3) AS told (id uuid, state text, marked_at timestamptz, answer text) \
         WHERE owner_id = $1 AND question.id = told.id",
        [
            owner.uuid().into(),
            now.into(),
            Value::Array(told.collect()).into(),
        ],
    );
    tx.raw().execute_raw(statement).await?;
    Ok(())
}
