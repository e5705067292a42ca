//! Outreach and its attempts in the database.
