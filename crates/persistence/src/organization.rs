//! Organizations in the database.
