//! Table `organization`.
