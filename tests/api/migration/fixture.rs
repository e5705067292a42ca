//! Rows in every table, and for each table one more row that the schema accepts.

use crate::harness::TestApp;

const ROWS: &str = include_str!("fixture.sql");

/// For each table: the row to copy, and what a copy must change to be a valid row beside it.
/// A constraint's case changes one thing more, so the constraint is all that can object.
pub(super) const COPIES: [Copy; 21] = [
    copy(
        "account",
        "id = '00000000-0000-7000-8000-000000000a01'",
        r#"{"id": "00000000-0000-7000-8000-00000000ff01", "email_key": "dan@example.org"}"#,
    ),
    copy(
        "session",
        "id = '00000000-0000-7000-8000-000000000a10'",
        NEW_ID,
    ),
    copy(
        "refresh_token",
        "session_id = '00000000-0000-7000-8000-000000000a10'",
        r#"{"token_hash": "\\xffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"}"#,
    ),
    copy(
        "sign_in_throttle",
        "true",
        r#"{"email_hash": "\\xffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"}"#,
    ),
    copy("idempotency_key", ADAS, r#"{"key": "another-key"}"#),
    copy(
        "change_counter",
        ADAS,
        r#"{"owner_id": "00000000-0000-7000-8000-000000000c01"}"#,
    ),
    copy(
        "change",
        "owner_id = '00000000-0000-7000-8000-000000000a01' AND seq = 1",
        r#"{"seq": 1000000}"#,
    ),
    copy(
        "methodology",
        "is_default",
        r#"{"id": "00000000-0000-7000-8000-00000000ff02", "version": 1000, "is_default": false}"#,
    ),
    copy(
        "bank_question",
        "number = 9001",
        r#"{"id": "00000000-0000-7000-8000-00000000ff02", "number": 9002}"#,
    ),
    copy("theme", ADAS, NEW_ID),
    copy("organization", ADAS, NEW_ID),
    copy(
        "contact",
        "id = '00000000-0000-7000-8000-000000000a22'",
        NEW_ID,
    ),
    copy(
        "contact_method",
        ADAS,
        r#"{"id": "00000000-0000-7000-8000-00000000ff02", "position": 1, "is_primary": false}"#,
    ),
    copy("question", ADAS, NEW_ID),
    copy(
        "outreach",
        ADAS,
        r#"{"id": "00000000-0000-7000-8000-00000000ff02", "state": "closed"}"#,
    ),
    copy(
        "attempt",
        ADAS,
        r#"{"id": "00000000-0000-7000-8000-00000000ff02", "number": 2}"#,
    ),
    copy(
        "interview",
        "id = '00000000-0000-7000-8000-000000000a32'",
        NEW_ID,
    ),
    copy(
        "interview_question",
        "id = '00000000-0000-7000-8000-000000000a34'",
        r#"{"id": "00000000-0000-7000-8000-00000000ff02", "position": 3}"#,
    ),
    copy(
        "referral",
        ADAS,
        r#"{"id": "00000000-0000-7000-8000-00000000ff02", "contact_id": "00000000-0000-7000-8000-000000000a24"}"#,
    ),
    copy(
        "follow_up",
        ADAS,
        r#"{"id": "00000000-0000-7000-8000-00000000ff02", "rule": null}"#,
    ),
    // Written by sqlx, not by us.
    copy("_sqlx_migrations", "true", r#"{"version": 1}"#),
];
const ADAS: &str = "owner_id = '00000000-0000-7000-8000-000000000a01'";
const NEW_ID: &str = r#"{"id": "00000000-0000-7000-8000-00000000ff02"}"#;
pub(super) const ADA: &str = "00000000-0000-7000-8000-000000000a01";
pub(super) const BOB: &str = "00000000-0000-7000-8000-000000000b01";

pub(super) struct Copy {
    pub(super) table: &'static str,
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
    pub(super) fn insert(&self, further: &str) -> String {
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

/// Puts the fixture into an empty database.
pub(super) fn fill(app: &TestApp) {
    app.with_fill_workspace(ROWS).expect("the fixture");
}
