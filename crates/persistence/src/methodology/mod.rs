//! Methodologies in the database: those that ship with the program, the same for every owner, and each owner's own.

mod cell;

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::{
    Id, Stored,
    methodology::{Methodology, Origin, Policy, ProfileKey, Rule},
    outreach::Outreach,
};
use sea_orm::{
    ConnectionTrait, DbBackend, EntityTrait, FromQueryResult, JsonValue, Set, Statement, Value,
};
use serde::Deserialize;
use uuid::Uuid;

use crate::{
    Error, Executor, Listing, SortBy, SortKey, Transaction,
    column::Cells,
    entity::own_methodology::{ActiveModel, Entity},
    executor::sealed::Sealed,
    select,
    workspace::Owner,
};

/// Both kinds as one table. `$1` is the owner.
const ALL: &str = "(SELECT id, 'built_in' AS origin, NULL::uuid AS based_on, key, version, name, summary, is_default, \
     rules, created_at FROM methodology \
     UNION ALL SELECT id, 'own', built_in_id, key, number, name, summary, false, rules, created_at FROM own_methodology \
     WHERE owner_id = $1) AS m";

/// Which versions a list shows; what is not given does not narrow it.
#[derive(Clone, Debug, Default)]
pub struct Criteria {
    pub origin: Option<Origin>,
    pub key: Option<ProfileKey>,
    /// Only the last version of each profile.
    pub latest: bool,
}

/// Finds a version that the owner may follow.
pub async fn find(
    db: &impl Executor,
    owner: Owner,
    id: Id<Methodology>,
) -> Result<Option<Stored<Methodology>>, Error> {
    one(db, "m.id = $2", [owner.uuid().into(), id.uuid().into()]).await
}

/// Finds several versions of the owner's own, in no order.
pub async fn find_own(
    db: &impl Executor,
    owner: Owner,
    ids: Vec<Uuid>,
) -> Result<Vec<Stored<Methodology>>, Error> {
    let sql = format!("SELECT m.* FROM {ALL} WHERE m.origin = 'own' AND m.id = ANY ($2)");
    let rows = select::all::<Row>(db, sql, [owner.uuid().into(), ids.into()]).await?;
    rows.into_iter().map(Stored::try_from).collect()
}

/// Finds what the owner's new outreaches follow unless told otherwise: their own choice, or the service's.
pub async fn find_chosen(
    db: &impl Executor,
    owner: Owner,
) -> Result<Option<Stored<Methodology>>, Error> {
    let chosen = "m.id = coalesce((SELECT coalesce(own_methodology_id, methodology_id) FROM profile \
                  WHERE owner_id = $1 AND id = $1), (SELECT id FROM methodology WHERE is_default))";
    one(db, chosen, [owner.uuid().into()]).await
}

/// Finds what an outreach follows.
pub async fn find_of_outreach(
    db: &impl Executor,
    owner: Owner,
    outreach: Id<Outreach>,
) -> Result<Option<Stored<Methodology>>, Error> {
    let followed = "m.id = (SELECT coalesce(own_methodology_id, methodology_id) FROM outreach \
                    WHERE owner_id = $1 AND id = $2)";
    let values = [owner.uuid().into(), outreach.uuid().into()];
    one(db, followed, values).await
}

