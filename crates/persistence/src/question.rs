//! Questions and the built-in bank in the database.
