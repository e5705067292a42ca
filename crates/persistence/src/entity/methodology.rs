//! Table `methodology`.
