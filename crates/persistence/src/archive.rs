//! Everything that the database holds of one person, table by table, as the catalog of the database knows them: a table that
//! is added is part of it without anybody's doing.

use sea_orm::{ConnectionTrait, FromQueryResult};
use uuid::Uuid;

use crate::{Error, Transaction, executor::sealed::Sealed, select, workspace::Owner};

/// Tables that are left out, each with the reason.
pub const LEFT_OUT: [(&str, &str); 5] = [
    ("idempotency_key", "answers of the last day, once more"),
    (
        "refresh_token",
        "what keeps sessions going: nothing but hashes of secrets",
    ),
    (
        "email_proof",
        "what proves an address: nothing but hashes of secrets",
    ),
    ("change_counter", "how far the log of changes has come"),
    ("search_entry", "words of other tables, for the search"),
];

/// Columns that are left out of the tables that are there, each with the reason.
pub const WITHHELD: [(&str, &str, &str); 4] = [
    ("account", "password_hash", "the hash of a secret"),
    ("api_key", "secret_hash", "the hash of a secret"),
    ("calendar_feed", "secret_hash", "the hash of a secret"),
    (
        "document_content",
        "bytes",
        "a file of its own in documents/",
    ),
];

/// A table with rows of a person.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Table {
    pub name: String,
    /// The column that says whose a row is.
    whose: String,
    /// The columns of the primary key, by which the rows are in order.
    key: String,
    columns: Vec<String>,
}

const TABLES: &str = "SELECT c.relname::text AS name, \
     CASE WHEN c.relname = 'account' THEN 'id' ELSE min(a.attname)::text END AS whose, \
     (SELECT string_agg(quote_ident(k.attname), ', ' ORDER BY part.place) FROM pg_index i \
         CROSS JOIN unnest(i.indkey) WITH ORDINALITY AS part (number, place) \
         JOIN pg_attribute k ON k.attrelid = i.indrelid AND k.attnum = part.number \
         WHERE i.indrelid = c.oid AND i.indisprimary) AS key, \
     (SELECT array_agg(quote_ident(o.attname) ORDER BY o.attnum) FROM pg_attribute o \
         WHERE o.attrelid = c.oid AND o.attnum > 0 AND NOT o.attisdropped) AS columns \
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND NOT a.attisdropped \
         AND (a.attname IN ('owner_id', 'account_id') OR (c.relname = 'account' AND a.attname = 'id')) \
     WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace GROUP BY c.oid, c.relname ORDER BY c.relname";

/// The tables that the archive has, by name.
pub async fn list_tables(tx: &Transaction) -> Result<Vec<Table>, Error> {
    let mut tables = select::all::<Table>(tx, TABLES, []).await?;
    tables.retain(|table| LEFT_OUT.iter().all(|(name, _)| *name != table.name));
    Ok(tables)
}

/// What people look at in a spreadsheet, with names in place of ids.
#[derive(Clone, Copy, Debug)]
pub struct Sheet {
    pub file: &'static str,
    /// The title of each column, and what stands in it.
    pub columns: &'static [(&'static str, &'static str)],
    rows: &'static str,
}

/// The log of every attempt, and the conversations.
pub const SHEETS: [Sheet; 2] = [
    Sheet {
        file: "attempts.csv",
        columns: &[
            ("contact", "c.name"),
            ("number", "a.number"),
            ("at", "a.at"),
            ("direction", "a.direction"),
            ("channel", "a.channel"),
            ("outcome", "a.outcome"),
            ("with_whom", "a.with_whom"),
            ("recontact_on", "a.recontact_on"),
            ("note", "a.note"),
        ],
        rows: "attempt a JOIN outreach o ON o.owner_id = a.owner_id AND o.id = a.outreach_id \
               JOIN contact c ON c.owner_id = o.owner_id AND c.id = o.contact_id WHERE a.owner_id = '{owner}' \
               ORDER BY a.at, a.id",
    },
    Sheet {
        file: "interviews.csv",
        columns: &[
            ("contact", "c.name"),
            ("theme", "t.name"),
            ("starts_at", "i.starts_at"),
            ("time_zone", "i.time_zone"),
            ("mode", "i.mode"),
            ("place", "COALESCE(i.place, i.link)"),
            ("state", "i.state"),
            ("planned_minutes", "i.planned_minutes"),
            ("actual_minutes", "i.actual_minutes"),
            ("notes", "i.notes"),
        ],
        rows: "interview i JOIN contact c ON c.owner_id = i.owner_id AND c.id = i.contact_id \
               LEFT JOIN theme t ON t.owner_id = i.owner_id AND t.id = i.theme_id WHERE i.owner_id = '{owner}' \
               ORDER BY i.starts_at, i.id",
    },
];

#[derive(FromQueryResult)]
struct Line {
    row: String,
}

#[derive(FromQueryResult)]
struct Cells {
    cells: Vec<String>,
}

