//! What was learned, advised and promised.

use serde_json::json;

use super::{ADAS, Case, Copy, Facts, NEW_ID, NOBODY, copy};

pub(super) const FACTS: Facts = Facts {
    workspace: include_str!("learning.sql"),
    rows: &[("learnings", "a5"), ("learning-links", "a7")],
    references: &[("one_learning_id", "a5"), ("other_learning_id", "a6")],
    copies: COPIES,
    constraints: CONSTRAINTS,
    costs: &[
        ("create_answer_learning", 5),
        ("create_learning", 3),
        ("create_learning_link", 4),
        ("delete_learning", 4),
        ("delete_learning_link", 4),
        ("find_learning", 2),
        ("find_learning_link", 2),
        ("list_learning_links", 2),
        ("list_learnings", 2),
        ("update_learning", 5),
    ],
    case,
    many: MANY,
};

/// Bodies without the references that do not go with the others.
fn case(id: &str) -> Option<Case> {
    if id == "create_learning_link" {
        return Some(Case {
            prepare: "DELETE FROM learning_link",
            ..Case::default()
        });
    }
    let body = match id {
        "create_learning" => json!({
            "statement": "Nobody is alone.", "kind": "reward", "topic": "work_environment",
            "theme_id": "019b76da-a800-7000-8000-000000000005"
        }),
        "update_learning" => json!({ "statement": "Nobody is ever alone." }),
        _ => return None,
    };
    Some(Case {
        body: Some(body),
        ..Case::default()
    })
}

const MANY: &str = "
INSERT INTO learning SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid()))).*
FROM learning AS one, generate_series(1, 29) WHERE owner_id = '{owner}' AND id = '{stem}a7';
INSERT INTO learning_link SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid(),
    'one_id', least(learning.id, '{stem}a5'::uuid), 'other_id', greatest(learning.id, '{stem}a5'::uuid)))).*
FROM learning_link AS one JOIN learning USING (owner_id)
WHERE owner_id = '{owner}' AND learning.id NOT IN ('{stem}a5', '{stem}a6')";

const COPIES: &[Copy] = &[
    copy(
        "learning",
        "id = '00000000-0000-7000-8000-000000000aa5'",
        NEW_ID,
    ),
    copy(
        "learning_link",
        ADAS,
        r#"{"id": "00000000-0000-7000-8000-00000000ff02", "other_id": "00000000-0000-7000-8000-000000000aa7"}"#,
    ),
];

const CONSTRAINTS: &[(&str, &str)] = &[
    (
        "learning_pkey",
        r#"{"id": "00000000-0000-7000-8000-000000000aa5"}"#,
    ),
    ("learning_owner_id_fkey", NOBODY),
    (
        "learning_theme_id_fkey",
        r#"{"theme_id": "00000000-0000-7000-8000-000000000b20"}"#,
    ),
    (
        "learning_organization_id_fkey",
        r#"{"organization_id": "00000000-0000-7000-8000-000000000b21"}"#,
    ),
    (
        "learning_contact_id_fkey",
        r#"{"contact_id": "00000000-0000-7000-8000-000000000b22"}"#,
    ),
    (
        "learning_interview_id_fkey",
        r#"{"interview_id": "00000000-0000-7000-8000-000000000b32"}"#,
    ),
    (
        "learning_interview_question_id_fkey",
        r#"{"interview_question_id": "00000000-0000-7000-8000-000000000b34"}"#,
    ),
    ("learning_version_check", r#"{"version": 0}"#),
    ("learning_statement_check", r#"{"statement": "{2001}"}"#),
    ("learning_kind_check", r#"{"kind": "rumor"}"#),
    ("learning_topic_check", r#"{"topic": "weather"}"#),
    ("learning_salary_check", r#"{"salary_region": "Hamburg"}"#),
    (
        "learning_salary_range_check",
        r#"{"kind": "salary_range", "salary_low": 2, "salary_high": 1, "salary_currency": "EUR", "salary_period": "year"}"#,
    ),
    (
        "learning_salary_currency_check",
        r#"{"kind": "salary_range", "salary_low": 1, "salary_high": 1, "salary_currency": "eur", "salary_period": "year"}"#,
    ),
    (
        "learning_salary_period_check",
        r#"{"kind": "salary_range", "salary_low": 1, "salary_high": 1, "salary_currency": "EUR", "salary_period": "era"}"#,
    ),
    (
        "learning_salary_region_check",
        r#"{"kind": "salary_range", "salary_low": 1, "salary_high": 1, "salary_currency": "EUR", "salary_period": "year",
            "salary_region": ""}"#,
    ),
    (
        "learning_link_pkey",
        r#"{"id": "00000000-0000-7000-8000-000000000aa7"}"#,
    ),
    ("learning_link_owner_id_fkey", NOBODY),
    (
        "learning_link_one_id_fkey",
        r#"{"one_id": "00000000-0000-7000-8000-000000000000"}"#,
    ),
    (
        "learning_link_other_id_fkey",
        r#"{"other_id": "00000000-0000-7000-8000-000000000ba5"}"#,
    ),
    (
        "learning_link_one_id_other_id_key",
        r#"{"other_id": "00000000-0000-7000-8000-000000000aa6"}"#,
    ),
    ("learning_link_version_check", r#"{"version": 0}"#),
    (
        "learning_link_pair_check",
        r#"{"one_id": "00000000-0000-7000-8000-000000000aa7", "other_id": "00000000-0000-7000-8000-000000000aa5"}"#,
    ),
    ("learning_link_relation_check", r#"{"relation": "likes"}"#),
];
