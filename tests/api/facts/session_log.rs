//! The logs of conversations.

use super::{ADAS, Facts, NEW_ID, copy};

pub(super) const FACTS: Facts = Facts {
    workspace: include_str!("session_log.sql"),
    rows: &[("interviews/{id}/session/events", "e0")],
    references: &[("interview_question_id", "34")],
    copies: &[copy("session_event", ADAS, NEW_ID)],
    constraints: CONSTRAINTS,
    costs: &[
        ("find_interview_session", 5),
        ("find_session_event", 2),
        ("list_session_events", 2),
        ("record_session_events", 8),
    ],
    case: |_| None,
    many: "
INSERT INTO session_event SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid()))).*
FROM session_event AS one, generate_series(1, 29) WHERE owner_id = '{owner}'",
};

const CONSTRAINTS: &[(&str, &str)] = &[
    (
        "session_event_pkey",
        r#"{"id": "00000000-0000-7000-8000-000000000ae0"}"#,
    ),
    (
        "session_event_interview_id_fkey",
        r#"{"interview_id": "00000000-0000-7000-8000-000000000b32"}"#,
    ),
    (
        "session_event_interview_question_id_fkey",
        r#"{"kind": "skipped", "text": null, "interview_question_id": "00000000-0000-7000-8000-000000000b34"}"#,
    ),
    ("session_event_version_check", r#"{"version": 0}"#),
    (
        "session_event_kind_check",
        r#"{"kind": "sung", "text": null, "interview_question_id": "00000000-0000-7000-8000-000000000a34"}"#,
    ),
    (
        "session_event_question_check",
        r#"{"interview_question_id": "00000000-0000-7000-8000-000000000a34"}"#,
    ),
    ("session_event_text_check", r#"{"text": "{10001}"}"#),
    ("session_event_told_check", r#"{"text": null}"#),
    (
        "session_event_minutes_check",
        r#"{"kind": "extension_offered", "text": null, "minutes": 121}"#,
    ),
    ("session_event_offered_check", r#"{"minutes": 5}"#),
];
