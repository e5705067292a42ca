//! A connection in somebody's hands, and what can be asked of it.

use std::{fmt, sync::Arc, time::Duration};

use sea_orm::{DbErr, ExecResult, QueryResult, RuntimeErr, Statement};
use sea_query_sqlx::SqlxValues;
use sqlx::{
    AssertSqlSafe, Connection as _, Executor as _, PgConnection, Postgres,
    postgres::{PgDatabaseError, PgSeverity},
    query::Query,
};
use tokio::{runtime::Handle, sync::OwnedSemaphorePermit, time};
use tracing::{Instrument as _, Span, info_span};

use super::{
    TRACE,
    pool::{Connection, Pool},
};
use crate::error::READ_ONLY;

/// For a connection to come to rest, longer than any statement may take.
const PATIENCE: Duration = Duration::from_mins(1);

/// Dropped, the connection rests again; a transaction that is open is undone first.
pub struct Lease {
    pool: Arc<Pool>,
    /// `None` only while this is dropped.
    connection: Option<Connection>,
    in_transaction: bool,
    condition: Condition,
    /// After the connection: whoever waits for this finds it at rest.
    permit: Option<OwnedSemaphorePermit>,
}

enum Condition {
    Quiet,
    /// A statement was begun and not heard to its end.
    Speaking,
    Broken,
}

impl Lease {
    pub(super) fn new(
        pool: &Arc<Pool>,
        connection: Connection,
        permit: OwnedSemaphorePermit,
    ) -> Self {
        Self {
            pool: Arc::clone(pool),
            connection: Some(connection),
            in_transaction: false,
            condition: Condition::Quiet,
            permit: Some(permit),
        }
    }

    pub(super) async fn begin(&mut self, begin: &'static str) -> Result<(), DbErr> {
        self.in_transaction = true;
        let done = self.speak()?.execute(begin).await;
        self.hear(done).map(drop).map_err(executing)
    }

    pub(super) async fn end(&mut self, end: &'static str) -> Result<(), DbErr> {
        let done = self.speak()?.execute(end).await;
        self.hear(done).map_err(executing)?;
        self.in_transaction = false;
        Ok(())
    }

    pub(crate) async fn execute(&mut self, statement: Statement) -> Result<ExecResult, DbErr> {
        let span = span(&statement.sql);
        let done = query(statement).execute(self.ask()?).instrument(span).await;
        self.hear(done).map(Into::into).map_err(executing)
    }

    pub(crate) async fn execute_unprepared(&mut self, sql: &str) -> Result<ExecResult, DbErr> {
        let span = span(sql);
        let done = self
            .speak()?
            .execute(AssertSqlSafe(sql))
            .instrument(span)
            .await;
        self.hear(done).map(Into::into).map_err(executing)
    }

    pub(crate) async fn query_one(
        &mut self,
        statement: Statement,
    ) -> Result<Option<QueryResult>, DbErr> {
        let span = span(&statement.sql);
        let row = query(statement)
            .fetch_optional(self.ask()?)
            .instrument(span)
            .await;
        let row = self.hear(row).map_err(querying)?;
        Ok(row.map(Into::into))
    }

    pub(crate) async fn query_all(
        &mut self,
        statement: Statement,
    ) -> Result<Vec<QueryResult>, DbErr> {
        let span = span(&statement.sql);
        let rows = query(statement)
            .fetch_all(self.ask()?)
            .instrument(span)
            .await;
        let rows = self.hear(rows).map_err(querying)?;
        Ok(rows.into_iter().map(Into::into).collect())
    }

    fn ask(&mut self) -> Result<&mut PgConnection, DbErr> {
        self.pool.count_statement();
        self.speak()
    }

    fn speak(&mut self) -> Result<&mut PgConnection, DbErr> {
        self.condition = Condition::Speaking;
        match &mut self.connection {
            Some(connection) => Ok(&mut connection.raw),
            None => Err(querying(sqlx::Error::PoolClosed)),
        }
    }

    fn hear<T>(&mut self, heard: Result<T, sqlx::Error>) -> Result<T, sqlx::Error> {
        self.condition = match &heard {
            Err(error) if is_end(error) => Condition::Broken,
            _ => Condition::Quiet,
        };
        heard
    }
}

impl Drop for Lease {
    fn drop(&mut self) {
        let Some(connection) = self.connection.take() else {
            return;
        };
        match self.condition {
            Condition::Broken => self.pool.distrust(),
            Condition::Quiet if !self.in_transaction => self.pool.rest(connection),
            Condition::Quiet | Condition::Speaking => {
                // Without a runtime it is closed, and the server does the rest.
                let Ok(runtime) = Handle::try_current() else {
                    return;
                };
                let (pool, permit) = (Arc::clone(&self.pool), self.permit.take());
                runtime.spawn(come_to_rest(pool, connection, self.in_transaction, permit));
            }
        }
    }
}

async fn come_to_rest(
    pool: Arc<Pool>,
    mut connection: Connection,
    in_transaction: bool,
    permit: Option<OwnedSemaphorePermit>,
) {
    // Both hear out what was being said before.
    let heard = async {
        if in_transaction {
            connection.raw.execute("ROLLBACK").await.map(drop)
        } else {
            connection.raw.ping().await
        }
    };
    // Whoever does not answer for so long is gone without a word.
    if matches!(time::timeout(PATIENCE, heard).await, Ok(Ok(()))) {
        pool.rest(connection);
    }
    drop(permit);
}

/// With `$1` where values are bound, as it was prepared.
fn span(sql: &str) -> Span {
    info_span!(
        target: TRACE, "statement", otel.kind = "client", db.system.name = "postgresql", db.query.text = sql
    )
}

fn query(statement: Statement) -> Query<'static, Postgres, SqlxValues> {
    let Statement { sql, values, .. } = statement;
    let values = SqlxValues(values.unwrap_or_else(|| sea_orm::Values(Vec::new())));
    sqlx::query_with(AssertSqlSafe(sql), values)
}

/// Whether nothing more can be said on the connection.
fn is_end(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::Protocol(_)
        | sqlx::Error::WorkerCrashed => true,
        sqlx::Error::Database(refusal) => refusal
            .try_downcast_ref::<PgDatabaseError>()
            .is_some_and(|refusal| {
                matches!(refusal.severity(), PgSeverity::Fatal | PgSeverity::Panic)
                    || refusal.code() == READ_ONLY
            }),
        _ => false,
    }
}

fn executing(error: sqlx::Error) -> DbErr {
    DbErr::Exec(RuntimeErr::SqlxError(error.into()))
}

pub(super) fn querying(error: sqlx::Error) -> DbErr {
    DbErr::Query(RuntimeErr::SqlxError(error.into()))
}

impl fmt::Debug for Lease {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lease").finish_non_exhaustive()
    }
}
