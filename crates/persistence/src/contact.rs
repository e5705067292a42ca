//! Contacts in the database.
