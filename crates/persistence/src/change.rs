//! The change log in the database.

use chrono::{DateTime, Utc};
use domain::{
    change::{Change, ChangeOperation, ChangedResource, Extent, Seq},
    vocabulary::Vocabulary,
};
use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult, Statement};
use uuid::Uuid;

use crate::{
    Error, Executor, Transaction, column::Cells, executor::sealed::Sealed as _, select,
    workspace::Owner,
};

/// Entries that one look at the log passes at most, wanted or not: what a page costs is bounded.
const SCANNED: i64 = 5000;

/// What one look at the log found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scan {
    /// In their order.
    pub changes: Vec<Change>,
    /// The last entry that was passed, or the one before the first.
    pub read: Seq,
    /// Whether the log goes on behind it.
    pub has_more: bool,
}

#[derive(FromQueryResult)]
struct ExtentRow {
    last_seq: i64,
    forgotten_seq: i64,
}

/// How far the log reaches; `None` when the owner is gone.
pub async fn find_extent(db: &impl Executor, owner: Owner) -> Result<Option<Extent>, Error> {
    let sql = "SELECT last_seq, forgotten_seq FROM change_counter WHERE owner_id = $1";
    let found = select::one::<ExtentRow>(db, sql, [owner.uuid().into()]).await?;
    Ok(found.map(|row| Extent {
        last: row.last_seq,
        forgotten: row.forgotten_seq,
    }))
}

#[derive(FromQueryResult)]
struct Row {
    scanned: i64,
    scanned_to: Option<i64>,
    seq: Option<i64>,
    resource: Option<String>,
    resource_id: Option<Uuid>,
    operation: Option<String>,
    at: Option<DateTime<Utc>>,
}

/// The changes of these resources behind `after`, up to `limit` of them.
pub async fn scan(
    db: &impl Executor,
    owner: Owner,
    after: Seq,
    resources: &[ChangedResource],
    limit: usize,
) -> Result<Scan, Error> {
    let words = resources.iter().map(|word| word.as_str().to_owned());
    let rows = select::all::<Row>(
        db,
        "WITH passed AS MATERIALIZED (SELECT seq, resource, resource_id, operation, at FROM change \
         WHERE owner_id = $1 AND seq > $2 ORDER BY seq LIMIT $3) \
         SELECT bounds.*, wanted.* FROM (SELECT count(*) AS scanned, max(seq) AS scanned_to FROM passed) AS bounds \
         LEFT JOIN (SELECT * FROM passed WHERE resource = ANY ($4) ORDER BY seq LIMIT $5) AS wanted ON true \
         ORDER BY wanted.seq",
        [
            owner.uuid().into(),
            after.into(),
            SCANNED.into(),
            words.collect::<Vec<_>>().into(),
            i64::try_from(limit + 1).unwrap_or(i64::MAX).into(),
        ],
    )
    .await?;
    let (scanned, scanned_to) = rows
        .first()
        .map_or((0, None), |row| (row.scanned, row.scanned_to));
    let mut changes = rows
        .into_iter()
        .filter_map(|row| read(owner, row).transpose())
        .collect::<Result<Vec<_>, _>>()?;
    let is_full = changes.len() > limit;
    changes.truncate(limit);
    let last = changes.last().filter(|_| is_full).map(|change| change.seq);
    Ok(Scan {
        read: last.or(scanned_to).unwrap_or(after),
        has_more: is_full || scanned == SCANNED,
        changes,
    })
}

fn read(owner: Owner, row: Row) -> Result<Option<Change>, Error> {
    let Row {
        scanned: _,
        scanned_to: _,
        seq: Some(seq),
        resource: Some(resource),
        resource_id: Some(resource_id),
        operation: Some(operation),
        at: Some(at),
    } = row
    else {
        return Ok(None);
    };
    let cells = Cells::of("change", owner.uuid());
    Ok(Some(Change {
        seq,
        resource: cells.word("resource", &resource)?,
        resource_id,
        operation: match operation.as_str() {
            "insert" => ChangeOperation::Created,
            "update" => ChangeOperation::Updated,
            "delete" => ChangeOperation::Deleted,
            _ => return Err(cells.corrupt("operation")),
        },
        at,
    }))
}

/// Forgets what nobody needs any more of the entries before a moment: those that a later one of the same resource
/// supersedes, and deletions. What is left tells the whole workspace to an empty mirror.
pub async fn forget(tx: &Transaction, owner: Owner, before: DateTime<Utc>) -> Result<u64, Error> {
    crate::workspace::lock(tx, owner).await?;
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "WITH newest AS (SELECT resource, resource_id, max(seq) AS seq FROM change WHERE owner_id = $1 GROUP BY 1, 2), \
         gone AS (DELETE FROM change USING newest WHERE owner_id = $1 AND at < $2 \
         AND change.resource = newest.resource AND change.resource_id = newest.resource_id \
         AND (change.seq < newest.seq OR change.operation = 'delete') \
         RETURNING change.seq, change.operation), \
         told AS (UPDATE change_counter SET forgotten_seq = greatest(forgotten_seq, deletion.seq) \
         FROM (SELECT max(seq) AS seq FROM gone WHERE operation = 'delete') AS deletion \
         WHERE owner_id = $1 AND deletion.seq IS NOT NULL) \
         SELECT count(*) AS gone FROM gone",
        [owner.uuid().into(), before.into()],
    );
    let row = tx.raw().query_one_raw(statement).await?;
    let gone: i64 = row.map_or(Ok(0), |row| row.try_get("", "gone"))?;
    Ok(gone.unsigned_abs())
}
