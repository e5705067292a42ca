//! What became of a file: how many rows did what, and why a row was refused (user ask 12).

use super::MatchBy;
use crate::{Id, contact::Contact, vocabulary};

vocabulary! {
    /// The format of a file of contacts.
    pub enum Format {
        Csv = "csv",
        Vcard = "vcard",
        Jsonl = "jsonl",
    }
}

vocabulary! {
    /// What became of a row.
    pub enum RowOutcome {
        Created = "created",
        Updated = "updated",
        /// The contact says all of it already.
        Unchanged = "unchanged",
        Refused = "refused",
    }
}

/// How many rows had each outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub created: u32,
    pub updated: u32,
    pub unchanged: u32,
    pub refused: u32,
}

impl Tally {
    pub fn count(&mut self, outcome: RowOutcome) {
        let of = match outcome {
            RowOutcome::Created => &mut self.created,
            RowOutcome::Updated => &mut self.updated,
            RowOutcome::Unchanged => &mut self.unchanged,
            RowOutcome::Refused => &mut self.refused,
        };
        *of += 1;
    }

    pub fn rows(self) -> u32 {
        self.created + self.updated + self.unchanged + self.refused
    }
}

/// One file that was imported, or tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    pub format: Format,
    pub match_by: MatchBy,
    /// Only tried: the contacts stayed as they were.
    pub dry_run: bool,
    pub tally: Tally,
    /// Columns, or properties of cards, that no field was found for.
    pub ignored: Vec<String>,
}

/// One row of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportRow {
    pub import_id: Id<Import>,
    /// Which of the file's rows, counted from 1 without the header.
    pub position: i32,
    /// Where it begins in the file, counted from 1.
    pub line: i32,
    pub outcome: RowOutcome,
    /// Whom it is about; nobody when it was refused, only tried, or the contact was deleted since.
    pub contact_id: Option<Id<Contact>>,
    /// At least one of a refused row, none of any other.
    pub errors: Vec<Refusal>,
}

/// Why a row was refused: the column, a word for machines and a sentence for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    pub column: String,
    pub code: String,
    pub detail: String,
}

impl Refusal {
    pub fn new(column: &str, code: &str, detail: impl std::fmt::Display) -> Self {
        Self {
            column: column.to_owned(),
            code: code.to_owned(),
            detail: detail.to_string(),
        }
    }
}

impl Import {
    /// Names of ignored columns that are kept, and how long each is at most.
    pub const MAX_IGNORED: usize = super::MAX_COLUMNS;
    pub const MAX_COLUMN_CHARS: usize = 200;
}

impl ImportRow {
    /// Reasons that are kept of one row.
    pub const MAX_ERRORS: usize = 20;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_counted_once() {
        let mut tally = Tally::default();
        for outcome in [
            RowOutcome::Created,
            RowOutcome::Refused,
            RowOutcome::Created,
        ] {
            tally.count(outcome);
        }
        assert_eq!((tally.created, tally.refused, tally.rows()), (2, 1, 3));
    }
}
