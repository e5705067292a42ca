//! Table `contact`.
