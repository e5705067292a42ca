//! Table `outreach`.
