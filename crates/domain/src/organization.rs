//! A place where people of interest work.
