//! Methodologies of one's own, and what outreaches and profiles keep of them.

use serde_json::json;

use super::{ADAS, Case, Facts, NOBODY, copy};

pub(super) const FACTS: Facts = Facts {
    workspace: include_str!("methodology.sql"),
    rows: &[("methodologies", "c0")],
    references: &[("methodology_id", "c0")],
    copies: &[copy(
        "own_methodology",
        ADAS,
        r#"{"id": "00000000-0000-7000-8000-00000000ff02", "number": 1000}"#,
    )],
    constraints: CONSTRAINTS,
    costs: &[
        ("copy_methodology", 5),
        ("delete_methodology", 4),
        ("find_outreach_explanation", 6),
        ("list_methodology_rules", 1),
        ("list_next_actions", 5),
        ("revise_methodology", 5),
        ("simulate_methodology", 4),
    ],
    case,
    many: MANY,
};

fn case(id: &str) -> Option<Case> {
    let body = match id {
        "copy_methodology" => json!({ "key": "another", "name": "Another way" }),
        _ => return None,
    };
    Some(Case {
        body: Some(body),
        ..Case::default()
    })
}

const MANY: &str = "
INSERT INTO own_methodology SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid(), 'number', n))).*
FROM own_methodology AS one, generate_series(2, 30) AS n WHERE owner_id = '{owner}'";

const CONSTRAINTS: &[(&str, &str)] = &[
    (
        "own_methodology_pkey",
        r#"{"id": "00000000-0000-7000-8000-000000000ac0"}"#,
    ),
    ("own_methodology_owner_id_fkey", NOBODY),
    (
        "own_methodology_built_in_id_fkey",
        r#"{"built_in_id": "00000000-0000-7000-8000-000000000000"}"#,
    ),
    (
        "own_methodology_owner_id_key_number_key",
        r#"{"number": 1}"#,
    ),
    ("own_methodology_version_check", r#"{"version": 0}"#),
    ("own_methodology_key_check", r#"{"key": "My way"}"#),
    ("own_methodology_number_check", r#"{"number": 0}"#),
    ("own_methodology_name_check", r#"{"name": "{201}"}"#),
    ("own_methodology_summary_check", r#"{"summary": "{5001}"}"#),
    ("own_methodology_rules_check", r#"{"rules": {}}"#),
    (
        "outreach_next_action_channels_check",
        r#"{"next_action_channels": ["pigeon"]}"#,
    ),
    (
        "outreach_contact_type_check",
        r#"{"contact_type": "friend"}"#,
    ),
    (
        "outreach_judged_contact_type_check",
        r#"{"judged_contact_type": "friend"}"#,
    ),
    (
        "outreach_own_methodology_id_fkey",
        r#"{"methodology_id": null, "own_methodology_id": "00000000-0000-7000-8000-000000000bc0"}"#,
    ),
    ("outreach_methodology_check", r#"{"methodology_id": null}"#),
    (
        "profile_methodology_id_fkey",
        r#"{"methodology_id": "00000000-0000-7000-8000-000000000000"}"#,
    ),
    (
        "profile_own_methodology_id_fkey",
        r#"{"own_methodology_id": "00000000-0000-7000-8000-000000000bc0"}"#,
    ),
    (
        "profile_methodology_check",
        r#"{"methodology_id": "01a21000-8800-7000-8000-000000000001", "own_methodology_id": "00000000-0000-7000-8000-00000000ff04"}"#,
    ),
];