impl Table {
    /// Begins to read the rows of a person; [`Table::next`] goes on. One table at a time.
    pub async fn open(&self, tx: &Transaction, owner: Owner) -> Result<(), Error> {
        let Self {
            name,
            whose,
            key,
            columns,
        } = self;
        let is_withheld = |column: &str| {
            let mut withheld = WITHHELD.iter();
            withheld.any(|(table, withheld, _)| table == name && *withheld == column)
        };
        // Only those are read: what is withheld may be the file of a document.
        let columns = columns.iter().map(String::as_str);
        let shown: Vec<&str> = columns.filter(|column| !is_withheld(column)).collect();
        // Names out of the catalog, and a UUID: nothing that somebody wrote. A cursor takes no parameters.
        let sql = format!(
            "SELECT to_jsonb(t)::text AS row FROM (SELECT {} FROM {name} WHERE {whose} = '{}') AS t ORDER BY {key}",
            shown.join(", "),
            owner.uuid()
        );
        open(tx, ROWS, &sql).await
    }

    /// The next rows, each as JSON; fewer than `limit` are the last.
    pub async fn next(&self, tx: &Transaction, limit: u16) -> Result<Vec<String>, Error> {
        let rows = fetch::<Line>(tx, ROWS, limit).await?;
        Ok(rows.into_iter().map(|line| line.row).collect())
    }
}

impl Sheet {
    /// Begins to read the rows of a person; [`Sheet::next`] goes on. One at a time.
    pub async fn open(self, tx: &Transaction, owner: Owner) -> Result<(), Error> {
        let cells = self.columns.iter();
        let cells = cells.map(|(_, cell)| format!("COALESCE(({cell})::text, '')"));
        let cells: Vec<String> = cells.collect();
        let rows = self.rows.replace("{owner}", &owner.uuid().to_string());
        let sql = format!("SELECT ARRAY[{}] AS cells FROM {rows}", cells.join(", "));
        open(tx, CELLS, &sql).await
    }

    /// The next rows, cell by cell; fewer than `limit` are the last.
    pub async fn next(self, tx: &Transaction, limit: u16) -> Result<Vec<Vec<String>>, Error> {
        let rows = fetch::<Cells>(tx, CELLS, limit).await?;
        Ok(rows.into_iter().map(|row| row.cells).collect())
    }
}

/// Cursors, each with rows of one kind: what a connection knows of the answer to `FETCH`, it remembers.
const ROWS: &str = "archive_rows";
const CELLS: &str = "archive_cells";

async fn open(tx: &Transaction, cursor: &str, select: &str) -> Result<(), Error> {
    let sql = format!("DECLARE {cursor} NO SCROLL CURSOR FOR {select}");
    tx.raw().execute_unprepared(&sql).await?;
    Ok(())
}

async fn fetch<R: FromQueryResult>(
    tx: &Transaction,
    cursor: &str,
    limit: u16,
) -> Result<Vec<R>, Error> {
    let sql = format!("FETCH FORWARD {limit} FROM {cursor}");
    let rows = select::all::<R>(tx, sql, []).await?;
    if rows.len() < usize::from(limit) {
        tx.raw()
            .execute_unprepared(&format!("CLOSE {cursor}"))
            .await?;
    }
    Ok(rows)
}

/// Keeps a person from having a second archive made, in whatever instance, until the transaction ends. `false`: one is under
/// way.
pub async fn lock(tx: &Transaction, owner: Owner) -> Result<bool, Error> {
    let sql =
        "SELECT pg_try_advisory_xact_lock(hashtextextended('archive ' || $1::text, 0)) AS is_first";
    let row = select::one::<First>(tx, sql, [owner.uuid().into()]).await?;
    Ok(row.is_some_and(|row| row.is_first))
}

#[derive(FromQueryResult)]
struct First {
    is_first: bool,
}

/// A document that has a file.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Attached {
    pub id: Uuid,
    pub file_name: Option<String>,
}

/// The documents that have a file, by id.
pub async fn list_attached(tx: &Transaction, owner: Owner) -> Result<Vec<Attached>, Error> {
    let sql = "SELECT d.id, d.file_name FROM document d \
         JOIN document_content c ON c.owner_id = d.owner_id AND c.document_id = d.id \
         WHERE d.owner_id = $1 ORDER BY d.id";
    select::all(tx, sql, [owner.uuid().into()]).await
}

#[derive(FromQueryResult)]
struct Content {
    bytes: Vec<u8>,
}

/// The file of a document; empty if there is none.
pub async fn read_attached(tx: &Transaction, owner: Owner, id: Uuid) -> Result<Vec<u8>, Error> {
    let sql = "SELECT bytes FROM document_content WHERE owner_id = $1 AND document_id = $2";
    let found = select::one::<Content>(tx, sql, [owner.uuid().into(), id.into()]).await?;
    Ok(found.map(|content| content.bytes).unwrap_or_default())
}
