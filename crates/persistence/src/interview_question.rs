//! The questions of an interview in the database.
