//! The pool of connections and the transactions on it.

mod lease;
mod pool;
mod raw;

use std::{str::FromStr, sync::Arc, time::Duration};

use log::LevelFilter;
use sqlx::{
    ConnectOptions,
    postgres::{PgConnectOptions, PgPool, PgPoolOptions},
};
use tokio::sync::Mutex;

pub use self::{lease::Lease, pool::Pool};
use crate::Error;

/// The target of our spans, which are for traces and not for the log.
pub const TRACE: &str = "rapport::trace";

/// How to reach the database and how long to wait for it.
#[derive(Clone, Debug)]
pub struct Options {
    /// For requests and for what jobs do.
    pub max_connections: u32,
    /// For fetching jobs and hearing of changes, so that requests cannot starve them: two are held all the time.
    pub background_connections: u32,
    /// How long a request may wait for a connection before it is answered 503.
    pub acquire_timeout: Duration,
    pub statement_timeout: Duration,
    /// How long a statement may wait for another transaction's lock.
    pub lock_timeout: Duration,
    pub idle_in_transaction_timeout: Duration,
    /// Statements that take longer are logged, without what was bound to them.
    pub slow_statement: Duration,
}

/// One PostgreSQL database, and the connections to it.
#[derive(Clone, Debug)]
pub struct Database {
    connections: Arc<Pool>,
    /// Of the library for jobs and of whoever listens.
    pub(crate) pool: PgPool,
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

/// A transaction: dropped without [`Transaction::commit`], it is undone.
#[derive(Debug)]
pub struct Transaction(Mutex<Lease>);

impl Database {
    /// Connects lazily: the first statement opens the first connection.
    ///
    /// # Errors
    /// The URL is not one of a PostgreSQL database.
    pub fn connect(url: &str, options: &Options) -> Result<Self, Error> {
        Self::connect_past(url, url, options)
    }

    /// The same where `url` is that of a pooler, which lends connections for a transaction: what needs one for longer goes past
    /// it, to `session_url`.
    ///
    /// # Errors
    /// One is not the URL of a PostgreSQL database.
    pub fn connect_past(url: &str, session_url: &str, options: &Options) -> Result<Self, Error> {
        let (target, session) = (target(url, options)?, target(session_url, options)?);
        let pool = |most| {
            PgPoolOptions::new()
                .max_connections(most)
                .acquire_timeout(options.acquire_timeout)
                .test_before_acquire(false)
        };
        let opener = pool(options.max_connections).connect_lazy_with(target);
        Ok(Self {
            connections: Pool::new(opener, options.max_connections, options.acquire_timeout),
            pool: pool(options.background_connections).connect_lazy_with(session),
        })
    }

    pub async fn begin(&self) -> Result<Transaction, Error> {
        self.begin_as("BEGIN").await
    }

    /// Begins a transaction that sees the database as it now is and changes nothing, for what takes several statements
    /// to read.
    pub async fn begin_snapshot(&self) -> Result<Transaction, Error> {
        self.begin_as("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            .await
    }

    async fn begin_as(&self, begin: &'static str) -> Result<Transaction, Error> {
        let mut lease = self.connections.lease().await?;
        lease.begin(begin).await?;
        Ok(Transaction(Mutex::new(lease)))
    }

    /// Whether the database answers and its schema is the one this program was built for.
    pub async fn is_ready(&self) -> Result<bool, Error> {
        self.connections
            .lease()
            .await?
            .execute_unprepared("SELECT 1")
            .await?;
        Ok(crate::migration::pending(self).await? == 0)
    }

    /// Whether so many wait for a connection that a request which only begins had better be refused: it waits more than once,
    /// and of too many that have begun, each takes what another needs to end.
    pub fn is_crowded(&self) -> bool {
        self.connections.is_crowded()
    }

    /// How many connections are in use.
    pub fn connections(&self) -> Connections {
        self.connections.connections()
    }

    /// Statements sent since this was made, `BEGIN`, `COMMIT` and cursors not among them. Tests hold operations to it.
    pub fn statement_count(&self) -> u64 {
        self.connections.statement_count()
    }

    /// Waits for running statements and closes every connection.
    pub async fn close(self) {
        self.connections.close().await;
        self.pool.close().await;
    }
}

/// What to say to a server at the beginning.
fn target(url: &str, options: &Options) -> Result<PgConnectOptions, Error> {
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
    Ok(target)
}

impl Transaction {
    pub async fn commit(self) -> Result<(), Error> {
        Ok(self.0.into_inner().end("COMMIT").await?)
    }

    /// Undoes it and gives its locks back now. Dropped, it does so soon, and nobody learns how that went.
    pub async fn rollback(self) -> Result<(), Error> {
        Ok(self.0.into_inner().end("ROLLBACK").await?)
    }
}
