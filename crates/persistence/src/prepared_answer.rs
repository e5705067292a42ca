//! Answers prepared to what they may ask in return, in the database.

use chrono::{DateTime, Utc};
use domain::{
    Id, Stored,
    interview::InterviewKind,
    prepared_answer::{PreparedAnswer, ReverseQuestion},
    question::{BankQuestion, Question},
    theme::Theme,
};
use sea_orm::{ActiveValue::NotSet, FromQueryResult, Set};
use uuid::Uuid;

use crate::{
    Error, Executor,
    column::Cells,
    entity::prepared_answer::{ActiveModel, Column, Entity, Model},
    select,
    workspace::{Filter, Owner, Resource},
};

impl Resource for PreparedAnswer {
    type Entity = Entity;

    fn read(row: Model) -> Result<Stored<Self>, Error> {
        let Model {
            owner_id: _,
            id,
            version,
            created_at,
            updated_at,
            question_id,
            bank_question_id,
            theme_id,
            answer,
            by_heart,
        } = row;
        let cells = Cells::of("prepared_answer", id);
        let value = Self {
            question: cells.origin(question_id, bank_question_id)?,
            theme_id: theme_id.map(Id::new),
            answer: cells.text("answer", &answer)?,
            by_heart,
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
            question,
            theme_id,
            answer,
            by_heart,
        } = self;
        let (question_id, bank_question_id) = question.ids();
        ActiveModel {
            owner_id: NotSet,
            id: NotSet,
            version: NotSet,
            created_at: NotSet,
            updated_at: NotSet,
            question_id: Set(question_id),
            bank_question_id: Set(bank_question_id),
            theme_id: Set(theme_id.map(Id::uuid)),
            answer: Set(answer.to_string()),
            by_heart: Set(*by_heart),
        }
    }
}

/// Which answers a list shows; what is not given narrows nothing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Narrowing {
    pub theme_id: Option<Id<Theme>>,
    pub question_id: Option<Id<Question>>,
    pub bank_question_id: Option<Id<BankQuestion>>,
    pub by_heart: Option<bool>,
}

impl From<Narrowing> for Filter {
    fn from(
        Narrowing {
            theme_id,
            question_id,
            bank_question_id,
            by_heart,
        }: Narrowing,
    ) -> Self {
        Self::default()
            .any_of(Column::ThemeId, theme_id.map(Id::uuid))
            .any_of(Column::QuestionId, question_id.map(Id::uuid))
            .any_of(Column::BankQuestionId, bank_question_id.map(Id::uuid))
            .any_of(Column::ByHeart, by_heart)
    }
}

/// The set to go by is the person's own of that purpose before the one that ships, and one for the kind of interview before
/// one for any; of several, the last made. An answer to the question of the bank is one to its copy, too. `$1` is the owner,
/// `$2` the kind, `$3` the theme.
const REVERSE: &str = "WITH chosen AS (SELECT id FROM (\
    SELECT id, kind, created_at, true AS is_own FROM question_set AS s WHERE owner_id = $1 AND purpose = 'reverse' \
    AND EXISTS (SELECT FROM question_set_item WHERE owner_id = $1 AND question_set_id = s.id) \
    UNION ALL SELECT id, kind, created_at, false FROM bank_set WHERE purpose = 'reverse') AS s \
    WHERE kind IS NULL OR kind = $2 ORDER BY is_own DESC, kind NULLS LAST, created_at DESC, id DESC LIMIT 1), \
    item AS (SELECT position, question_id, bank_question_id, priority FROM question_set_item \
    WHERE owner_id = $1 AND question_set_id = (SELECT id FROM chosen) \
    UNION ALL SELECT position, NULL, bank_question_id, priority FROM bank_set_question \
    WHERE bank_set_id = (SELECT id FROM chosen)) \
    SELECT item.question_id, item.bank_question_id, item.priority, coalesce(q.body, b.body) AS body, a.id AS answer_id, \
    a.version, a.created_at, a.updated_at, a.question_id AS answered_id, a.bank_question_id AS answered_bank_id, \
    a.theme_id, a.answer, a.by_heart FROM item \
    LEFT JOIN question q ON q.owner_id = $1 AND q.id = item.question_id \
    LEFT JOIN bank_question b ON b.id = item.bank_question_id \
    LEFT JOIN LATERAL (SELECT * FROM prepared_answer AS p WHERE p.owner_id = $1 AND (p.question_id = item.question_id \
    OR p.bank_question_id = coalesce(item.bank_question_id, q.bank_question_id)) \
    AND (p.theme_id IS NULL OR p.theme_id = $3) ORDER BY p.theme_id NULLS LAST, p.question_id NULLS LAST LIMIT 1) AS a \
    ON true WHERE coalesce(q.topic, b.topic) = 'asked_of_you' ORDER BY item.position";

#[derive(FromQueryResult)]
struct Row {
    question_id: Option<Uuid>,
    bank_question_id: Option<Uuid>,
    priority: String,
    body: String,
    answer_id: Option<Uuid>,
    version: Option<i32>,
    created_at: Option<DateTime<Utc>>,
    updated_at: Option<DateTime<Utc>>,
    answered_id: Option<Uuid>,
    answered_bank_id: Option<Uuid>,
    theme_id: Option<Uuid>,
    answer: Option<String>,
    by_heart: Option<bool>,
}

/// What they may ask in an interview of this kind about this theme, with what the person would say: fifty at most, by one
/// statement.
pub async fn list_reverse(
    db: &impl Executor,
    owner: Owner,
    kind: InterviewKind,
    theme: Option<Id<Theme>>,
) -> Result<Vec<ReverseQuestion>, Error> {
    let values = [
        owner.uuid().into(),
        kind.to_string().into(),
        theme.map(Id::uuid).into(),
    ];
    let rows = select::all::<Row>(db, REVERSE, values).await?;
    rows.into_iter().map(ReverseQuestion::try_from).collect()
}

impl TryFrom<Row> for ReverseQuestion {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        let id = row.question_id.or(row.bank_question_id);
        let cells = Cells::of("question", id.unwrap_or_default());
        Ok(Self {
            question: cells.origin(row.question_id, row.bank_question_id)?,
            body: cells.text("body", &row.body)?,
            priority: cells.word("priority", &row.priority)?,
            answer: row.answer()?,
        })
    }
}

impl Row {
    /// The answer beside the question, if there is one.
    fn answer(self) -> Result<Option<Stored<PreparedAnswer>>, Error> {
        let (
            Some(id),
            Some(version),
            Some(created_at),
            Some(updated_at),
            Some(answer),
            Some(by_heart),
        ) = (
            self.answer_id,
            self.version,
            self.created_at,
            self.updated_at,
            self.answer,
            self.by_heart,
        )
        else {
            return Ok(None);
        };
        let cells = Cells::of("prepared_answer", id);
        Ok(Some(Stored {
            id: Id::new(id),
            version,
            created_at,
            updated_at,
            value: PreparedAnswer {
                question: cells.origin(self.answered_id, self.answered_bank_id)?,
                theme_id: self.theme_id.map(Id::new),
                answer: cells.text("answer", &answer)?,
                by_heart,
            },
        }))
    }
}
