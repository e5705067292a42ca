//! Merges in the database: rows that change hands, and what is needed to give them back.

mod record;
mod references;
mod undo;

use std::collections::BTreeMap;

use domain::{Id, contact::Contact, merge::Rows};
use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult, Statement, Value};
use serde_json::{Value as Json, json};
use uuid::Uuid;

use self::references::{FOLDED, MOVED};
pub use self::{
    record::filter,
    undo::{Snapshot, find_snapshot, restore, take_back},
};
use crate::{
    Error, Executor, Transaction, executor::sealed::Sealed, outreach::OPEN, select,
    workspace::Owner,
};

/// What changed hands, and what was taken out.
#[derive(Clone, Debug)]
pub struct Moves {
    /// Ids by table and column.
    moved: Json,
    /// Whole rows by table.
    folded: Json,
    pub moved_rows: Vec<Rows>,
    pub folded_rows: Vec<Rows>,
}

/// The two of a merge.
#[derive(Clone, Copy, Debug)]
pub struct Pair {
    pub owner: Owner,
    pub keep: Id<Contact>,
    pub merge: Id<Contact>,
}

impl Pair {
    fn values(self) -> [Value; 3] {
        let Self { owner, keep, merge } = self;
        [owner.uuid(), keep.uuid(), merge.uuid()].map(Value::from)
    }
}

#[derive(FromQueryResult)]
struct Taken {
    place: String,
    ids: Json,
    rows: i32,
}

/// Takes out what both have and moves the rest to the contact that is kept: two statements, however many rows.
pub async fn move_rows(tx: &Transaction, pair: Pair) -> Result<Moves, Error> {
    let folded = FOLDED.iter().enumerate().map(|(number, (table, condition))| {
        (
            format!("f{number} AS (DELETE FROM {table} WHERE owner_id = $1 AND ({condition}) RETURNING to_jsonb({table}) AS row)"),
            format!("SELECT '{table}' AS place, coalesce(jsonb_agg(row), '[]') AS ids, count(*)::integer AS rows FROM f{number}"),
        )
    });
    let (with, selects): (Vec<_>, Vec<_>) = folded.unzip();
    let folded = taken(tx, pair, &with, &selects).await?;
    let moved = MOVED.iter().enumerate().map(|(number, to)| {
        let (table, column) = (to.table, to.column);
        (
            format!("m{number} AS (UPDATE {table} SET {column} = $2 WHERE owner_id = $1 AND {column} = $3 RETURNING id)"),
            format!("SELECT '{table}.{column}' AS place, coalesce(jsonb_agg(id), '[]') AS ids, count(*)::integer AS rows FROM m{number}"),
        )
    });
    let (with, selects): (Vec<_>, Vec<_>) = moved.unzip();
    let moved = taken(tx, pair, &with, &selects).await?;
    Ok(Moves {
        moved_rows: rows(&moved),
        folded_rows: rows(&folded),
        moved: by_place(moved),
        folded: by_place(folded),
    })
}

/// What [`move_rows`] would do: kinds of rows that would move, and that would be taken out. One statement.
pub async fn count_rows(db: &impl Executor, pair: Pair) -> Result<(Vec<Rows>, Vec<Rows>), Error> {
    let folded = FOLDED.iter().map(|(table, condition)| {
        format!("SELECT '-{table}' AS place, count(*)::integer AS rows FROM {table} WHERE owner_id = $1 AND ({condition})")
    });
    let moved = MOVED.iter().map(|to| {
        let (table, column) = (to.table, to.column);
        let folded = FOLDED.iter().find(|(of, _)| *of == table);
        let folded = folded.map_or("false", |(_, condition)| condition);
        format!(
            "SELECT '{table}.{column}' AS place, count(*)::integer AS rows FROM {table} \
             WHERE owner_id = $1 AND {column} = $3 AND NOT coalesce({folded}, false)"
        )
    });
    let selects: Vec<String> = folded.chain(moved).collect();
    let sql = format!(
        "SELECT place, '[]'::jsonb AS ids, rows FROM ({}) AS counted",
        selects.join(" UNION ALL ")
    );
    let counted: Vec<Taken> = select::all(db, &sql, pair.values()).await?;
    let (folded, moved): (Vec<_>, Vec<_>) = counted
        .into_iter()
        .partition(|one| one.place.starts_with('-'));
    let folded = folded.into_iter().map(|one| Taken {
        place: one.place.trim_start_matches('-').to_owned(),
        ..one
    });
    Ok((rows(&moved), rows(&folded.collect::<Vec<_>>())))
}

