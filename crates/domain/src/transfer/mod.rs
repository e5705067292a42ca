//! Contacts on their way into a workspace and out of it: what a file says, whatever its format (user asks 11 to 13).

mod apply;
mod cells;
mod columns;
mod custom;
mod field;
mod import;
mod key;
mod list;
mod methods;
mod value;

pub use self::{
    apply::{Applied, Employer, apply},
    cells::cells,
    columns::{Columns, InvalidColumns, Mapping},
    custom::{read as read_custom, write as write_custom},
    field::{Field, InvalidField, MethodPart, Plain},
    import::{Format, Import, ImportRow, Refusal, RowOutcome, Tally},
    key::{Key, MatchBy, keys},
    list::{join, split},
};

/// One row of a table, one card or one line: what a file says about one contact.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// Where it begins in the file, counted from 1.
    pub line: u32,
    /// What is not blank.
    pub cells: Vec<Cell>,
    /// Whether its numbered methods join those that the contact has; otherwise they are all of them.
    pub adds_methods: bool,
}

/// One thing that a row says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// What the file calls it, to be named when it does not fit.
    pub column: String,
    pub field: Field,
    pub given: Given,
}

/// What a cell asks for; a blank one asks for nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// It held the token that clears.
    Clear,
    Text(String),
}

/// Rows that one file may have.
pub const MAX_ROWS: usize = 20_000;
/// Columns that a table may have, and things that a card or a line may say.
pub const MAX_COLUMNS: usize = 200;
