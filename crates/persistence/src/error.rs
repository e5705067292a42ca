//! What can go wrong in the database, by what it means to the caller.

use sea_orm::{DbErr, RuntimeErr, SqlxError};

/// What a server says that was the leader and is no longer.
pub(crate) const READ_ONLY: &str = "25006";

/// A failed query. Lookups that find nothing are no errors.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A named UNIQUE, CHECK or FOREIGN KEY constraint refused the write.
    #[error("{table} violates {constraint}")]
    Violated { table: String, constraint: String },
    /// No connection, statement or lock in time: worth another try later.
    #[error("the database is not available: {0}")]
    Unavailable(#[source] DbErr),
    /// A row that breaks an invariant of the domain.
    #[error("{table}.{column} of {id} does not hold what the domain allows")]
    Corrupt {
        table: &'static str,
        column: &'static str,
        id: uuid::Uuid,
    },
    #[error("not the URL of a PostgreSQL database")]
    InvalidUrl,
    #[error(transparent)]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// The job queue could not do what it was asked.
    #[error("the job queue: {0}")]
    Queue(String),
    #[error(transparent)]
    Database(DbErr),
}

impl Error {
    pub(crate) fn queue(error: impl std::fmt::Display) -> Self {
        Self::Queue(error.to_string())
    }
}

impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        if matches!(error, DbErr::ConnectionAcquire(_)) {
            return Self::Unavailable(error);
        }
        let (DbErr::Exec(RuntimeErr::SqlxError(cause))
        | DbErr::Query(RuntimeErr::SqlxError(cause))
        | DbErr::Conn(RuntimeErr::SqlxError(cause))) = &error
        else {
            return Self::Database(error);
        };
        match &**cause {
            // A balancer that has no database to offer accepts a connection and closes it, against the protocol.
            SqlxError::PoolTimedOut
            | SqlxError::PoolClosed
            | SqlxError::Io(_)
            | SqlxError::Tls(_)
            | SqlxError::Protocol(_) => Self::Unavailable(error),
            SqlxError::Database(refusal) => match (refusal.constraint(), refusal.code().as_deref())
            {
                (Some(constraint), Some("23502" | "23503" | "23505" | "23514")) => Self::Violated {
                    table: refusal.table().unwrap_or_default().to_owned(),
                    constraint: constraint.to_owned(),
                },
                (_, Some(code)) if is_passing(code) => Self::Unavailable(error),
                _ => Self::Database(error),
            },
            _ => Self::Database(error),
        }
    }
}

/// Whether another try may find the database otherwise: a connection failed (class 08), something ran out (53), a lock was not
/// to be had, two waited for each other, it took too long, an operator intervened (57), or this server leads no longer.
fn is_passing(code: &str) -> bool {
    ["08", "53", "57"]
        .iter()
        .any(|class| code.starts_with(class))
        || ["55P03", "40P01", "25P03", READ_ONLY].contains(&code)
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        Self::from(DbErr::Query(RuntimeErr::SqlxError(std::sync::Arc::new(
            error,
        ))))
    }
}
