//! Duplicates and merging.

use serde_json::json;

use super::{ADAS, Case, Facts, NEW_ID, NOBODY, copy};

pub(super) const FACTS: Facts = Facts {
    workspace: include_str!("merge.sql"),
    rows: &[("merges", "b0"), ("duplicate-dismissals", "b1")],
    references: &[("keep_id", "22"), ("merge_id", "24"), ("other_id", "22")],
    copies: &[
        copy(
            "merge",
            "owner_id = '00000000-0000-7000-8000-000000000a01' AND undone_at IS NULL",
            NEW_ID,
        ),
        copy(
            "merge_snapshot",
            ADAS,
            r#"{"merge": "00000000-0000-7000-8000-000000000ab2"}"#,
        ),
        copy(
            "duplicate_dismissal",
            ADAS,
            r#"{"id": "00000000-0000-7000-8000-00000000ff02", "other_id": "00000000-0000-7000-8000-000000000a24"}"#,
        ),
    ],
    constraints: CONSTRAINTS,
    costs: &[
        ("create_duplicate_dismissal", 5),
        ("create_merge", 33),
        ("delete_duplicate_dismissal", 4),
        ("delete_merge", 4),
        ("find_duplicate_dismissal", 2),
        ("find_merge", 2),
        ("list_duplicate_dismissals", 2),
        ("list_duplicates", 2),
        ("list_merges", 2),
        ("preview_merge", 8),
        ("undo_merge", 29),
    ],
    case,
    many: "
INSERT INTO merge SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid()))).*
FROM merge AS one, generate_series(1, 29) WHERE owner_id = '{owner}';
INSERT INTO duplicate_dismissal SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid(), 'other_id', contact.id))).*
FROM duplicate_dismissal AS one JOIN contact USING (owner_id)
WHERE owner_id = '{owner}' AND contact.id > one.one_id AND contact.id NOT IN (one.other_id, '{stem}23')",
};

fn case(id: &str) -> Option<Case> {
    let (prepare, body) = match id {
        "create_merge" => (
            "UPDATE outreach SET state = 'declined', next_action = NULL, next_action_from = NULL, next_action_until = NULL",
            Some(json!({"keep_id": null, "merge_id": null})),
        ),
        "create_duplicate_dismissal" => ("DELETE FROM duplicate_dismissal", None),
        _ => return None,
    };
    Some(Case {
        prepare,
        path: None,
        body,
    })
}

const CONSTRAINTS: &[(&str, &str)] = &[
    (
        "merge_pkey",
        r#"{"id": "00000000-0000-7000-8000-000000000ab0"}"#,
    ),
    ("merge_owner_id_fkey", NOBODY),
    (
        "merge_keep_id_fkey",
        r#"{"keep_id": "00000000-0000-7000-8000-000000000b22"}"#,
    ),
    ("merge_version_check", r#"{"version": 0}"#),
    (
        "merge_merge_id_check",
        r#"{"merge_id": "00000000-0000-7000-8000-000000000a22"}"#,
    ),
    ("merge_merge_name_check", r#"{"merge_name": ""}"#),
    ("merge_moved_check", r#"{"moved": {}}"#),
    ("merge_folded_check", r#"{"folded": {}}"#),
    (
        "merge_snapshot_pkey",
        r#"{"merge": "00000000-0000-7000-8000-000000000ab0"}"#,
    ),
    (
        "merge_snapshot_merge_fkey",
        r#"{"merge": "00000000-0000-7000-8000-000000000bb0"}"#,
    ),
    (
        "duplicate_dismissal_pkey",
        r#"{"id": "00000000-0000-7000-8000-000000000ab1"}"#,
    ),
    ("duplicate_dismissal_owner_id_fkey", NOBODY),
    (
        "duplicate_dismissal_one_id_fkey",
        r#"{"one_id": "00000000-0000-7000-8000-00000000001f"}"#,
    ),
    (
        "duplicate_dismissal_other_id_fkey",
        r#"{"other_id": "00000000-0000-7000-8000-000000000b23"}"#,
    ),
    ("duplicate_dismissal_version_check", r#"{"version": 0}"#),
    (
        "duplicate_dismissal_pair_check",
        r#"{"other_id": "00000000-0000-7000-8000-000000000a22"}"#,
    ),
    (
        "duplicate_dismissal_one_id_other_id_key",
        r#"{"other_id": "00000000-0000-7000-8000-000000000a23"}"#,
    ),
];
