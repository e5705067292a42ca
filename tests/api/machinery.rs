//! What every operation shares.
