//! The whole journey, from whom to ask to when to write again.
