//! How many statements each operation sends.
