//! The rows as SeaORM sees them, one module for each table.

pub(crate) mod account;
pub(crate) mod refresh_token;
pub(crate) mod session;
pub(crate) mod theme;
