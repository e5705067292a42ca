//! Everything that the database holds of one person, table by table, as the catalog of the database knows them: a table that
//! is added is part of it without anybody's doing.

use sea_orm::{ConnectionTrait, FromQueryResult};
use uuid::Uuid;

use crate::{Error, Transaction, executor::sealed::Sealed, select, workspace::Owner};

/// Tables that are left out, each with the reason.
pub const LEFT_OUT: [(&str, &str); 5] = [
    ("idempotency_key", "answers of the last day, once more"),
    ("refresh_token", "nothing but hashes of secrets"),
    ("email_proof", "nothing but hashes of secrets"),
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

#[derive(FromQueryResult)]
struct Line {
    row: String,
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
            "DECLARE archive NO SCROLL CURSOR FOR SELECT to_jsonb(t)::text AS row \
             FROM (SELECT {} FROM {name} WHERE {whose} = '{}') AS t ORDER BY {key}",
            shown.join(", "),
            owner.uuid()
        );
        tx.raw().execute_unprepared(&sql).await?;
        Ok(())
    }

    /// The next rows, each as JSON; fewer than `limit` are the last.
    pub async fn next(&self, tx: &Transaction, limit: u16) -> Result<Vec<String>, Error> {
        let sql = format!("FETCH FORWARD {limit} FROM archive");
        let rows = select::all::<Line>(tx, sql, []).await?;
        if rows.len() < usize::from(limit) {
            tx.raw().execute_unprepared("CLOSE archive").await?;
        }
        Ok(rows.into_iter().map(|line| line.row).collect())
    }
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
