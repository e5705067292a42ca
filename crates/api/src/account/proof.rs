//! Proving who one is by password, as slowly for strangers as for those who mistyped.

use domain::{
    Stored,
    account::{Account, Email},
    password::PasswordHash,
    sign_in::TooManyFailures,
};
use persistence::{account::Credentials, sign_in_throttle};
use secrecy::SecretString;

use crate::{
    auth::{
        password::{HashError, Verdict},
        secret::NoRandomness,
        token::NotSigned,
    },
    error::{ApiError, Code},
    http::Write,
};

/// Somebody knew the password of an account.
#[derive(Clone, Debug)]
pub(super) struct Proof {
    pub(super) account: Stored<Account>,
    /// What the password was compared to. Whatever relies on the proof makes sure that it still is the account's.
    pub(super) verified: PasswordHash,
    /// The hash is not as costly as today's.
    pub(super) is_outdated: bool,
}

/// Compares a password with what was found under an address; `None` when it is wrong or nothing was found.
///
/// Both take the same time and the same statements. Failures are counted by address, whether it is known or not, and
/// looked at twice: before the work, and before its result is told, so that guesses made at once count one by one.
pub(super) async fn prove(
    write: &Write,
    email: &Email,
    found: Option<Credentials>,
    password: SecretString,
) -> Result<Option<Proof>, ApiError> {
    let state = write.state();
    let address = state.throttle.hash(email);
    admit(write, &address).await?;
    let hash = found.as_ref().map(|found| found.password_hash.clone());
    let verdict = state.hasher.verify(password, hash).await?;
    let Some(found) = found.filter(|_| verdict != Verdict::Wrong) else {
        count(write, &address).await?;
        return Ok(None);
    };
    forgive(write, &address).await?;
    Ok(Some(Proof {
        account: found.account,
        verified: found.password_hash,
        is_outdated: verdict == Verdict::Outdated,
    }))
}

/// Refuses while the pause after a failure goes on. Returns whether there were failures.
async fn admit(write: &Write, address: &[u8; 32]) -> Result<bool, ApiError> {
    let failures = sign_in_throttle::find(&write.state().db, address).await?;
    if let Some(failures) = failures {
        failures.admit(write.now())?;
    }
    Ok(failures.is_some())
}

/// The right password ends the series of failures, unless too many others were tried meanwhile.
async fn forgive(write: &Write, address: &[u8; 32]) -> Result<(), ApiError> {
    if admit(write, address).await? {
        sign_in_throttle::delete(&write.state().db, address).await?;
    }
    Ok(())
}

async fn count(write: &Write, address: &[u8; 32]) -> Result<(), ApiError> {
    let state = write.state();
    let tx = state.db.begin().await?;
    sign_in_throttle::lock(&tx, address).await?;
    let before = sign_in_throttle::find(&tx, address).await?;
    if let Some(failures) = before {
        failures.admit(write.now())?;
    }
    let backoff = state.throttle.backoff();
    let failures = backoff.count(before, write.now());
    sign_in_throttle::save(&tx, address, &failures, backoff.forget_after).await?;
    Ok(tx.commit().await?)
}

impl From<TooManyFailures> for ApiError {
    fn from(refused: TooManyFailures) -> Self {
        let wait = refused.retry_after.num_milliseconds().max(0);
        let seconds = wait.unsigned_abs().div_ceil(1000).max(1);
        let detail = format!("Too many sign-ins to this address failed. Wait {seconds} s.");
        Self::new(Code::TooManyFailures, detail).retry_after(seconds)
    }
}

impl From<HashError> for ApiError {
    fn from(error: HashError) -> Self {
        match error {
            HashError::Busy => Self::new(Code::Busy, "Many are signing in. Try again."),
            other => Self::internal(other),
        }
    }
}

impl From<NotSigned> for ApiError {
    fn from(error: NotSigned) -> Self {
        Self::internal(error)
    }
}

impl From<NoRandomness> for ApiError {
    fn from(error: NoRandomness) -> Self {
        Self::internal(error)
    }
}
