//! The agenda in the database.
