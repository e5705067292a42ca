//! persistence.
