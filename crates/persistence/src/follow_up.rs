//! Follow-ups in the database.
