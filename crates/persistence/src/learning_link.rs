//! Links between learnings in the database, and whom they add up to.

use std::collections::HashMap;

use domain::{
    Id, Stored,
    learning::{Corroboration, Learning, LearningLink},
};
use sea_orm::{ActiveValue::NotSet, ColumnTrait, Condition, FromQueryResult, Set};
use uuid::Uuid;

use crate::{
    Error, Executor,
    column::Cells,
    entity::learning_link::{ActiveModel, Column, Entity, Model},
    select,
    workspace::{Filter, Owner, Resource},
};

impl Resource for LearningLink {
    type Entity = Entity;

    fn read(row: Model) -> Result<Stored<Self>, Error> {
        let Model {
            owner_id: _,
            id,
            version,
            created_at,
            updated_at,
            one_id,
            other_id,
            relation,
        } = row;
        let cells = Cells::of("learning_link", id);
        let relation = cells.word("relation", &relation)?;
        let link = Self::of(Id::new(one_id), Id::new(other_id), relation);
        Ok(Stored {
            id: Id::new(id),
            version,
            created_at,
            updated_at,
            value: link.map_err(|_same| cells.corrupt("other_id"))?,
        })
    }

    fn write(&self) -> ActiveModel {
        let (one, other) = self.pair();
        ActiveModel {
            owner_id: NotSet,
            id: NotSet,
            version: NotSet,
            created_at: NotSet,
            updated_at: NotSet,
            one_id: Set(one.uuid()),
            other_id: Set(other.uuid()),
            relation: Set(self.relation.to_string()),
        }
    }
}

/// Links of one learning; of all, when it is not given.
pub fn filter(learning: Option<Id<Learning>>) -> Filter {
    let Some(learning) = learning else {
        return Filter::default();
    };
    let either = Condition::any()
        .add(Column::OneId.eq(learning.uuid()))
        .add(Column::OtherId.eq(learning.uuid()));
    Filter::default().and(either)
}

#[derive(Debug, FromQueryResult)]
struct Row {
    id: Uuid,
    supported_by: i64,
    contradicted_by: i64,
}

/// The people behind the links of each learning that has any. Whoever said the learning itself does not count.
const PEOPLE: &str = "
SELECT learning.id, count(DISTINCT other.contact_id) FILTER (WHERE relation = 'supports') AS supported_by,
    count(DISTINCT other.contact_id) FILTER (WHERE relation = 'contradicts') AS contradicted_by
FROM learning
CROSS JOIN LATERAL (
    SELECT other_id AS far, relation FROM learning_link WHERE owner_id = $1 AND one_id = learning.id
    UNION ALL SELECT one_id, relation FROM learning_link WHERE owner_id = $1 AND other_id = learning.id) AS link
JOIN learning AS other ON other.owner_id = $1 AND other.id = far
WHERE learning.owner_id = $1 AND learning.id = ANY ($2) AND other.contact_id IS DISTINCT FROM learning.contact_id
GROUP BY learning.id";

/// How far learnings are corroborated, by their ids; one that is not among them has nobody else behind it.
pub async fn find_corroboration(
    db: &impl Executor,
    owner: Owner,
    learnings: Vec<Uuid>,
) -> Result<HashMap<Uuid, Corroboration>, Error> {
    if learnings.is_empty() {
        return Ok(HashMap::new());
    }
    let values = [owner.uuid().into(), learnings.into()];
    let rows = select::all::<Row>(db, PEOPLE, values).await?;
    let people = |count| u32::try_from(count).unwrap_or(u32::MAX);
    let corroborated = rows.into_iter().map(|row| {
        let corroboration = Corroboration {
            supported_by: people(row.supported_by),
            contradicted_by: people(row.contradicted_by),
        };
        (row.id, corroboration)
    });
    Ok(corroborated.collect())
}
