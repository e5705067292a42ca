//! Migrations and constraints.
