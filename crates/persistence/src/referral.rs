//! Referrals in the database.
