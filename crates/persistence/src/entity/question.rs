//! Table `question`.
