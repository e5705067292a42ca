//! A private PostgreSQL for `rapport serve` without `DATABASE_URL` and for the tests.
//!
//! The server listens on a Unix socket only, in a directory that nobody but the owner of the cluster (and root) can
//! enter; that is what makes password-less `trust` acceptable. Each server has a watchdog that ends it with us.

mod account;
mod cluster;
mod command;
mod error;
mod place;
mod programs;
mod watchdog;

pub use cluster::Cluster;
pub use error::Error;
