//! Mails that prove an address, in the database: when one was asked for, and the hash of its token.

use chrono::{DateTime, Utc};
use domain::{
    Id,
    email_proof::{PAUSE, ProofPurpose},
    vocabulary::Vocabulary,
};
use sea_orm::{ConnectionTrait, DbBackend, Statement};

use crate::{Error, Executor, Transaction, executor::sealed::Sealed, workspace::Owner};

/// Notes that a mail is asked for. `false`: another was a moment ago, and that is enough.
pub async fn request(
    tx: &Transaction,
    account: Owner,
    purpose: ProofPurpose,
    now: DateTime<Utc>,
) -> Result<bool, Error> {
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "INSERT INTO email_proof (account_id, purpose, requested_at) VALUES ($1, $2, $3) \
         ON CONFLICT (account_id, purpose) DO UPDATE SET requested_at = $3 WHERE email_proof.requested_at <= $4",
        [
            account.uuid().into(),
            purpose.as_str().into(),
            now.into(),
            (now - PAUSE).into(),
        ],
    );
    Ok(tx.raw().execute_raw(statement).await?.rows_affected() > 0)
}

/// Keeps the token of the mail that is about to be sent, in place of the one before. `false`: nobody asked for one, or it
/// was redeemed meanwhile.
pub async fn keep(
    tx: &Transaction,
    account: Owner,
    purpose: ProofPurpose,
    token_hash: &[u8; 32],
    expires_at: DateTime<Utc>,
) -> Result<bool, Error> {
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "UPDATE email_proof SET token_hash = $3, expires_at = $4 WHERE account_id = $1 AND purpose = $2",
        [
            account.uuid().into(),
            purpose.as_str().into(),
            token_hash.to_vec().into(),
            expires_at.into(),
        ],
    );
    Ok(tx.raw().execute_raw(statement).await?.rows_affected() > 0)
}

/// Takes a token, which is good once, and returns whose it was.
pub async fn redeem(
    tx: &Transaction,
    purpose: ProofPurpose,
    token_hash: &[u8; 32],
    now: DateTime<Utc>,
) -> Result<Option<Owner>, Error> {
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "DELETE FROM email_proof WHERE token_hash = $1 AND purpose = $2 AND expires_at > $3 RETURNING account_id",
        [
            token_hash.to_vec().into(),
            purpose.as_str().into(),
            now.into(),
        ],
    );
    let row = tx.raw().query_one_raw(statement).await?;
    let account = row.map(|row| row.try_get("", "account_id")).transpose()?;
    Ok(account.map(Id::new))
}

/// Takes back what was asked for, whether it was sent or not.
pub async fn withdraw(
    tx: &Transaction,
    account: Owner,
    purpose: ProofPurpose,
) -> Result<(), Error> {
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "DELETE FROM email_proof WHERE account_id = $1 AND purpose = $2",
        [account.uuid().into(), purpose.as_str().into()],
    );
    tx.raw().execute_raw(statement).await?;
    Ok(())
}

/// Whose a token is, without taking it.
pub async fn find(
    db: &impl Executor,
    purpose: ProofPurpose,
    token_hash: &[u8; 32],
    now: DateTime<Utc>,
) -> Result<Option<Owner>, Error> {
    let statement = Statement::from_sql_and_values(
        DbBackend::Postgres,
        "SELECT account_id FROM email_proof WHERE token_hash = $1 AND purpose = $2 AND expires_at > $3",
        [
            token_hash.to_vec().into(),
            purpose.as_str().into(),
            now.into(),
        ],
    );
    let row = db.raw().query_one_raw(statement).await?;
    let account = row.map(|row| row.try_get("", "account_id")).transpose()?;
    Ok(account.map(Id::new))
}
