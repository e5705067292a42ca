//! The document against the router, the committed file and its own rules.
