//! Table `contact_method`.
