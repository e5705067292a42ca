//! Templates, messages, and what belongs to them.

use super::{ADAS, Case, Facts, NEW_ID, NOBODY, copy};

pub(super) const FACTS: Facts = Facts {
    workspace: include_str!("message.sql"),
    rows: &[("message-templates", "e0"), ("messages", "e1")],
    references: &[("follow_up_id", "37")],
    copies: &[
        copy(
            "system_template",
            "number = 1",
            r#"{"id": "00000000-0000-7000-8000-00000000ff02", "number": 9001}"#,
        ),
        copy("message_template", ADAS, NEW_ID),
        copy(
            "message",
            "id = '00000000-0000-7000-8000-000000000ae2'",
            r#"{"id": "00000000-0000-7000-8000-00000000ff02", "attempt_id": null}"#,
        ),
        copy(
            "message_attachment",
            ADAS,
            r#"{"id": "00000000-0000-7000-8000-00000000ff02", "position": 1}"#,
        ),
        copy(
            "message_version",
            ADAS,
            r#"{"id": "00000000-0000-7000-8000-00000000ff02", "revision": 2}"#,
        ),
    ],
    constraints: CONSTRAINTS,
    costs: &[
        ("copy_message_template", 5),
        ("create_message", 4),
        ("create_message_template", 4),
        ("delete_message", 5),
        ("delete_message_template", 4),
        ("find_message", 3),
        ("find_message_findings", 5),
        ("find_message_template", 2),
        ("lint_message", 5),
        ("list_lint_rules", 1),
        ("list_message_template_values", 1),
        ("list_message_templates", 2),
        ("list_message_versions", 2),
        ("list_messages", 3),
        ("render_message_template", 6),
        ("send_message", 16),
        ("update_message", 10),
        ("update_message_template", 4),
    ],
    case: |_| None::<Case>,
    many: "
INSERT INTO message_template SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid()))).*
FROM message_template AS one, generate_series(1, 29) WHERE owner_id = '{owner}';
INSERT INTO message SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid(), 'attempt_id', NULL))).*
FROM message AS one, generate_series(1, 29) WHERE owner_id = '{owner}' AND id = '{stem}e1';
INSERT INTO message_version
SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid(), 'revision', n))).*
FROM message_version AS one, generate_series(2, 30) AS n WHERE owner_id = '{owner}'",
};

const CONSTRAINTS: &[(&str, &str)] = &[
    (
        "system_template_pkey",
        r#"{"id": "01a21000-8800-7000-8000-000000000101"}"#,
    ),
    ("system_template_number_key", r#"{"number": 1}"#),
    ("system_template_number_check", r#"{"number": 0}"#),
    ("system_template_kind_check", r#"{"kind": "poem"}"#),
    ("system_template_name_check", r#"{"name": "{201}"}"#),
    ("system_template_subject_check", r#"{"subject": "{501}"}"#),
    ("system_template_body_check", r#"{"body": "{10001}"}"#),
    ("system_template_locale_check", r#"{"locale": "x"}"#),
    (
        "message_template_pkey",
        r#"{"id": "00000000-0000-7000-8000-000000000ae0"}"#,
    ),
    ("message_template_owner_id_fkey", NOBODY),
    ("message_template_version_check", r#"{"version": 0}"#),
    ("message_template_kind_check", r#"{"kind": "poem"}"#),
    ("message_template_name_check", r#"{"name": ""}"#),
    ("message_template_subject_check", r#"{"subject": ""}"#),
    ("message_template_body_check", r#"{"body": "{10001}"}"#),
    ("message_template_locale_check", r#"{"locale": "x"}"#),
    (
        "message_pkey",
        r#"{"id": "00000000-0000-7000-8000-000000000ae1"}"#,
    ),
    ("message_owner_id_fkey", NOBODY),
    (
        "message_contact_id_fkey",
        r#"{"contact_id": "00000000-0000-7000-8000-000000000b22"}"#,
    ),
    (
        "message_outreach_id_fkey",
        r#"{"outreach_id": "00000000-0000-7000-8000-000000000b30"}"#,
    ),
    (
        "message_system_template_id_fkey",
        r#"{"system_template_id": "00000000-0000-7000-8000-000000000ae0"}"#,
    ),
    (
        "message_message_template_id_fkey",
        r#"{"message_template_id": "00000000-0000-7000-8000-000000000be0", "system_template_id": null}"#,
    ),
    (
        "message_attempt_id_fkey",
        r#"{"attempt_id": "00000000-0000-7000-8000-000000000b31"}"#,
    ),
    (
        "message_attempt_id_key",
        r#"{"attempt_id": "00000000-0000-7000-8000-000000000a31"}"#,
    ),
    ("message_version_check", r#"{"version": 0}"#),
    (
        "message_template_check",
        r#"{"message_template_id": "00000000-0000-7000-8000-000000000ae0"}"#,
    ),
    ("message_kind_check", r#"{"kind": "poem"}"#),
    ("message_channel_check", r#"{"channel": "pigeon"}"#),
    ("message_subject_check", r#"{"subject": "{201}"}"#),
    ("message_body_check", r#"{"body": "{20001}"}"#),
    ("message_language_check", r#"{"language": "x"}"#),
    (
        "message_requested_minutes_check",
        r#"{"requested_minutes": 4}"#,
    ),
    ("message_window_check", r#"{"window_to": "2026-10-09"}"#),
    ("message_window_whole_check", r#"{"window_to": null}"#),
    ("message_window_place_check", r#"{"window_place": "{201}"}"#),
    ("message_learnings_check", r#"{"learnings": [null]}"#),
    (
        "message_state_check",
        r#"{"state": "lost", "sent_at": null, "override_reason": null}"#,
    ),
    ("message_sent_check", r#"{"sent_at": null}"#),
    (
        "message_override_reason_check",
        r#"{"override_reason": ""}"#,
    ),
    (
        "message_attachment_pkey",
        r#"{"id": "00000000-0000-7000-8000-000000000ae3"}"#,
    ),
    ("message_attachment_owner_id_fkey", NOBODY),
    (
        "message_attachment_message_id_fkey",
        r#"{"message_id": "00000000-0000-7000-8000-000000000be1"}"#,
    ),
    (
        "message_attachment_document_id_fkey",
        r#"{"document_id": "00000000-0000-7000-8000-000000000bb0"}"#,
    ),
    (
        "message_attachment_message_id_position_key",
        r#"{"position": 0}"#,
    ),
    ("message_attachment_version_check", r#"{"version": 0}"#),
    ("message_attachment_position_check", r#"{"position": 10}"#),
    (
        "message_version_pkey",
        r#"{"id": "00000000-0000-7000-8000-000000000ae4"}"#,
    ),
    ("message_version_owner_id_fkey", NOBODY),
    (
        "message_version_message_id_fkey",
        r#"{"message_id": "00000000-0000-7000-8000-000000000be1"}"#,
    ),
    (
        "message_version_message_id_revision_key",
        r#"{"revision": 1}"#,
    ),
    ("message_version_version_check", r#"{"version": 0}"#),
    ("message_version_revision_check", r#"{"revision": 0}"#),
    ("message_version_subject_check", r#"{"subject": ""}"#),
    ("message_version_body_check", r#"{"body": ""}"#),
];
