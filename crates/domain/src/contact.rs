//! A person to talk to.
