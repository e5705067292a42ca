//! The rows as SeaORM sees them, one module for each table.

pub(crate) mod theme;
