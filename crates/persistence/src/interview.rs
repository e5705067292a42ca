//! Interviews in the database.
