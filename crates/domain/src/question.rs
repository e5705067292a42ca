//! Questions to ask.
