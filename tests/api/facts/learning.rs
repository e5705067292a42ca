//! What was learned, advised and promised.

use serde_json::json;

use super::{ADAS, Case, Copy, Facts, NEW_ID, NOBODY, copy};

pub(super) const FACTS: Facts = Facts {
    workspace: include_str!("learning.sql"),
    rows: &[
        ("learnings", "a5"),
        ("learning-links", "a7"),
        ("advice", "a8"),
        ("promises", "a9"),
    ],
    references: &[("one_learning_id", "a5"), ("other_learning_id", "a6")],
    copies: COPIES,
    constraints: CONSTRAINTS,
    costs: &[
        ("apply_advice", 4),
        ("break_promise", 4),
        ("create_advice", 3),
        ("create_answer_learning", 5),
        ("create_learning", 3),
        ("create_learning_link", 4),
        ("create_promise", 3),
        ("decide_advice", 4),
        ("delete_advice", 4),
        ("delete_learning", 4),
        ("delete_learning_link", 4),
        ("delete_promise", 4),
        ("find_advice", 2),
        ("find_field_report", 6),
        ("find_learning", 2),
        ("find_learning_link", 2),
        ("find_promise", 2),
        ("keep_promise", 4),
        ("list_advice", 2),
        ("list_learning_links", 2),
        ("list_learnings", 2),
        ("list_promises", 2),
        ("reopen_advice", 4),
        ("reopen_promise", 4),
        ("report_advice_back", 10),
        ("update_advice", 5),
        ("update_learning", 5),
        ("update_promise", 5),
        ("withdraw_promise", 4),
    ],
    case,
    many: MANY,
};

/// Bodies without the references that do not go with the others.
fn case(id: &str) -> Option<Case> {
    let prepare = match id {
        "create_learning_link" => "DELETE FROM learning_link",
        "apply_advice" => "UPDATE advice SET state = 'will_follow', decided_at = updated_at",
        "report_advice_back" | "reopen_advice" => {
            "UPDATE advice SET state = 'applied', decided_at = updated_at, applied_at = updated_at, result = 'It helped.'"
        }
        "reopen_promise" => "UPDATE promise SET state = 'kept', settled_at = updated_at",
        _ => "",
    };
    let body = match id {
        "create_learning" => json!({
            "statement": "Nobody is alone.", "kind": "reward", "topic": "work_environment",
            "theme_id": "019b76da-a800-7000-8000-000000000005"
        }),
        "update_learning" => json!({ "statement": "Nobody is ever alone." }),
        "create_advice" => json!({
            "contact_id": "019b76da-a800-7000-8000-000000000005", "what": "Shadow a night shift."
        }),
        "update_advice" => json!({ "what": "Shadow two night shifts." }),
        "report_advice_back" => json!({ "note": "I told her." }),
        "create_promise" => json!({
            "contact_id": "019b76da-a800-7000-8000-000000000005", "direction": "mine", "what": "The article"
        }),
        "update_promise" => json!({ "what": "Both articles" }),
        _ if prepare.is_empty() => return None,
        _ => {
            return Some(Case {
                prepare,
                ..Case::default()
            });
        }
    };
    Some(Case {
        prepare,
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
WHERE owner_id = '{owner}' AND learning.id NOT IN ('{stem}a5', '{stem}a6');
INSERT INTO advice SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid()))).*
FROM advice AS one, generate_series(1, 29) WHERE owner_id = '{owner}';
INSERT INTO promise SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid()))).*
FROM promise AS one, generate_series(1, 29) WHERE owner_id = '{owner}'";

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
    copy("advice", ADAS, NEW_ID),
    copy("promise", ADAS, NEW_ID),
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
    (
        "advice_pkey",
        r#"{"id": "00000000-0000-7000-8000-000000000aa8"}"#,
    ),
    ("advice_owner_id_fkey", NOBODY),
    (
        "advice_contact_id_fkey",
        r#"{"contact_id": "00000000-0000-7000-8000-000000000b22"}"#,
    ),
    (
        "advice_theme_id_fkey",
        r#"{"theme_id": "00000000-0000-7000-8000-000000000b20"}"#,
    ),
    (
        "advice_interview_id_fkey",
        r#"{"interview_id": "00000000-0000-7000-8000-000000000b32"}"#,
    ),
    (
        "advice_message_id_fkey",
        r#"{"state": "reported_back", "decided_at": "2026-01-05T09:00:00Z", "decision_reason": "x",
            "reported_at": "2026-01-05T09:00:00Z", "message_id": "00000000-0000-7000-8000-000000000000"}"#,
    ),
    ("advice_version_check", r#"{"version": 0}"#),
    ("advice_what_check", r#"{"what": "{2001}"}"#),
    (
        "advice_state_check",
        r#"{"state": "lost", "decided_at": "2026-01-05T09:00:00Z"}"#,
    ),
    ("advice_decided_check", r#"{"decision_reason": "x"}"#),
    (
        "advice_refusal_check",
        r#"{"state": "will_not_follow", "decided_at": "2026-01-05T09:00:00Z"}"#,
    ),
    (
        "advice_decision_reason_check",
        r#"{"state": "will_follow", "decided_at": "2026-01-05T09:00:00Z", "decision_reason": "{1001}"}"#,
    ),
    (
        "advice_applied_check",
        r#"{"state": "will_follow", "decided_at": "2026-01-05T09:00:00Z", "result": "x"}"#,
    ),
    (
        "advice_result_check",
        r#"{"state": "applied", "decided_at": "2026-01-05T09:00:00Z", "applied_at": "2026-01-05T09:00:00Z", "result": ""}"#,
    ),
    ("advice_reported_check", r#"{"report_note": "x"}"#),
    (
        "advice_report_note_check",
        r#"{"state": "reported_back", "decided_at": "2026-01-05T09:00:00Z", "decision_reason": "x",
            "reported_at": "2026-01-05T09:00:00Z", "report_note": "{5001}"}"#,
    ),
    (
        "promise_pkey",
        r#"{"id": "00000000-0000-7000-8000-000000000aa9"}"#,
    ),
    ("promise_owner_id_fkey", NOBODY),
    (
        "promise_contact_id_fkey",
        r#"{"contact_id": "00000000-0000-7000-8000-000000000b22"}"#,
    ),
    (
        "promise_interview_id_fkey",
        r#"{"interview_id": "00000000-0000-7000-8000-000000000b32"}"#,
    ),
    ("promise_version_check", r#"{"version": 0}"#),
    ("promise_direction_check", r#"{"direction": "ours"}"#),
    ("promise_what_check", r#"{"what": ""}"#),
    (
        "promise_state_check",
        r#"{"state": "lost", "settled_at": "2026-01-05T09:00:00Z"}"#,
    ),
    ("promise_settled_check", r#"{"state": "kept"}"#),
    ("promise_note_check", r#"{"note": "{5001}"}"#),
];
