//! The generator of identifiers that handlers are given, so that a test can foresee them.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use domain::Id;
use uuid::Uuid;

/// Makes UUIDv7 identifiers (RFC 9562).
#[derive(Clone, Debug)]
pub enum Ids {
    System,
    /// Counts up from one.
    Counted(Arc<AtomicU64>),
}

impl Ids {
    pub fn counted() -> Self {
        Self::Counted(Arc::new(AtomicU64::new(0)))
    }

    pub fn uuid(&self) -> Uuid {
        match self {
            #[expect(
                clippy::disallowed_methods,
                reason = "this is the generator that everybody else takes"
            )]
            Self::System => Uuid::now_v7(),
            Self::Counted(count) => {
                let next = count.fetch_add(1, Ordering::SeqCst) + 1;
                // 2026-01-01T00:00:00Z in milliseconds, version 7, variant 10, then the count.
                let (time, shape) = (
                    0x019b_76da_a800_u128 << 80,
                    (0x7_000_u128 << 64) | (0x8 << 60),
                );
                Uuid::from_u128(time | shape | u128::from(next))
            }
        }
    }

    pub fn next<T>(&self) -> Id<T> {
        Id::new(self.uuid())
    }
}
