//! Themes in depth.

use serde_json::json;

use super::{ADAS, Case, Facts, NEW_ID, NOBODY, copy};

pub(super) const FACTS: Facts = Facts {
    workspace: include_str!("theme.sql"),
    rows: &[
        ("themes/{id}/fit-ratings", "51"),
        ("research-items", "52"),
        ("research-gaps", "53"),
    ],
    references: &[("research_item_id", "52")],
    copies: &[
        copy("theme_move", ADAS, NEW_ID),
        copy("fit_rating", ADAS, NEW_ID),
        copy("research_item", ADAS, NEW_ID),
        copy("research_gap", ADAS, NEW_ID),
    ],
    constraints: CONSTRAINTS,
    costs: &[
        ("create_fit_rating", 4),
        ("create_gap_question", 5),
        ("create_research_gap", 3),
        ("create_research_item", 3),
        ("decide_theme", 5),
        ("delete_fit_rating", 4),
        ("delete_research_gap", 4),
        ("delete_research_item", 4),
        ("find_contact_research", 2),
        ("find_fit_rating", 2),
        ("find_organization_research", 2),
        ("find_research_gap", 2),
        ("find_research_item", 2),
        ("find_theme_report", 10),
        ("list_fit_ratings", 2),
        ("list_research_gaps", 2),
        ("list_research_items", 2),
        ("list_theme_history", 2),
        ("update_fit_rating", 4),
        ("update_research_gap", 4),
        ("update_research_item", 4),
    ],
    case,
    many: MANY,
};

/// Bodies without the references that do not go with the others.
fn case(id: &str) -> Option<Case> {
    let body = match id {
        "create_research_item" => json!({
            "organization_id": "019b76da-a800-7000-8000-000000000005", "kind": "news", "title": "A new ward"
        }),
        "update_research_item" => json!({ "title": "A new ward" }),
        "create_research_gap" => json!({
            "theme_id": "019b76da-a800-7000-8000-000000000005", "statement": "Who pays?", "topic": "compensation",
            "subject": "your_chances"
        }),
        "update_research_gap" => json!({ "statement": "Who pays for it?" }),
        _ => return None,
    };
    Some(Case {
        body: Some(body),
        ..Case::default()
    })
}

const MANY: &str = "
INSERT INTO theme_move SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid()))).*
FROM theme_move AS one, generate_series(1, 29) WHERE owner_id = '{owner}';
INSERT INTO fit_rating SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid()))).*
FROM fit_rating AS one, generate_series(1, 29) WHERE owner_id = '{owner}';
INSERT INTO research_item SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid()))).*
FROM research_item AS one, generate_series(1, 29) WHERE owner_id = '{owner}';
INSERT INTO research_gap SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid()))).*
FROM research_gap AS one, generate_series(1, 29) WHERE owner_id = '{owner}'";