async fn one(
    db: &impl Executor,
    condition: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<Option<Stored<Methodology>>, Error> {
    let sql = format!("SELECT m.* FROM {ALL} WHERE {condition}");
    let found = select::one::<Row>(db, sql, values).await?;
    found.map(Stored::try_from).transpose()
}

/// One page of what the owner may follow, in [`ORDER`].
pub async fn list(
    db: &impl Executor,
    owner: Owner,
    criteria: &Criteria,
    listing: &Listing,
) -> Result<Vec<Stored<Methodology>>, Error> {
    let Criteria {
        origin,
        key,
        latest,
    } = criteria;
    let after = listing.after.as_ref().and_then(|(key, id)| match key {
        SortKey::Instant(instant) => Some((*instant, *id)),
        SortKey::Text(_) | SortKey::Number(_) => None,
    });
    let sql = format!(
        "SELECT m.* FROM (SELECT *, version = max(version) OVER (PARTITION BY origin, key) AS is_latest FROM {ALL}) AS m \
         WHERE ($2::text IS NULL OR m.origin = $2) AND ($3::text IS NULL OR m.key = $3) AND (m.is_latest OR NOT $4) \
         AND ($5::timestamptz IS NULL OR (m.created_at, m.id) > ($5, $6::uuid)) ORDER BY m.created_at, m.id LIMIT $7"
    );
    let values: [Value; 7] = [
        owner.uuid().into(),
        origin.map(|origin| origin.to_string()).into(),
        key.as_ref().map(ToString::to_string).into(),
        (*latest).into(),
        after.map(|(instant, _)| instant).into(),
        after.map(|(_, id)| id).into(),
        i64::try_from(listing.limit).unwrap_or(i64::MAX).into(),
    ];
    let rows = select::all::<Row>(db, sql, values).await?;
    rows.into_iter().map(Stored::try_from).collect()
}

/// The order of [`list`].
pub const ORDER: SortBy = SortBy::CreatedAt;

/// The key by which a version sorts in [`ORDER`].
pub fn sort_key(stored: &Stored<Methodology>) -> SortKey {
    SortKey::Instant(stored.created_at)
}

/// The numbers of several versions, in one statement.
pub(crate) async fn list_policies(
    db: &impl Executor,
    owner: Owner,
    ids: Vec<Uuid>,
) -> Result<HashMap<Uuid, Policy>, Error> {
    let sql = format!("SELECT m.id, m.rules FROM {ALL} WHERE m.id = ANY ($2)");
    let values = [owner.uuid().into(), ids.into()];
    let rows = select::all::<RulesRow>(db, sql, values).await?;
    let policies = rows.into_iter().map(|RulesRow { id, rules }| {
        let policy = Policy::from_rules(&read_rules(id, rules)?);
        Ok((id, policy.map_err(|_invalid| corrupt(id))?))
    });
    policies.collect()
}

/// How many versions of their own the owner has, and the last version of one profile.
pub async fn count_own(
    tx: &Transaction,
    owner: Owner,
    key: &ProfileKey,
) -> Result<(u64, Option<(Id<Methodology>, i32)>), Error> {
    let sql = "SELECT count(*) AS versions, (array_agg(id ORDER BY number DESC) FILTER (WHERE key = $2))[1] AS last_id, \
               max(number) FILTER (WHERE key = $2) AS last FROM own_methodology WHERE owner_id = $1";
    let values = [owner.uuid().into(), key.to_string().into()];
    let found = select::one::<CountRow>(tx, sql, values).await?;
    let Some(CountRow {
        versions,
        last_id,
        last,
    }) = found
    else {
        return Ok((0, None));
    };
    let versions = u64::try_from(versions).unwrap_or(u64::MAX);
    Ok((versions, last_id.map(Id::new).zip(last)))
}

/// Inserts a version of the owner's own.
pub async fn insert_own(
    tx: &Transaction,
    owner: Owner,
    id: Id<Methodology>,
    own: &Methodology,
    now: DateTime<Utc>,
) -> Result<Stored<Methodology>, Error> {
    let Methodology {
        origin: _,
        based_on,
        key,
        version,
        name,
        summary,
        is_default: _,
        rules,
    } = own;
    let built_in = based_on.ok_or_else(|| corrupt(id.uuid()))?;
    let rules = serde_json::to_value(cell::write(rules)).map_err(|_no_json| corrupt(id.uuid()))?;
    let row = ActiveModel {
        owner_id: Set(owner.uuid()),
        id: Set(id.uuid()),
        version: Set(1),
        created_at: Set(now),
        updated_at: Set(now),
        key: Set(key.to_string()),
        number: Set(*version),
        name: Set(name.to_string()),
        summary: Set(summary.to_string()),
        built_in_id: Set(built_in.uuid()),
        rules: Set(rules),
    };
    Entity::insert(row).exec_without_returning(tx.raw()).await?;
    Ok(Stored {
        id,
        version: *version,
        created_at: now,
        updated_at: now,
        value: own.clone(),
    })
}

/// Deletes a version of the owner's own; `false` when there was none.
pub async fn delete_own(
    tx: &Transaction,
    owner: Owner,
    id: Id<Methodology>,
) -> Result<bool, Error> {
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "DELETE FROM own_methodology WHERE owner_id = $1 AND id = $2",
        [owner.uuid().into(), id.uuid().into()],
    );
    let done = tx.raw().execute_raw(statement).await?;
    Ok(done.rows_affected() > 0)
}

#[derive(FromQueryResult)]
struct Row {
    id: Uuid,
    origin: String,
    based_on: Option<Uuid>,
    key: String,
    version: i32,
    name: String,
    summary: String,
    is_default: bool,
    rules: JsonValue,
    created_at: DateTime<Utc>,
}

#[derive(FromQueryResult)]
struct RulesRow {
    id: Uuid,
    rules: JsonValue,
}

#[derive(FromQueryResult)]
struct CountRow {
    versions: i64,
    last_id: Option<Uuid>,
    last: Option<i32>,
}

fn corrupt(id: Uuid) -> Error {
    Cells::of("methodology", id).corrupt("rules")
}

fn read_rules(id: Uuid, rules: JsonValue) -> Result<Vec<Rule>, Error> {
    let cells = Vec::<cell::Cell>::deserialize(rules).map_err(|_other_form| corrupt(id))?;
    cell::read(cells).ok_or_else(|| corrupt(id))
}

impl TryFrom<Row> for Stored<Methodology> {
    type Error = Error;

    fn try_from(row: Row) -> Result<Self, Error> {
        let Row {
            id,
            origin,
            based_on,
            key,
            version,
            name,
            summary,
            is_default,
            rules,
            created_at,
        } = row;
        let cells = Cells::of("methodology", id);
        Ok(Self {
            id: Id::new(id),
            version,
            created_at,
            // A published version never changes.
            updated_at: created_at,
            value: Methodology {
                origin: cells.word("origin", &origin)?,
                based_on: based_on.map(Id::new),
                key: cells.text("key", &key)?,
                version,
                name: cells.text("name", &name)?,
                summary: cells.text("summary", &summary)?,
                is_default,
                rules: read_rules(id, rules)?,
            },
        })
    }
}
