//! Methodology profiles.
