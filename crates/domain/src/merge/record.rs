//! The record of a merge.

use chrono::{DateTime, Utc};

use super::ContactField;
use crate::{Id, contact::Contact, text::Name, vocabulary};

vocabulary! {
    /// Whether a merge holds.
    pub enum MergeState {
        Merged = "merged",
        Undone = "undone",
    }
}

/// Rows of one kind of resource, by the name of its table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rows {
    pub resource: String,
    pub rows: u32,
}

/// That one contact was merged into another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merge {
    pub keep_id: Id<Contact>,
    /// The contact that is gone since; no longer an id of anybody while the merge holds.
    pub merge_id: Id<Contact>,
    /// What the contact that is gone was called.
    pub merge_name: Name,
    /// What refers to the kept contact since.
    pub moved: Vec<Rows>,
    /// What both had, and is kept once.
    pub folded: Vec<Rows>,
    pub undone_at: Option<DateTime<Utc>>,
}

/// The merge was undone before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the merge was undone at {at}")]
pub struct AlreadyUndone {
    pub at: DateTime<Utc>,
}

/// What came of undoing a merge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UndoneMerge {
    /// Fields of the kept contact that were changed since the merge, and stay so.
    pub changed: Vec<ContactField>,
    /// Rows that went back to the contact that was merged.
    pub returned: u32,
    /// Rows that are gone, or belong to somebody else by now.
    pub left: u32,
}

impl Merge {
    pub fn state(&self) -> MergeState {
        match self.undone_at {
            None => MergeState::Merged,
            Some(_) => MergeState::Undone,
        }
    }

    /// # Errors
    /// [`AlreadyUndone`]
    pub fn undone(self, at: DateTime<Utc>) -> Result<Self, AlreadyUndone> {
        match self.undone_at {
            Some(at) => Err(AlreadyUndone { at }),
            None => Ok(Self {
                undone_at: Some(at),
                ..self
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_merge_is_undone_once() {
        let merge = Merge {
            keep_id: Id::new(Uuid::from_u128(1)),
            merge_id: Id::new(Uuid::from_u128(2)),
            merge_name: Name::parse("Grace").unwrap(),
            moved: Vec::new(),
            folded: Vec::new(),
            undone_at: None,
        };
        assert_eq!(merge.state(), MergeState::Merged);
        let undone = merge.undone(DateTime::UNIX_EPOCH).unwrap();
        assert_eq!(undone.state(), MergeState::Undone);
        let again = undone.undone(DateTime::UNIX_EPOCH).unwrap_err();
        assert_eq!(again.at, DateTime::UNIX_EPOCH);
    }
}
