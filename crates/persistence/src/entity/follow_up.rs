//! Table `follow_up`.