const CONSTRAINTS: &[(&str, &str)] = &[
    ("theme_specialty_check", r#"{"specialty": "{201}"}"#),
    ("theme_mode_check", r#"{"mode": "dream"}"#),
    ("theme_target_roles_check", r#"{"target_roles": [null]}"#),
    (
        "theme_employer_types_check",
        r#"{"employer_types": [null]}"#,
    ),
    ("theme_locations_check", r#"{"locations": {}}"#),
    ("theme_relocation_check", r#"{"relocation": "never"}"#),
    ("theme_time_horizon_check", r#"{"time_horizon": ""}"#),
    ("theme_advancement_check", r#"{"advancement": "{1001}"}"#),
    ("theme_investment_check", r#"{"investment": "{501}"}"#),
    (
        "theme_investment_amount_check",
        r#"{"investment": "x", "investment_amount": -1, "investment_currency": "EUR"}"#,
    ),
    (
        "theme_investment_currency_check",
        r#"{"investment": "x", "investment_amount": 1, "investment_currency": "eur"}"#,
    ),
    (
        "theme_investment_cost_check",
        r#"{"investment": "x", "investment_amount": 1}"#,
    ),
    (
        "theme_investment_whole_check",
        r#"{"investment_decide_on": "2026-01-01"}"#,
    ),
    ("theme_familiarity_check", r#"{"familiarity": []}"#),
    (
        "theme_move_pkey",
        r#"{"id": "00000000-0000-7000-8000-000000000a50"}"#,
    ),
    (
        "theme_move_theme_id_fkey",
        r#"{"theme_id": "00000000-0000-7000-8000-000000000b20"}"#,
    ),
    ("theme_move_version_check", r#"{"version": 0}"#),
    (
        "theme_move_from_status_check",
        r#"{"from_status": "bored"}"#,
    ),
    ("theme_move_to_status_check", r#"{"to_status": "bored"}"#),
    ("theme_move_reason_check", r#"{"reason": ""}"#),
    (
        "theme_move_evidence_check",
        r#"{"reason": "x", "evidence": [null]}"#,
    ),
    ("theme_move_decision_check", r#"{"evidence": ["x"]}"#),
    (
        "fit_rating_pkey",
        r#"{"id": "00000000-0000-7000-8000-000000000a51"}"#,
    ),
    (
        "fit_rating_theme_id_fkey",
        r#"{"theme_id": "00000000-0000-7000-8000-000000000b20"}"#,
    ),
    (
        "fit_rating_interview_id_fkey",
        r#"{"interview_id": "00000000-0000-7000-8000-000000000b32"}"#,
    ),
    ("fit_rating_version_check", r#"{"version": 0}"#),
    ("fit_rating_dimension_check", r#"{"dimension": "luck"}"#),
    ("fit_rating_score_check", r#"{"score": 6}"#),
    ("fit_rating_evidence_check", r#"{"evidence": "{2001}"}"#),
    (
        "research_item_pkey",
        r#"{"id": "00000000-0000-7000-8000-000000000a52"}"#,
    ),
    ("research_item_owner_id_fkey", NOBODY),
    (
        "research_item_organization_id_fkey",
        r#"{"organization_id": "00000000-0000-7000-8000-000000000b21"}"#,
    ),
    (
        "research_item_contact_id_fkey",
        r#"{"organization_id": null, "contact_id": "00000000-0000-7000-8000-000000000b22"}"#,
    ),
    ("research_item_version_check", r#"{"version": 0}"#),
    (
        "research_item_about_check",
        r#"{"contact_id": "00000000-0000-7000-8000-000000000a22"}"#,
    ),
    ("research_item_kind_check", r#"{"kind": "rumor"}"#),
    ("research_item_title_check", r#"{"title": ""}"#),
    ("research_item_url_check", r#"{"url": "{2001}"}"#),
    ("research_item_note_check", r#"{"note": "{5001}"}"#),
    (
        "research_gap_pkey",
        r#"{"id": "00000000-0000-7000-8000-000000000a53"}"#,
    ),
    ("research_gap_owner_id_fkey", NOBODY),
    (
        "research_gap_organization_id_fkey",
        r#"{"organization_id": "00000000-0000-7000-8000-000000000b21"}"#,
    ),
    (
        "research_gap_contact_id_fkey",
        r#"{"contact_id": "00000000-0000-7000-8000-000000000b22"}"#,
    ),
    (
        "research_gap_theme_id_fkey",
        r#"{"theme_id": "00000000-0000-7000-8000-000000000b20"}"#,
    ),
    (
        "research_gap_research_item_id_fkey",
        r#"{"state": "answered", "answer": "x", "research_item_id": "00000000-0000-7000-8000-000000000b52"}"#,
    ),
    (
        "research_gap_question_id_fkey",
        r#"{"question_id": "00000000-0000-7000-8000-000000000b26"}"#,
    ),
    ("research_gap_version_check", r#"{"version": 0}"#),
    ("research_gap_about_check", r#"{"organization_id": null}"#),
    ("research_gap_statement_check", r#"{"statement": "{501}"}"#),
    ("research_gap_topic_check", r#"{"topic": "weather"}"#),
    ("research_gap_subject_check", r#"{"subject": "weather"}"#),
    ("research_gap_state_check", r#"{"state": "bored"}"#),
    (
        "research_gap_answer_check",
        r#"{"state": "answered", "answer": ""}"#,
    ),
    ("research_gap_answered_check", r#"{"answer": "x"}"#),
    (
        "research_gap_found_check",
        r#"{"research_item_id": "00000000-0000-7000-8000-000000000a52"}"#,
    ),
];
