//! The only crate that knows SeaORM and SQL: connections, migrations and one module of queries for each concept.

pub mod account;
pub mod agenda;
mod column;
pub mod connection;
pub mod contact;
mod entity;
pub mod error;
pub mod executor;
pub mod follow_up;
pub mod idempotency;
pub mod interview;
pub mod interview_question;
pub mod listing;
pub mod methodology;
pub mod migration;
pub mod organization;
pub mod outreach;
pub mod question;
pub mod referral;
pub mod refresh_token;
#[doc(hidden)]
pub mod schema;
pub mod session;
pub mod sign_in_throttle;
pub mod theme;
pub mod workspace;

pub use connection::{Database, Options, Transaction};
pub use error::Error;
pub use executor::Executor;
pub use listing::{Listing, SortBy, SortKey};
