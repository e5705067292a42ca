//! A mail that proves that an address is somebody's: to verify it, or to choose a new password.

use chrono::{DateTime, TimeDelta, Utc};

use crate::vocabulary;

vocabulary! {
    /// What the token of a mail is good for.
    pub enum ProofPurpose {
        VerifyEmail = "verify_email",
        ResetPassword = "reset_password",
    }
}

/// A second mail for the same purpose is not sent sooner.
pub const PAUSE: TimeDelta = TimeDelta::minutes(1);

impl ProofPurpose {
    /// How long the token is good for. That of a password is short: whoever holds it holds the account.
    pub fn lifetime(self) -> TimeDelta {
        match self {
            Self::VerifyEmail => TimeDelta::days(3),
            Self::ResetPassword => TimeDelta::minutes(30),
        }
    }
}

/// When the next mail may be asked for, after one was asked for at `last`.
pub fn next_request(last: DateTime<Utc>) -> DateTime<Utc> {
    last + PAUSE
}
