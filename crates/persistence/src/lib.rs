//! The only crate that knows SeaORM and SQL: connections, migrations and one module of queries for each concept.

pub mod account;
mod column;
pub mod connection;
mod entity;
pub mod error;
pub mod executor;
pub mod idempotency;
pub mod listing;
pub mod migration;
pub mod refresh_token;
pub mod session;
pub mod sign_in_throttle;
pub mod theme;
pub mod workspace;

pub use connection::{Database, Options, Transaction};
pub use error::Error;
pub use executor::Executor;
pub use listing::{Listing, SortBy, SortKey};
