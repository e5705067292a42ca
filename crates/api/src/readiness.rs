//! Whether the service should be sent requests, as far as it knows without asking.

use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

use chrono::{DateTime, Utc};

/// How long a yes of the database is believed.
const BELIEVED_MS: i64 = 1000;

/// What `/readyz` knows.
#[derive(Debug, Default)]
pub(crate) struct Readiness {
    draining: AtomicBool,
    ready_at_ms: AtomicI64,
}

impl Readiness {
    /// From now on the answer is no: the service is about to stop.
    pub(crate) fn drain(&self) {
        self.draining.store(true, Ordering::SeqCst);
    }

    pub(crate) fn is_draining(&self) -> bool {
        self.draining.load(Ordering::SeqCst)
    }

    /// The database said yes.
    pub(crate) fn confirm(&self, now: DateTime<Utc>) {
        self.ready_at_ms
            .store(now.timestamp_millis(), Ordering::SeqCst);
    }

    /// Whether it said so a moment ago.
    pub(crate) fn was_confirmed(&self, now: DateTime<Utc>) -> bool {
        (0..BELIEVED_MS)
            .contains(&(now.timestamp_millis() - self.ready_at_ms.load(Ordering::SeqCst)))
    }
}
