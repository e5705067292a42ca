//! Outreach.
