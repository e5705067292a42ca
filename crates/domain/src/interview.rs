//! An informational interview.
