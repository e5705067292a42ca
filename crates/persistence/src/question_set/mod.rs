//! Sets of questions in the database: those that ship with the program, the same for every owner, and each owner's own.

mod item;

use chrono::{DateTime, Utc};
use domain::{
    Id, Stored, Text,
    interview::InterviewKind,
    question_set::{Items, QuestionSet, SetOrigin, SetPurpose},
    vocabulary::Vocabulary,
};
use sea_orm::{
    ActiveValue::NotSet,
    EntityTrait, FromQueryResult, QueryFilter, QuerySelect, Set, Value,
    sea_query::{Expr, ExprTrait},
};
use uuid::Uuid;

pub use self::item::list_questions;
use crate::{
    Error, Executor, Listing, SortBy, SortKey, Transaction,
    column::Cells,
    entity::question_set::{ActiveModel, Entity, Model},
    executor::sealed::Sealed,
    select,
    workspace::{Owner, Resource},
};

/// Both kinds as one table. `$1` is the owner.
const ALL: &str = "(SELECT id, 1 AS version, 'system' AS origin, created_at, created_at AS updated_at, name, \
     description, kind, purpose FROM bank_set \
     UNION ALL SELECT id, version, 'own', created_at, updated_at, name, description, kind, purpose \
     FROM question_set WHERE owner_id = $1) AS t";

/// The owner's own alone.
impl Resource for QuestionSet {
    type Entity = Entity;

    fn read(row: Model) -> Result<Stored<Self>, Error> {
        let Model {
            owner_id: _,
            id,
            version,
            created_at,
            updated_at,
            name,
            description,
            kind,
            purpose,
        } = row;
        let origin = SetOrigin::Own.to_string();
        let row = Row {
            id,
            version,
            origin,
            created_at,
            updated_at,
            name,
            description,
            kind,
            purpose,
        };
        row.try_into()
    }

    fn write(&self) -> ActiveModel {
        let Self {
            origin: _,
            name,
            description,
            kind,
            purpose,
            questions: _,
        } = self;
        ActiveModel {
            owner_id: NotSet,
            id: NotSet,
            version: NotSet,
            created_at: NotSet,
            updated_at: NotSet,
            name: Set(name.to_string()),
            description: Set(description.as_ref().map(Text::to_string)),
            kind: Set(kind.map(|kind| kind.to_string())),
            purpose: Set(purpose.map(|purpose| purpose.to_string())),
        }
    }

    async fn read_children(
        db: &impl Executor,
        owner: Owner,
        rows: &mut [Stored<Self>],
    ) -> Result<(), Error> {
        item::read(db, owner, rows).await
    }

    async fn write_children(
        db: &impl Executor,
        owner: Owner,
        saved: &Stored<Self>,
    ) -> Result<(), Error> {
        item::keep(db, owner, saved).await
    }
}

/// Finds a set that the owner may use.
pub async fn find(
    db: &impl Executor,
    owner: Owner,
    id: Id<QuestionSet>,
) -> Result<Option<Stored<QuestionSet>>, Error> {
    let sql = format!("SELECT t.* FROM {ALL} WHERE t.id = $2");
    let values = [owner.uuid().into(), id.uuid().into()];
    let Some(row) = select::one::<Row>(db, sql, values).await? else {
        return Ok(None);
    };
    let mut found = [row.try_into()?];
    item::read(db, owner, &mut found).await?;
    let [found] = found;
    Ok(Some(found))
}

/// Which sets a list shows; what is not given does not narrow it.
#[derive(Clone, Debug, Default)]
pub struct Criteria {
    pub kinds: Vec<InterviewKind>,
    pub purposes: Vec<SetPurpose>,
    pub origin: Option<SetOrigin>,
}

/// The order of [`list`].
pub const ORDER: SortBy = SortBy::CreatedAt;

/// One page of the sets that the owner may use, the oldest first.
pub async fn list(
    db: &impl Executor,
    owner: Owner,
    criteria: &Criteria,
    listing: &Listing,
) -> Result<Vec<Stored<QuestionSet>>, Error> {
    let after = listing.after.as_ref().and_then(|(key, id)| match key {
        SortKey::Instant(instant) => Some((*instant, *id)),
        SortKey::Text(_) | SortKey::Number(_) => None,
    });
    let sql = format!(
        "SELECT t.* FROM {ALL} WHERE (cardinality($2) = 0 OR t.kind = ANY ($2)) \
         AND (cardinality($3) = 0 OR t.purpose = ANY ($3)) AND ($4::text IS NULL OR t.origin = $4) \
         AND ($5::timestamptz IS NULL OR (t.created_at, t.id) > ($5, $6::uuid)) ORDER BY t.created_at, t.id LIMIT $7"
    );
    let values: [Value; 7] = [
        owner.uuid().into(),
        words(&criteria.kinds).into(),
        words(&criteria.purposes).into(),
        criteria.origin.map(|origin| origin.to_string()).into(),
        after.map(|(instant, _)| instant).into(),
        after.map(|(_, id)| id).into(),
        i64::try_from(listing.limit).unwrap_or(i64::MAX).into(),
    ];
    let rows = select::all::<Row>(db, sql, values).await?;
    let sets = rows.into_iter().map(Stored::try_from);
    let mut sets = sets.collect::<Result<Vec<_>, _>>()?;
    if !sets.is_empty() {
        item::read(db, owner, &mut sets).await?;
    }
    Ok(sets)
}

fn words<V: Vocabulary>(values: &[V]) -> Vec<String> {
    let words = values.iter().map(|value| value.as_str().to_owned());
    words.collect()
}

/// How many of their own the owner has.
pub async fn count_own(tx: &Transaction, owner: Owner) -> Result<u64, Error> {
    let counted = Entity::find()
        .select_only()
        .expr(Expr::col("id").count())
        .filter(Expr::col("owner_id").eq(owner.uuid()))
        .into_tuple::<i64>()
        .one(tx.raw())
        .await?;
    Ok(counted.map_or(0, i64::unsigned_abs))
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    version: i32,
    origin: String,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
    name: String,
    description: Option<String>,
    kind: Option<String>,
    purpose: Option<String>,
}

impl TryFrom<Row> for Stored<QuestionSet> {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        let cells = Cells::of("question_set", row.id);
        Ok(Self {
            id: Id::new(row.id),
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
            value: QuestionSet {
                origin: cells.word("origin", &row.origin)?,
                name: cells.text("name", &row.name)?,
                description: cells.optional_text("description", row.description.as_deref())?,
                kind: cells.optional_word("kind", row.kind.as_deref())?,
                purpose: cells.optional_word("purpose", row.purpose.as_deref())?,
                questions: Items::default(),
            },
        })
    }
}
