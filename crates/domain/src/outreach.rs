//! The pursuit of one contact for one theme.
