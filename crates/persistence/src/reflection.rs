//! Self-reflection in the database: the shared questions, and a person's answers under the same ids.

use domain::{
    Id, Stored,
    reflection::{ReflectionAnswer, ReflectionQuestion, ReflectionSection},
    vocabulary::Vocabulary,
};
use sea_orm::{
    ActiveValue::NotSet, ColumnTrait, EntityTrait, QueryFilter, Set, sea_query::Condition,
};

use crate::{
    Error, Executor, Listing, SortBy, SortKey,
    column::Cells,
    entity::{
        reflection_answer::{ActiveModel, Entity, Model},
        reflection_question as question,
    },
    workspace::Resource,
};

impl Resource for ReflectionAnswer {
    type Entity = Entity;

    fn read(row: Model) -> Result<Stored<Self>, Error> {
        let Model {
            owner_id: _,
            id,
            version,
            created_at,
            updated_at,
            answer,
        } = row;
        let answer = Cells::of("reflection_answer", id).text("answer", &answer)?;
        Ok(Stored {
            id: Id::new(id),
            version,
            created_at,
            updated_at,
            value: Self { answer },
        })
    }

    fn write(&self) -> ActiveModel {
        let Self { answer } = self;
        ActiveModel {
            owner_id: NotSet,
            id: NotSet,
            version: NotSet,
            created_at: NotSet,
            updated_at: NotSet,
            answer: Set(answer.to_string()),
        }
    }
}

/// The order of [`list_questions`].
pub const ORDER: SortBy = SortBy::Position;

/// The key by which a question sorts in [`ORDER`].
pub fn sort_key(stored: &Stored<ReflectionQuestion>) -> SortKey {
    SortKey::Number(stored.value.position)
}

/// One page of the questions in any of the sections; none given, of all.
pub async fn list_questions(
    db: &impl Executor,
    sections: &[ReflectionSection],
    listing: Listing,
) -> Result<Vec<Stored<ReflectionQuestion>>, Error> {
    let mut wanted = Condition::all();
    if !sections.is_empty() {
        let sections = sections.iter().map(|section| section.as_str());
        wanted = wanted.add(question::Column::Section.is_in(sections));
    }
    let select = question::Entity::find().filter(wanted);
    let rows = listing.apply(select).all(db.raw()).await?;
    rows.into_iter().map(read_question).collect()
}

/// Finds a question.
pub async fn find_question(
    db: &impl Executor,
    id: Id<ReflectionQuestion>,
) -> Result<Option<Stored<ReflectionQuestion>>, Error> {
    let found = question::Entity::find_by_id(id.uuid());
    found.one(db.raw()).await?.map(read_question).transpose()
}

fn read_question(row: question::Model) -> Result<Stored<ReflectionQuestion>, Error> {
    let question::Model {
        id,
        position,
        section,
        created_at,
        body,
        help,
        example,
    } = row;
    let cells = Cells::of("reflection_question", id);
    Ok(Stored {
        id: Id::new(id),
        // Its words never change: better ones are a question with another position.
        version: 1,
        created_at,
        updated_at: created_at,
        value: ReflectionQuestion {
            position,
            section: cells.word("section", &section)?,
            body: cells.text("body", &body)?,
            help: cells.text("help", &help)?,
            example: cells.optional_text("example", example.as_deref())?,
        },
    })
}
