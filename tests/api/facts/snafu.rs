//! What went wrong, and the check before sending.

use serde_json::json;

use super::{ADAS, Case, Facts, NEW_ID, NOBODY, copy};

pub(super) const FACTS: Facts = Facts {
    workspace: include_str!("snafu.sql"),
    rows: &[("snafus", "c3")],
    references: &[],
    copies: &[copy("snafu", ADAS, NEW_ID)],
    constraints: CONSTRAINTS,
    costs: &[
        ("create_snafu", 3),
        ("delete_snafu", 4),
        ("find_pre_send_check", 9),
        ("find_snafu", 2),
        ("list_snafus", 2),
        ("reopen_snafu", 4),
        ("resolve_snafu", 4),
        ("update_snafu", 4),
    ],
    case,
    many: MANY,
};

fn case(id: &str) -> Option<Case> {
    let (prepare, body) = match id {
        "create_snafu" => (
            "",
            json!({ "contact_id": "019b76da-a800-7000-8000-000000000005", "cause": "too_long" }),
        ),
        "update_snafu" => ("", json!({ "cause": "too_long" })),
        "reopen_snafu" => ("UPDATE snafu SET resolved_at = happened_at", json!(null)),
        _ => return None,
    };
    Some(Case {
        prepare,
        body: (!body.is_null()).then_some(body),
        ..Case::default()
    })
}

const MANY: &str = "
INSERT INTO snafu SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid()))).*
FROM snafu AS one, generate_series(1, 29) WHERE owner_id = '{owner}'";

const CONSTRAINTS: &[(&str, &str)] = &[
    (
        "snafu_pkey",
        r#"{"id": "00000000-0000-7000-8000-000000000ac3"}"#,
    ),
    ("snafu_owner_id_fkey", NOBODY),
    (
        "snafu_contact_id_fkey",
        r#"{"contact_id": "00000000-0000-7000-8000-000000000b22"}"#,
    ),
    (
        "snafu_organization_id_fkey",
        r#"{"organization_id": "00000000-0000-7000-8000-000000000b21"}"#,
    ),
    (
        "snafu_attempt_id_fkey",
        r#"{"attempt_id": "00000000-0000-7000-8000-000000000b31"}"#,
    ),
    ("snafu_version_check", r#"{"version": 0}"#),
    ("snafu_about_check", r#"{"contact_id": null}"#),
    ("snafu_cause_check", r#"{"cause": "gremlins"}"#),
    ("snafu_lesson_check", r#"{"lesson": ""}"#),
    (
        "snafu_resolution_check",
        r#"{"resolution": "{5001}", "resolved_at": "2026-01-05T09:00:00Z"}"#,
    ),
    ("snafu_resolved_check", r#"{"resolution": "Done."}"#),
];
