//! Programs that are told of changes, and what they were told.

use super::{ADAS, Facts, NEW_ID, NOBODY, copy};

pub(super) const FACTS: Facts = Facts {
    workspace: include_str!("webhook.sql"),
    rows: &[
        ("webhook-endpoints", "cc"),
        ("webhook-endpoints/{id}/messages", "ce"),
    ],
    references: &[],
    copies: &[
        copy("webhook_endpoint", OF_ENDPOINT, NEW_ID),
        copy(
            "webhook_progress",
            ADAS,
            r#"{"endpoint_id": "00000000-0000-7000-8000-000000000acd"}"#,
        ),
        copy(
            "webhook_message",
            ADAS,
            r#"{"id": "00000000-0000-7000-8000-00000000ff02", "seq": 2}"#,
        ),
        copy("webhook_attempt", ADAS, NEW_ID),
    ],
    constraints: CONSTRAINTS,
    costs: &[
        ("create_webhook_endpoint", 5),
        ("delete_webhook_endpoint", 4),
        ("find_webhook_endpoint", 2),
        ("find_webhook_message", 2),
        ("find_webhook_secret", 2),
        ("list_webhook_attempts", 2),
        ("list_webhook_endpoints", 2),
        ("list_webhook_event_types", 1),
        ("list_webhook_messages", 2),
        ("recover_webhook_endpoint", 5),
        ("resend_webhook_message", 6),
        ("rotate_webhook_secret", 4),
        ("test_webhook_endpoint", 5),
        ("update_webhook_endpoint", 6),
    ],
    case: |_| None,
    many: MANY,
};

const OF_ENDPOINT: &str =
    "owner_id = '00000000-0000-7000-8000-000000000a01' AND id::text LIKE '%cc'";

const MANY: &str = "
INSERT INTO webhook_endpoint SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid()))).*
FROM webhook_endpoint AS one, generate_series(1, 29) WHERE owner_id = '{owner}' AND id = '{stem}cc';
INSERT INTO webhook_message SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid(), 'seq', n))).*
FROM webhook_message AS one, generate_series(2, 30) AS n WHERE owner_id = '{owner}';
INSERT INTO webhook_attempt SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid()))).*
FROM webhook_attempt AS one, generate_series(1, 29) WHERE owner_id = '{owner}'";

const ANOTHER_ENDPOINT: &str = r#"{"endpoint_id": "00000000-0000-7000-8000-000000000bcc"}"#;

const CONSTRAINTS: &[(&str, &str)] = &[
    (
        "webhook_endpoint_pkey",
        r#"{"id": "00000000-0000-7000-8000-000000000acc"}"#,
    ),
    ("webhook_endpoint_owner_id_fkey", NOBODY),
    ("webhook_endpoint_version_check", r#"{"version": 0}"#),
    ("webhook_endpoint_url_check", r#"{"url": ""}"#),
    (
        "webhook_endpoint_description_check",
        r#"{"description": ""}"#,
    ),
    (
        "webhook_endpoint_event_types_check",
        r#"{"event_types": []}"#,
    ),
    (
        "webhook_endpoint_disabled_reason_check",
        r#"{"disabled_reason": "bored"}"#,
    ),
    ("webhook_endpoint_seed_check", r#"{"seed": "\\xff"}"#),
    (
        "webhook_endpoint_previous_seed_check",
        r#"{"previous_seed": "\\xff", "previous_until": "2026-01-01"}"#,
    ),
    (
        "webhook_endpoint_previous_check",
        r#"{"previous_until": "2026-01-01"}"#,
    ),
    (
        "webhook_progress_pkey",
        r#"{"endpoint_id": "00000000-0000-7000-8000-000000000acc"}"#,
    ),
    ("webhook_progress_endpoint_id_fkey", ANOTHER_ENDPOINT),
    ("webhook_progress_told_seq_check", r#"{"told_seq": -1}"#),
    (
        "webhook_message_pkey",
        r#"{"id": "00000000-0000-7000-8000-000000000ace"}"#,
    ),
    ("webhook_message_endpoint_id_fkey", ANOTHER_ENDPOINT),
    ("webhook_message_seq_key", r#"{"seq": 1}"#),
    ("webhook_message_version_check", r#"{"version": 0}"#),
    ("webhook_message_seq_check", r#"{"seq": 0}"#),
    ("webhook_message_event_type_check", r#"{"event_type": ""}"#),
    ("webhook_message_change_check", r#"{"seq": null}"#),
    ("webhook_message_state_check", r#"{"state": "lost"}"#),
    ("webhook_message_tries_check", r#"{"tries": -1}"#),
    (
        "webhook_message_pending_check",
        r#"{"next_attempt_at": "2026-01-01"}"#,
    ),
    (
        "webhook_attempt_pkey",
        r#"{"id": "00000000-0000-7000-8000-000000000acf"}"#,
    ),
    ("webhook_attempt_endpoint_id_fkey", ANOTHER_ENDPOINT),
    (
        "webhook_attempt_message_id_fkey",
        r#"{"message_id": "00000000-0000-7000-8000-000000000bce"}"#,
    ),
    ("webhook_attempt_version_check", r#"{"version": 0}"#),
    ("webhook_attempt_outcome_check", r#"{"outcome": "eaten"}"#),
    ("webhook_attempt_status_check", r#"{"status": 99}"#),
    ("webhook_attempt_detail_check", r#"{"detail": ""}"#),
    ("webhook_attempt_took_ms_check", r#"{"took_ms": -1}"#),
];
