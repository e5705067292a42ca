//! Question sets and what is prepared for an interview.

use super::{ADAS, Case, Copy, Facts, NEW_ID, NOBODY, copy};

pub(super) const FACTS: Facts = Facts {
    workspace: include_str!("preparation.sql"),
    rows: &[("question-sets", "f0")],
    references: &[("question_set_id", "f0")],
    copies: COPIES,
    constraints: CONSTRAINTS,
    costs: &[
        ("copy_question_set", 7),
        ("create_question_set", 5),
        ("delete_question_set", 5),
        ("delete_interview_preparation", 4),
        ("find_bank_question_usage", 3),
        ("find_interview_brief", 10),
        ("find_interview_preparation", 2),
        ("find_question_set", 3),
        ("find_question_usage", 3),
        ("list_question_sets", 3),
        ("list_set_questions", 2),
        ("plan_questions_from_set", 7),
        ("save_interview_preparation", 4),
        ("update_question_set", 8),
    ],
    case,
    many: MANY,
};

fn case(_: &str) -> Option<Case> {
    None
}

const MANY: &str = "
INSERT INTO question_set SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid()))).*
FROM question_set AS one, generate_series(1, 29) WHERE owner_id = '{owner}';
INSERT INTO question_set_item SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid(), 'position', number,
    'question_id', NULL, 'bank_question_id', bank.id))).*
FROM question_set_item AS one, bank_question AS bank WHERE owner_id = '{owner}' AND number < 30";

const COPIES: &[Copy] = &[
    copy(
        "bank_set",
        "number = 1",
        r#"{"id": "00000000-0000-7000-8000-00000000ff02", "number": 9001}"#,
    ),
    copy(
        "bank_set_question",
        "bank_set_id = '01a21526-e400-7000-8000-000000000001' AND position = 1",
        r#"{"position": 50}"#,
    ),
    copy("question_set", ADAS, NEW_ID),
    copy(
        "preparation",
        ADAS,
        r#"{"id": "00000000-0000-7000-8000-000000000a33"}"#,
    ),
    copy(
        "question_set_item",
        ADAS,
        r#"{"id": "00000000-0000-7000-8000-00000000ff02", "position": 1}"#,
    ),
];

const CONSTRAINTS: &[(&str, &str)] = &[
    (
        "bank_set_pkey",
        r#"{"id": "01a21526-e400-7000-8000-000000000001"}"#,
    ),
    ("bank_set_number_key", r#"{"number": 1}"#),
    ("bank_set_number_check", r#"{"number": 0}"#),
    ("bank_set_name_check", r#"{"name": ""}"#),
    ("bank_set_description_check", r#"{"description": "{1001}"}"#),
    ("bank_set_kind_check", r#"{"kind": "blind_date"}"#),
    ("bank_set_purpose_check", r#"{"purpose": "flattery"}"#),
    ("bank_set_question_pkey", r#"{"position": 1}"#),
    (
        "bank_set_question_bank_set_id_fkey",
        r#"{"bank_set_id": "00000000-0000-7000-8000-00000000ff02"}"#,
    ),
    (
        "bank_set_question_bank_question_id_fkey",
        r#"{"bank_question_id": "00000000-0000-7000-8000-00000000ff02"}"#,
    ),
    ("bank_set_question_position_check", r#"{"position": 51}"#),
    (
        "bank_set_question_priority_check",
        r#"{"priority": "perhaps"}"#,
    ),
    (
        "preparation_pkey",
        r#"{"id": "00000000-0000-7000-8000-000000000a32"}"#,
    ),
    (
        "preparation_id_fkey",
        r#"{"id": "00000000-0000-7000-8000-000000000b32"}"#,
    ),
    ("preparation_version_check", r#"{"version": 0}"#),
    (
        "preparation_objectives_check",
        r#"{"objectives": ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"]}"#,
    ),
    ("preparation_venue_check", r#"{"venue": "the_moon"}"#),
    (
        "preparation_travel_minutes_check",
        r#"{"travel_minutes": 1441}"#,
    ),
    ("preparation_note_check", r#"{"note": ""}"#),
    (
        "question_set_pkey",
        r#"{"id": "00000000-0000-7000-8000-000000000af0"}"#,
    ),
    ("question_set_owner_id_fkey", NOBODY),
    ("question_set_version_check", r#"{"version": 0}"#),
    ("question_set_name_check", r#"{"name": "{201}"}"#),
    ("question_set_description_check", r#"{"description": ""}"#),
    ("question_set_kind_check", r#"{"kind": "blind_date"}"#),
    ("question_set_purpose_check", r#"{"purpose": "flattery"}"#),
    (
        "question_set_item_pkey",
        r#"{"id": "00000000-0000-7000-8000-000000000af1"}"#,
    ),
    (
        "question_set_item_question_set_id_fkey",
        r#"{"question_set_id": "00000000-0000-7000-8000-000000000bf0"}"#,
    ),
    (
        "question_set_item_question_id_fkey",
        r#"{"question_id": "00000000-0000-7000-8000-000000000b26"}"#,
    ),
    (
        "question_set_item_bank_question_id_fkey",
        r#"{"question_id": null, "bank_question_id": "00000000-0000-7000-8000-00000000ff02"}"#,
    ),
    (
        "question_set_item_question_set_id_position_key",
        r#"{"position": 0}"#,
    ),
    ("question_set_item_version_check", r#"{"version": 0}"#),
    ("question_set_item_position_check", r#"{"position": 50}"#),
    ("question_set_item_origin_check", r#"{"question_id": null}"#),
    (
        "question_set_item_priority_check",
        r#"{"priority": "perhaps"}"#,
    ),
];
