//! Accounts, tokens and sessions.
