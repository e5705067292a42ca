//! A resource as it is kept: what it says, and which revision of it this is.

use chrono::{DateTime, Utc};

use crate::Id;

/// A `T` that has an identity and a history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored<T> {
    pub id: Id<T>,
    /// Counts the updates of the row from 1; the `ETag` is made of it.
    pub version: i32,
    pub created_at: DateTime<Utc>,
    pub updated_at: DateTime<Utc>,
    pub value: T,
}

impl<T> Stored<T> {
    /// The same resource with another value, as a transition leaves it before it is saved.
    #[must_use]
    pub fn with(self, value: T) -> Self {
        Self { value, ..self }
    }
}
