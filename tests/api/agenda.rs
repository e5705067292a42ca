//! The agenda.
