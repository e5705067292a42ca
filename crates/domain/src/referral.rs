//! Who led to whom.
