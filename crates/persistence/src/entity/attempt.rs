//! Table `attempt`.