async fn taken(
    tx: &Transaction,
    pair: Pair,
    with: &[String],
    selects: &[String],
) -> Result<Vec<Taken>, Error> {
    let sql = format!("WITH {} {}", with.join(", "), selects.join(" UNION ALL "));
    select::all(tx, &sql, pair.values()).await
}

/// How many of each table, without those of which there are none.
fn rows(taken: &[Taken]) -> Vec<Rows> {
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for one in taken.iter().filter(|one| one.rows > 0) {
        let table = one.place.split('.').next().unwrap_or_default();
        *counts.entry(table).or_default() += one.rows.unsigned_abs();
    }
    let counts = counts.into_iter();
    counts
        .map(|(table, rows)| Rows {
            resource: table.to_owned(),
            rows,
        })
        .collect()
}

fn by_place(taken: Vec<Taken>) -> Json {
    let taken = taken.into_iter().filter(|one| one.rows > 0);
    taken
        .map(|one| (one.place, one.ids))
        .collect::<serde_json::Map<_, _>>()
        .into()
}

#[derive(FromQueryResult)]
struct Held {
    held: Json,
}

/// A contact with its methods as the rows say it.
pub async fn hold(tx: &Transaction, owner: Owner, contact: Id<Contact>) -> Result<Json, Error> {
    let sql = "SELECT jsonb_build_object('contact', to_jsonb(c), 'methods', coalesce((SELECT jsonb_agg(to_jsonb(m) \
               ORDER BY position) FROM contact_method m WHERE m.owner_id = $1 AND m.contact_id = $2), '[]')) AS held \
               FROM contact c WHERE c.owner_id = $1 AND c.id = $2";
    let values = [owner.uuid().into(), contact.uuid().into()];
    let found: Vec<Held> = select::all(tx, sql, values).await?;
    Ok(found
        .into_iter()
        .next()
        .map_or_else(|| json!({}), |one| one.held))
}

/// The two contacts as they were, and the kept one as it became.
#[derive(Clone, Debug)]
pub struct Contacts {
    pub keep_before: Json,
    pub keep_after: Json,
    pub merged: Json,
}

/// Keeps what undoing a merge needs.
pub async fn keep_snapshot(
    tx: &Transaction,
    owner: Owner,
    merge: Uuid,
    contacts: Contacts,
    moves: Moves,
) -> Result<(), Error> {
    let sql = "INSERT INTO merge_snapshot (owner_id, merge, keep_before, keep_after, merged, moved, folded) \
               VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let Contacts {
        keep_before,
        keep_after,
        merged,
    } = contacts;
    let values: [Value; 7] = [
        owner.uuid().into(),
        merge.into(),
        keep_before.into(),
        keep_after.into(),
        merged.into(),
        moves.moved.into(),
        moves.folded.into(),
    ];
    let statement = Statement::from_sql_and_values(DbBackend::Postgres, sql, values);
    tx.raw().execute_raw(statement).await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct Open {
    id: Uuid,
}

/// The outreaches of the two that are open, when both have one.
pub async fn list_open_outreach(tx: &Transaction, pair: Pair) -> Result<Vec<Uuid>, Error> {
    let sql = format!(
        "SELECT id FROM outreach WHERE owner_id = $1 AND contact_id IN ($2, $3) AND state IN {OPEN} ORDER BY id"
    );
    let open: Vec<Open> = select::all(tx, &sql, pair.values()).await?;
    let open: Vec<Uuid> = open.into_iter().map(|one| one.id).collect();
    Ok(if open.len() > 1 { open } else { Vec::new() })
}

/// Every column that refers to a contact and moves with a merge, for the test that none is forgotten.
#[doc(hidden)]
pub fn moved_columns() -> Vec<String> {
    let columns = MOVED.iter();
    columns
        .map(|to| format!("{}.{}", to.table, to.column))
        .collect()
}
