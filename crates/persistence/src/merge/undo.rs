//! Taking a merge back: two contacts again, each with its rows.

use domain::{Id, Stored, contact::Contact, merge::Merge};
use sea_orm::{FromQueryResult, Value};
use serde_json::Value as Json;

use super::{Pair, references::MOVED};
use crate::{
    Error, Executor, Transaction,
    column::Cells,
    contact,
    entity::contact::Model,
    select,
    workspace::{Owner, Resource},
};

/// What was kept of a merge.
#[derive(Clone, Debug)]
pub struct Snapshot {
    pub keep_before: Contact,
    pub keep_after: Contact,
    merged: Json,
    moved: Json,
    folded: Json,
}

#[derive(FromQueryResult)]
struct Row {
    keep_before: Json,
    keep_after: Json,
    merged: Json,
    moved: Json,
    folded: Json,
}

/// Finds what undoing a merge needs.
pub async fn find_snapshot(
    tx: &Transaction,
    owner: Owner,
    id: Id<Merge>,
) -> Result<Option<Snapshot>, Error> {
    let sql = "SELECT keep_before, keep_after, merged, moved, folded FROM merge_snapshot \
               WHERE owner_id = $1 AND merge = $2";
    let values = [owner.uuid().into(), id.uuid().into()];
    let found: Vec<Row> = select::all(tx, sql, values).await?;
    let Some(row) = found.into_iter().next() else {
        return Ok(None);
    };
    let cells = Cells::of("merge_snapshot", id.uuid());
    Ok(Some(Snapshot {
        keep_before: read(tx, &row.keep_before)
            .await?
            .ok_or_else(|| cells.corrupt("keep_before"))?,
        keep_after: read(tx, &row.keep_after)
            .await?
            .ok_or_else(|| cells.corrupt("keep_after"))?,
        merged: row.merged,
        moved: row.moved,
        folded: row.folded,
    }))
}

/// Reads a contact from its rows as they were.
async fn read(db: &impl Executor, held: &Json) -> Result<Option<Contact>, Error> {
    let sql = "SELECT (jsonb_populate_record(NULL::contact, $1 -> 'contact')).*";
    let rows: Vec<Model> = select::all(db, sql, [held.clone().into()]).await?;
    let Some(row) = rows.into_iter().next() else {
        return Ok(None);
    };
    let Stored { value, .. } = Contact::read(row)?;
    let methods = contact::read_held_methods(db, held).await?;
    Ok(Some(Contact { methods, ..value }))
}

#[derive(FromQueryResult)]
struct Count {
    rows: i64,
    put_back: i64,
}

/// Puts the contact that was merged back, with its methods. `false`: its place is taken. An organization that is gone
/// is none.
pub async fn restore(tx: &Transaction, owner: Owner, snapshot: &Snapshot) -> Result<bool, Error> {
    let sql = "SELECT 1::bigint AS rows, (CASE WHEN restore_row('contact', CASE WHEN EXISTS (SELECT FROM organization \
               WHERE owner_id = $1 AND id = ($2 #>> '{contact,organization_id}')::uuid) THEN $2 -> 'contact' \
               ELSE jsonb_set($2 -> 'contact', '{organization_id}', 'null') END) THEN 1 ELSE 0 END)::bigint AS put_back";
    let values: [Value; 2] = [owner.uuid().into(), snapshot.merged.clone().into()];
    let done: Vec<Count> = select::all(tx, sql, values).await?;
    if done.iter().all(|count| count.put_back == 0) {
        return Ok(false);
    }
    let sql = "SELECT count(*) AS rows, count(*) FILTER (WHERE restore_row('contact_method', method)) AS put_back \
               FROM jsonb_array_elements($1 -> 'methods') AS method";
    let _done: Vec<Count> = select::all(tx, sql, [snapshot.merged.clone().into()]).await?;
    Ok(true)
}

/// Gives rows back to the contact that was merged, and puts in again what was taken out: how many, and how many were left
/// since they are gone or belong to somebody else by now. Two statements, however many rows.
pub async fn take_back(
    tx: &Transaction,
    pair: Pair,
    snapshot: &Snapshot,
) -> Result<(u32, u32), Error> {
    let parts = MOVED.iter().enumerate().map(|(number, to)| {
        let (table, column) = (to.table, to.column);
        let ids = format!("coalesce($4 -> '{table}.{column}', '[]')");
        (
            format!(
                "b{number} AS (UPDATE {table} SET {column} = $3 WHERE owner_id = $1 AND {column} = $2 \
                 AND id IN (SELECT value::uuid FROM jsonb_array_elements_text({ids})) RETURNING id)"
            ),
            format!("SELECT jsonb_array_length({ids})::bigint AS rows, (SELECT count(*) FROM b{number}) AS put_back"),
        )
    });
    let (with, selects): (Vec<_>, Vec<_>) = parts.unzip();
    let sql = format!("WITH {} {}", with.join(", "), selects.join(" UNION ALL "));
    let values = pair.values().into_iter();
    let values = values.chain([snapshot.moved.clone().into()]);
    let mut counts: Vec<Count> = select::all(tx, &sql, values).await?;
    let sql = "SELECT count(*) AS rows, count(*) FILTER (WHERE restore_row(home::regclass, saved)) AS put_back \
               FROM jsonb_each($1) AS of (home, those), jsonb_array_elements(those) AS saved";
    counts.extend(select::all::<Count>(tx, sql, [snapshot.folded.clone().into()]).await?);
    let back: i64 = counts.iter().map(|count| count.put_back).sum();
    let all: i64 = counts.iter().map(|count| count.rows).sum();
    let number = |count: i64| u32::try_from(count).unwrap_or(u32::MAX);
    Ok((number(back), number(all - back)))
}
