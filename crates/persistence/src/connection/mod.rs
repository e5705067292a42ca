//! The pool of connections and the transactions on it.

use std::{
    str::FromStr,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use log::LevelFilter;
use sea_orm::{
    AccessMode, ConnectionTrait, DatabaseConnection, DatabaseTransaction, IsolationLevel,
    SqlxPostgresConnector, TransactionTrait,
};
use sqlx::{
    ConnectOptions,
    postgres::{PgConnectOptions, PgPool, PgPoolOptions},
};

use crate::Error;

/// How to reach the database and how long to wait for it.
#[derive(Clone, Debug)]
pub struct Options {
    pub max_connections: u32,
    /// How long a request may wait for a connection before it is answered 503.
    pub acquire_timeout: Duration,
    pub statement_timeout: Duration,
    /// How long a statement may wait for another transaction's lock.
    pub lock_timeout: Duration,
    pub idle_in_transaction_timeout: Duration,
    /// Statements that take longer are logged, without what was bound to them.
    pub slow_statement: Duration,
}

/// A pool of connections to one PostgreSQL database.
#[derive(Clone, Debug)]
pub struct Database {
    pub(crate) connection: DatabaseConnection,
    pub(crate) pool: PgPool,
    statements: Arc<AtomicU64>,
}

/// Connections of the pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Connections {
    /// Somebody has them.
    pub used: u32,
    pub idle: u32,
    /// As many as there may be.
    pub most: u32,
}

/// A transaction: dropped without [`Transaction::commit`], it leaves nothing behind.
#[derive(Debug)]
pub struct Transaction(pub(crate) DatabaseTransaction);

impl Database {
    /// Connects lazily: the first statement opens the first connection.
    ///
    /// # Errors
    /// The URL is not one of a PostgreSQL database.
    pub fn connect(url: &str, options: &Options) -> Result<Self, Error> {
        let milliseconds = |duration: Duration| duration.as_millis().to_string();
        let target = PgConnectOptions::from_str(url)
            .map_err(|_secret| Error::InvalidUrl)?
            .options([
                ("statement_timeout", milliseconds(options.statement_timeout)),
                ("lock_timeout", milliseconds(options.lock_timeout)),
                (
                    "idle_in_transaction_session_timeout",
                    milliseconds(options.idle_in_transaction_timeout),
                ),
                ("timezone", "UTC".to_owned()),
                // To compile a plan takes longer than any statement of ours.
                ("jit", "off".to_owned()),
                // Notices tell somebody at a prompt that a word was too long for the search, and the log would show it.
                ("client_min_messages", "warning".to_owned()),
            ])
            .log_slow_statements(LevelFilter::Warn, options.slow_statement);
        let pool = PgPoolOptions::new()
            .max_connections(options.max_connections)
            .acquire_timeout(options.acquire_timeout)
            .test_before_acquire(false)
            .connect_lazy_with(target);
        let mut connection = SqlxPostgresConnector::from_sqlx_postgres_pool(pool.clone());
        let statements = Arc::new(AtomicU64::new(0));
        let counter = Arc::clone(&statements);
        connection.set_metric_callback(move |_| {
            counter.fetch_add(1, Ordering::Relaxed);
        });
        Ok(Self {
            connection,
            pool,
            statements,
        })
    }

    pub async fn begin(&self) -> Result<Transaction, Error> {
        Ok(Transaction(self.connection.begin().await?))
    }

    /// Begins a transaction that sees the database as it now is and changes nothing, for what takes several statements
    /// to read.
    pub async fn begin_snapshot(&self) -> Result<Transaction, Error> {
        let isolation = Some(IsolationLevel::RepeatableRead);
        let begun = self
            .connection
            .begin_with_config(isolation, Some(AccessMode::ReadOnly));
        Ok(Transaction(begun.await?))
    }

    /// Whether the database answers and its schema is the one this program was built for.
    pub async fn is_ready(&self) -> Result<bool, Error> {
        self.connection.execute_unprepared("SELECT 1").await?;
        Ok(crate::migration::pending(self).await? == 0)
    }

    /// How the pool is doing.
    pub fn connections(&self) -> Connections {
        let (open, idle) = (self.pool.size(), self.pool.num_idle());
        let idle = u32::try_from(idle).unwrap_or(u32::MAX).min(open);
        Connections {
            used: open - idle,
            idle,
            most: self.pool.options().get_max_connections(),
        }
    }

    /// Statements sent since the pool was made, `BEGIN` and `COMMIT` not among them. Tests hold operations to it.
    pub fn statement_count(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }

    /// Waits for running statements and closes every connection.
    pub async fn close(self) {
        self.pool.close().await;
    }
}

impl Transaction {
    pub async fn commit(self) -> Result<(), Error> {
        Ok(self.0.commit().await?)
    }

    /// Undoes it and gives its locks back now. A transaction that is only dropped does so when its connection is used next.
    pub async fn rollback(self) -> Result<(), Error> {
        Ok(self.0.rollback().await?)
    }
}
