//! Table `interview`.
