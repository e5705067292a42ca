//! Rows in every table, and for each table one more row that the schema accepts.

use crate::harness::TestApp;

const ROWS: &str = include_str!("fixture.sql");

pub(super) const ADA: &str = "00000000-0000-7000-8000-000000000a01";
pub(super) const BOB: &str = "00000000-0000-7000-8000-000000000b01";

/// Puts the fixture into an empty database.
pub(super) fn fill(app: &TestApp) {
    app.with_fill_workspace(ROWS).expect("the fixture");
}
