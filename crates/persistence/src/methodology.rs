//! Methodology profiles in the database.
