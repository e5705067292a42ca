//! How well asking works.
