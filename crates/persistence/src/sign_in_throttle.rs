//! Failed sign-ins by the keyed hash of the e-mail address, known or not.

use chrono::{DateTime, TimeDelta, Utc};
use domain::sign_in::Failures;
use sea_orm::{ConnectionTrait, DbBackend, Statement};

use crate::{Error, Executor, Transaction, executor::sealed::Sealed};

/// Rows of forgotten failures that one more failure takes along.
const SWEPT_AT_ONCE: i64 = 10;

/// Makes sign-ins to one address take turns in recording how they went, until the transaction ends.
pub async fn lock(tx: &Transaction, email_hash: &[u8; 32]) -> Result<(), Error> {
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "SELECT pg_advisory_xact_lock(hashtextextended('sign_in ' || encode($1, 'hex'), 0))",
        [email_hash.to_vec().into()],
    );
    tx.raw().query_one_raw(statement).await?;
    Ok(())
}

pub async fn find(db: &impl Executor, email_hash: &[u8; 32]) -> Result<Option<Failures>, Error> {
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "SELECT failures, last_failed_at, blocked_until FROM sign_in_throttle WHERE email_hash = $1",
        [email_hash.to_vec().into()],
    );
    let Some(row) = db.raw().query_one_raw(statement).await? else {
        return Ok(None);
    };
    let count: i32 = row.try_get("", "failures")?;
    Ok(Some(Failures {
        count: u32::try_from(count).unwrap_or(0),
        last_at: row.try_get("", "last_failed_at")?,
        blocked_until: row.try_get("", "blocked_until")?,
    }))
}

/// Keeps the failures of one address, and forgets some of those that are older than `forget_after`.
pub async fn save(
    tx: &Transaction,
    email_hash: &[u8; 32],
    failures: &Failures,
    forget_after: TimeDelta,
) -> Result<(), Error> {
    let Failures {
        count,
        last_at,
        blocked_until,
    } = *failures;
    let forgotten: DateTime<Utc> = last_at - forget_after;
    // SKIP LOCKED: two sweeps at a time must not wait for each other's rows.
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "WITH forgotten AS (DELETE FROM sign_in_throttle WHERE email_hash IN ( \
             SELECT email_hash FROM sign_in_throttle WHERE last_failed_at < $5 AND email_hash <> $1 \
             ORDER BY last_failed_at LIMIT $6 FOR UPDATE SKIP LOCKED)) \
         INSERT INTO sign_in_throttle (email_hash, failures, last_failed_at, blocked_until) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (email_hash) DO UPDATE SET (failures, last_failed_at, blocked_until) \
         = (excluded.failures, excluded.last_failed_at, excluded.blocked_until)",
        [
            email_hash.to_vec().into(),
            i32::try_from(count).unwrap_or(i32::MAX).into(),
            last_at.into(),
            blocked_until.into(),
            forgotten.into(),
            SWEPT_AT_ONCE.into(),
        ],
    );
    tx.raw().execute_raw(statement).await?;
    Ok(())
}

/// Forgets the failures of an address after a sign-in that succeeded.
pub async fn delete(db: &impl Executor, email_hash: &[u8; 32]) -> Result<(), Error> {
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "DELETE FROM sign_in_throttle WHERE email_hash = $1",
        [email_hash.to_vec().into()],
    );
    db.raw().execute_raw(statement).await?;
    Ok(())
}
