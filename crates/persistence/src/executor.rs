//! What a query runs on: the pool for a single statement, a transaction for several.

use crate::{Database, Transaction};

/// The database or a transaction in it. Sealed: only this crate can reach the connection beneath, so only this crate
/// can write a query.
pub trait Executor: sealed::Sealed {}

impl Executor for Database {}
impl Executor for Transaction {}

pub(crate) mod sealed {
    use sea_orm::ConnectionTrait;

    pub trait Sealed: Sync {
        type Raw: ConnectionTrait;

        fn raw(&self) -> &Self::Raw;
    }

    impl Sealed for crate::Database {
        type Raw = Self;

        fn raw(&self) -> &Self {
            self
        }
    }

    impl Sealed for crate::Transaction {
        type Raw = Self;

        fn raw(&self) -> &Self {
            self
        }
    }
}
