//! What the tests over all operations and all tables need to know, one file for each group of concepts.

mod agenda;
mod analytics;
mod contact;
mod credential;
mod document;
mod house;
mod learning;
mod merge;
mod message;
mod methodology;
mod network;
mod notification;
mod organization;
mod preparation;
mod profile;
mod search;
mod session_log;
mod snafu;
mod theme;
mod transfer;
mod visit;
mod webhook;

use serde_json::Value;

/// What one group of concepts adds to the tests over everything.
pub(crate) struct Facts {
    /// Statements that give an account one row in every table of the group. `owner`, `stem` and `now` are at hand; the
    /// ids are `(stem || '20')::uuid` and so on, each group with a range of its own.
    workspace: &'static str,
    /// For each collection, as its path has it after `/v1/`, the two hexadecimal digits of the row that paths name.
    rows: &'static [(&'static str, &'static str)],
    /// The members of bodies that name another resource of the caller's, and the row that they may name.
    references: &'static [(&'static str, &'static str)],
    /// For each table, the row to copy and what a copy must change to be a valid row beside it.
    copies: &'static [Copy],
    /// For each constraint, what a copy must change to break it and nothing else. `{200}` stands for a text of that
    /// many characters.
    constraints: &'static [(&'static str, &'static str)],
    /// Statements of each operation, the look at the caller's session among them, `BEGIN` and `COMMIT` not.
    /// `/readyz` asks beneath the counter.
    costs: &'static [(&'static str, u64)],
    /// What an operation needs to succeed on the rows of the workspace; `None` where its example will do.
    case: fn(&str) -> Option<Case>,
    /// Twenty-nine more of everything that a list of this person's shows: statements divided by semicolons, with
    /// `{owner}` and `{stem}`.
    many: &'static str,
}

const ALL: [&Facts; 22] = [
    &house::FACTS,
    &profile::FACTS,
    &theme::FACTS,
    &organization::FACTS,
    &contact::FACTS,
    &methodology::FACTS,
    &network::FACTS,
    &merge::FACTS,
    &search::FACTS,
    &session_log::FACTS,
    &snafu::FACTS,
    &transfer::FACTS,
    &document::FACTS,
    &agenda::FACTS,
    &analytics::FACTS,
    &credential::FACTS,
    &notification::FACTS,
    &visit::FACTS,
    &webhook::FACTS,
    &message::FACTS,
    &learning::FACTS,
    &preparation::FACTS,
];

/// SQL that prepares the rows, the ids of the path where they are others, and the body where the example does not fit.
#[derive(Default)]
pub(crate) struct Case {
    pub(crate) prepare: &'static str,
    pub(crate) path: Option<&'static str>,
    pub(crate) body: Option<Value>,
}

pub(crate) struct Copy {
    pub(crate) table: &'static str,
    row: &'static str,
    changes: &'static str,
}

const fn copy(table: &'static str, row: &'static str, changes: &'static str) -> Copy {
    Copy {
        table,
        row,
        changes,
    }
}

impl Copy {
    /// An INSERT of the copy with further changes, given as a JSON object.
    pub(crate) fn insert(&self, further: &str) -> String {
        let Self {
            table,
            row,
            changes,
        } = self;
        format!(
            "INSERT INTO {table} SELECT (jsonb_populate_record(model, '{changes}'::jsonb || ('{further}')::jsonb)).* \
             FROM {table} AS model WHERE {row}"
        )
    }
}

/// Ada's rows.
const ADAS: &str = "owner_id = '00000000-0000-7000-8000-000000000a01'";
const NEW_ID: &str = r#"{"id": "00000000-0000-7000-8000-00000000ff02"}"#;
const NOBODY: &str = r#"{"owner_id": "00000000-0000-7000-8000-000000000000"}"#;

pub(crate) fn row(collection: &str) -> Option<&'static str> {
    let mut rows = ALL.iter().flat_map(|facts| facts.rows);
    rows.find(|(name, _)| *name == collection)
        .map(|(_, row)| *row)
}

pub(crate) fn references() -> impl Iterator<Item = &'static (&'static str, &'static str)> {
    ALL.iter().flat_map(|facts| facts.references)
}

pub(crate) fn copies() -> impl Iterator<Item = &'static Copy> {
    ALL.iter().flat_map(|facts| facts.copies)
}

pub(crate) fn constraints() -> impl Iterator<Item = &'static (&'static str, &'static str)> {
    ALL.iter().flat_map(|facts| facts.constraints)
}

pub(crate) fn costs() -> impl Iterator<Item = &'static (&'static str, u64)> {
    ALL.iter().flat_map(|facts| facts.costs)
}

pub(crate) fn case(operation: &str) -> Case {
    ALL.iter()
        .find_map(|facts| (facts.case)(operation))
        .unwrap_or_default()
}

pub(crate) fn many() -> String {
    let statements = ALL.iter().map(|facts| facts.many.trim());
    statements
        .filter(|statements| !statements.is_empty())
        .collect::<Vec<_>>()
        .join(";\n")
}

/// A function that gives an account one row in every table of a workspace.
pub(crate) fn fill_workspace() -> String {
    let statements: String = ALL.iter().map(|facts| facts.workspace).collect();
    format!(
        "CREATE FUNCTION fill_workspace(owner uuid, stem text, now timestamptz) RETURNS void LANGUAGE plpgsql AS $fill$ \
         BEGIN {statements} END $fill$;"
    )
}
