//! Answers kept under an Idempotency-Key, in the transaction of their effect.

use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult, Statement};

use crate::{Error, Transaction, executor::sealed::Sealed, select, workspace::Owner};

/// An answer as it was first given.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub struct Answer {
    /// SHA-256 of the request it answered.
    pub fingerprint: Vec<u8>,
    pub status: i16,
    pub etag: Option<String>,
    pub location: Option<String>,
    pub body: Vec<u8>,
}

/// Takes a key for this transaction; `false` when another request holds it at this moment.
pub async fn take(tx: &Transaction, owner: Owner, key: &str) -> Result<bool, Error> {
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "SELECT pg_try_advisory_xact_lock(hashtextextended($1 || ' ' || $2, 0)) AS taken",
        [owner.to_string().into(), key.into()],
    );
    let row = tx.raw().query_one_raw(statement).await?;
    Ok(row
        .map(|row| row.try_get("", "taken"))
        .transpose()?
        .unwrap_or(false))
}

/// The answer already given under a key that has not expired. Call after [`take`], or a commit in between goes unseen.
pub async fn find(
    tx: &Transaction,
    owner: Owner,
    key: &str,
    now: DateTime<Utc>,
) -> Result<Option<Answer>, Error> {
    select::one::<Answer>(
        tx,
        "SELECT fingerprint, status, etag, location, body FROM idempotency_key \
         WHERE owner_id = $1 AND key = $2 AND expires_at > $3",
        [owner.uuid().into(), key.into(), now.into()],
    )
    .await
}

/// Keeps an answer until `expires_at` and forgets this owner's expired ones.
pub async fn insert(
    tx: &Transaction,
    owner: Owner,
    key: &str,
    answer: Answer,
    now: DateTime<Utc>,
    expires_at: DateTime<Utc>,
) -> Result<(), Error> {
    let Answer {
        fingerprint,
        status,
        etag,
        location,
        body,
    } = answer;
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "WITH expired AS (DELETE FROM idempotency_key WHERE owner_id = $1 AND expires_at <= $8 AND key <> $2) \
         INSERT INTO idempotency_key (owner_id, key, fingerprint, status, etag, location, body, created_at, expires_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
         ON CONFLICT (owner_id, key) DO UPDATE SET (fingerprint, status, etag, location, body, created_at, expires_at) \
         = (excluded.fingerprint, excluded.status, excluded.etag, excluded.location, excluded.body, \
            excluded.created_at, excluded.expires_at)",
        [
            owner.uuid().into(),
            key.into(),
            fingerprint.into(),
            status.into(),
            etag.into(),
            location.into(),
            body.into(),
            now.into(),
            expires_at.into(),
        ],
    );
    tx.raw().execute_raw(statement).await?;
    Ok(())
}

/// Forgets this owner's expired answers.
pub async fn forget(tx: &Transaction, owner: Owner, now: DateTime<Utc>) -> Result<(), Error> {
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "DELETE FROM idempotency_key WHERE owner_id = $1 AND expires_at <= $2",
        [owner.uuid().into(), now.into()],
    );
    tx.raw().execute_raw(statement).await?;
    Ok(())
}
