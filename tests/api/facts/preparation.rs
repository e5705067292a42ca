//! Question sets and what is prepared for an interview.

use serde_json::json;

use super::{ADAS, Case, Copy, Facts, NEW_ID, NOBODY, copy};

pub(super) const FACTS: Facts = Facts {
    workspace: include_str!("preparation.sql"),
    rows: &[
        ("question-sets", "f0"),
        ("pitches", "e8"),
        ("pitches/{id}/rehearsals", "e9"),
        ("prepared-answers", "ea"),
    ],
    references: &[("question_set_id", "f0"), ("pitch_id", "e8")],
    copies: COPIES,
    constraints: CONSTRAINTS,
    costs: &[
        ("copy_question_set", 7),
        ("create_pitch", 3),
        ("create_pitch_rehearsal", 5),
        ("create_pitch_variant", 5),
        ("create_prepared_answer", 4),
        ("create_question_set", 5),
        ("delete_pitch", 4),
        ("delete_pitch_rehearsal", 4),
        ("delete_prepared_answer", 4),
        ("delete_question_set", 5),
        ("delete_interview_preparation", 4),
        ("find_bank_question_usage", 3),
        ("find_interview_brief", 13),
        ("find_interview_pitch", 11),
        ("find_interview_preparation", 2),
        ("find_interview_reverse_questions", 3),
        ("find_pitch", 2),
        ("find_pitch_rehearsal", 2),
        ("find_pitch_review", 6),
        ("find_prepared_answer", 2),
        ("find_question_set", 3),
        ("find_question_usage", 3),
        ("list_pitch_rehearsals", 2),
        ("list_pitches", 2),
        ("list_prepared_answers", 2),
        ("list_question_sets", 3),
        ("list_set_questions", 2),
        ("plan_questions_from_set", 7),
        ("save_interview_preparation", 4),
        ("update_pitch", 4),
        ("update_prepared_answer", 4),
        ("update_question_set", 8),
    ],
    case,
    many: MANY,
};

/// The example names a question of the bank, and the row one of her own.
fn case(id: &str) -> Option<Case> {
    (id == "update_prepared_answer").then(|| Case {
        body: Some(json!({ "answer": "Linguistics, and a year of statistics." })),
        ..Case::default()
    })
}

const MANY: &str = "
INSERT INTO question_set SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid()))).*
FROM question_set AS one, generate_series(1, 29) WHERE owner_id = '{owner}';
INSERT INTO question_set_item SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid(), 'position', number,
    'question_id', NULL, 'bank_question_id', bank.id))).*
FROM question_set_item AS one, bank_question AS bank WHERE owner_id = '{owner}' AND number < 30;
INSERT INTO pitch SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid()))).*
FROM pitch AS one, generate_series(1, 29) WHERE owner_id = '{owner}';
INSERT INTO pitch_rehearsal SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid()))).*
FROM pitch_rehearsal AS one, generate_series(1, 29) WHERE owner_id = '{owner}';
INSERT INTO prepared_answer SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid(),
    'question_id', NULL, 'bank_question_id', bank.id))).*
FROM prepared_answer AS one, bank_question AS bank WHERE owner_id = '{owner}' AND number < 30";

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
    copy("pitch", ADAS, NEW_ID),
    copy("pitch_rehearsal", ADAS, NEW_ID),
    copy(
        "prepared_answer",
        ADAS,
        r#"{"id": "00000000-0000-7000-8000-00000000ff02", "theme_id": null}"#,
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
        "preparation_pitch_id_fkey",
        r#"{"pitch_id": "00000000-0000-7000-8000-000000000be8"}"#,
    ),
    (
        "pitch_pkey",
        r#"{"id": "00000000-0000-7000-8000-000000000ae8"}"#,
    ),
    ("pitch_owner_id_fkey", NOBODY),
    (
        "pitch_theme_id_fkey",
        r#"{"theme_id": "00000000-0000-7000-8000-000000000b20"}"#,
    ),
    (
        "pitch_organization_id_fkey",
        r#"{"organization_id": "00000000-0000-7000-8000-000000000b21"}"#,
    ),
    (
        "pitch_variant_of_fkey",
        r#"{"variant_of": "00000000-0000-7000-8000-000000000be8"}"#,
    ),
    ("pitch_version_check", r#"{"version": 0}"#),
    ("pitch_title_check", r#"{"title": "{201}"}"#),
    (
        "pitch_variant_of_check",
        r#"{"variant_of": "00000000-0000-7000-8000-00000000ff02"}"#,
    ),
    ("pitch_reintroduction_check", r#"{"reintroduction": ""}"#),
    ("pitch_where_i_am_check", r#"{"where_i_am": "{1001}"}"#),
    ("pitch_work_wanted_check", r#"{"work_wanted": ""}"#),
    ("pitch_why_check", r#"{"why": "{1001}"}"#),
    ("pitch_mission_link_check", r#"{"mission_link": ""}"#),
    (
        "pitch_hopes_to_learn_check",
        r#"{"hopes_to_learn": "{1001}"}"#,
    ),
    (
        "pitch_rehearsal_pkey",
        r#"{"id": "00000000-0000-7000-8000-000000000ae9"}"#,
    ),
    (
        "pitch_rehearsal_pitch_id_fkey",
        r#"{"pitch_id": "00000000-0000-7000-8000-000000000be8"}"#,
    ),
    ("pitch_rehearsal_version_check", r#"{"version": 0}"#),
    ("pitch_rehearsal_seconds_check", r#"{"seconds": 3601}"#),
    ("pitch_rehearsal_note_check", r#"{"note": ""}"#),
    (
        "prepared_answer_pkey",
        r#"{"id": "00000000-0000-7000-8000-000000000aea"}"#,
    ),
    ("prepared_answer_owner_id_fkey", NOBODY),
    (
        "prepared_answer_question_id_fkey",
        r#"{"question_id": "00000000-0000-7000-8000-000000000b26"}"#,
    ),
    (
        "prepared_answer_bank_question_id_fkey",
        r#"{"question_id": null, "bank_question_id": "00000000-0000-7000-8000-00000000ff02"}"#,
    ),
    (
        "prepared_answer_theme_id_fkey",
        r#"{"theme_id": "00000000-0000-7000-8000-000000000b20"}"#,
    ),
    (
        "prepared_answer_question_theme_key",
        r#"{"theme_id": "00000000-0000-7000-8000-000000000a20"}"#,
    ),
    ("prepared_answer_version_check", r#"{"version": 0}"#),
    ("prepared_answer_question_check", r#"{"question_id": null}"#),
    ("prepared_answer_answer_check", r#"{"answer": "{1001}"}"#),
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
