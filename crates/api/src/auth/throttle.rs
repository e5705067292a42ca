//! Slows down guessers of passwords, without keeping the addresses they try.

use std::fmt;

use aws_lc_rs::hmac;
use chrono::TimeDelta;
use domain::{account::Email, sign_in::Backoff};

use super::secret::{self, Secret};
use crate::config;

/// The pauses, and the key under which failures are kept.
pub struct Throttle {
    key: hmac::Key,
    backoff: Backoff,
}

impl Throttle {
    pub fn new(secret: &Secret, settings: &config::Throttle) -> Self {
        Self {
            key: secret.derive("failed sign-ins by address"),
            backoff: Backoff {
                free_failures: settings.free_failures,
                longest: TimeDelta::seconds(settings.longest_block_seconds.into()),
                forget_after: TimeDelta::hours(24),
            },
        }
    }

    pub fn backoff(&self) -> &Backoff {
        &self.backoff
    }

    /// What stands for an address, known or not. Without the key nobody can tell whose it is.
    pub fn hash(&self, email: &Email) -> [u8; 32] {
        secret::sign(&self.key, email.key().as_bytes())
    }
}

impl fmt::Debug for Throttle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Throttle")
            .field("backoff", &self.backoff)
            .finish_non_exhaustive()
    }
}
