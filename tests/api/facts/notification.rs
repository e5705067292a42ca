//! What people want to be told by mail, and what proves that an address is theirs.

use serde_json::json;

use super::{Case, Facts, copy};

pub(super) const FACTS: Facts = Facts {
    workspace: include_str!("notification.sql"),
    rows: &[],
    references: &[],
    copies: &[
        copy(
            "email_proof",
            "account_id = '00000000-0000-7000-8000-000000000a01' AND purpose = 'reset_password'",
            r#"{"account_id": "00000000-0000-7000-8000-00000000ff03",
                "token_hash": "\\xffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"}"#,
        ),
        copy(
            "notification_settings",
            OF_ADA,
            r#"{"account_id": "00000000-0000-7000-8000-00000000ff03"}"#,
        ),
        copy(
            "digest_schedule",
            OF_ADA,
            r#"{"account_id": "00000000-0000-7000-8000-00000000ff03"}"#,
        ),
        copy("sent_reminder", OF_ADA, r#"{"subject": "follow_up"}"#),
    ],
    constraints: CONSTRAINTS,
    costs: &[
        ("find_notifications", 3),
        ("update_notifications", 8),
        ("request_email_verification", 4),
        ("verify_email", 6),
        ("forget_password", 3),
        ("reset_password", 12),
        ("ask_to_unsubscribe", 0),
        ("unsubscribe", 7),
    ],
    case,
    many: "",
};

fn case(id: &str) -> Option<Case> {
    (id == "forget_password").then(|| Case {
        body: Some(json!({"email": "{name}@example.org"})),
        ..Case::default()
    })
}

const OF_ADA: &str = "account_id = '00000000-0000-7000-8000-000000000a01'";

const CONSTRAINTS: &[(&str, &str)] = &[
    (
        "email_proof_pkey",
        r#"{"account_id": "00000000-0000-7000-8000-000000000a01"}"#,
    ),
    (
        "email_proof_account_id_fkey",
        r#"{"account_id": "00000000-0000-7000-8000-000000000000"}"#,
    ),
    (
        "email_proof_token_hash_key",
        r#"{"token_hash": "\\x3bfb2063ab2be111c83bf45a38431137bc826eea967228bbd54d397d7c087f1c"}"#,
    ),
    ("email_proof_purpose_check", r#"{"purpose": "marketing"}"#),
    ("email_proof_token_hash_check", r#"{"token_hash": "\\xff"}"#),
    ("email_proof_sent_check", r#"{"expires_at": null}"#),
    (
        "notification_settings_pkey",
        r#"{"account_id": "00000000-0000-7000-8000-000000000a01"}"#,
    ),
    (
        "notification_settings_account_id_fkey",
        r#"{"account_id": "00000000-0000-7000-8000-000000000000"}"#,
    ),
    ("notification_settings_version_check", r#"{"version": 0}"#),
    (
        "notification_settings_digest_check",
        r#"{"digest": "hourly"}"#,
    ),
    (
        "notification_settings_digest_hour_check",
        r#"{"digest_hour": 24}"#,
    ),
    (
        "notification_settings_interview_lead_minutes_check",
        r#"{"interview_lead_minutes": 0}"#,
    ),
    (
        "notification_settings_follow_up_lead_minutes_check",
        r#"{"follow_up_lead_minutes": 10081}"#,
    ),
    (
        "digest_schedule_pkey",
        r#"{"account_id": "00000000-0000-7000-8000-000000000a01"}"#,
    ),
    (
        "digest_schedule_account_id_fkey",
        r#"{"account_id": "00000000-0000-7000-8000-000000000000"}"#,
    ),
    ("sent_reminder_pkey", r#"{"subject": "interview"}"#),
    (
        "sent_reminder_account_id_fkey",
        r#"{"account_id": "00000000-0000-7000-8000-000000000000"}"#,
    ),
    ("sent_reminder_subject_check", r#"{"subject": "birthday"}"#),
];
