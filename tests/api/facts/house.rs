//! What the house was built with: accounts, and one pursuit from theme to follow-up.

use serde_json::json;

use super::{ADAS, Case, Copy, Facts, NEW_ID, NOBODY, copy};
use crate::harness::PASSWORD;

pub(super) const FACTS: Facts = Facts {
    workspace: include_str!("house.sql"),
    rows: &[
        ("themes", "20"),
        ("organizations", "21"),
        ("contacts", "22"),
        ("questions", "26"),
        ("outreach", "30"),
        ("outreach/{id}/attempts", "31"),
        ("interviews", "32"),
        ("interviews/{id}/questions", "34"),
        ("referrals", "36"),
        ("follow-ups", "37"),
    ],
    references: &[
        ("contact_id", "24"),
        ("interview_id", "32"),
        ("organization_id", "21"),
        ("outreach_id", "30"),
        ("question_id", "26"),
        ("referrer_id", "23"),
        ("theme_id", "20"),
        ("session_id", "10"),
    ],
    copies: COPIES,
    constraints: CONSTRAINTS,
    costs: COSTS,
    case,
    many: MANY,
};

fn case(id: &str) -> Option<Case> {
    let in_progress = "UPDATE interview SET state = 'in_progress', started_at = starts_at WHERE state = 'scheduled'; \
                       UPDATE interview_question SET interview_id = '{stem}33' WHERE id = '{stem}34'";
    let (prepare, path, body) = match id {
        "sign_in" => (
            "",
            None,
            Some(json!({"email": "{name}@example.org", "password": PASSWORD})),
        ),
        "delete_contact" => ("", Some("{stem}24"), None),
        "delete_organization" => (
            "UPDATE contact SET organization_id = NULL; DELETE FROM employment",
            None,
            None,
        ),
        "delete_theme" => (
            "UPDATE outreach SET theme_id = NULL; UPDATE interview SET theme_id = NULL",
            None,
            None,
        ),
        "delete_outreach" | "schedule_interview" => ("DELETE FROM interview", None, None),
        "update_follow_up" => ("", None, Some(json!({"note": "Bring the print."}))),
        "reopen_follow_up" => (
            "UPDATE follow_up SET state = 'done', settled_at = due_at",
            None,
            None,
        ),
        "delete_interview" | "cancel_interview" | "record_no_show" | "reschedule_interview" => {
            ("", Some("{stem}33"), None)
        }
        "start_interview" => ("", Some("{stem}33"), Some(json!({}))),
        "complete_interview" => (
            in_progress,
            Some("{stem}33"),
            Some(json!({"actual_minutes": 20})),
        ),
        "plan_interview_question" => ("", Some("{stem}33"), None),
        "mark_interview_question" | "delete_interview_question" | "update_interview_question" => {
            (in_progress, Some("{stem}33/questions/{stem}34"), None)
        }
        "record_attempt" => (
            "",
            None,
            Some(
                json!({"channel": "email", "outcome": "sent", "override_reason": "They asked for it"}),
            ),
        ),
        _ => return None,
    };
    Some(Case {
        prepare,
        path,
        body,
    })
}

const MANY: &str = "
INSERT INTO theme SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid(), 'status', 'idea'))).*
FROM theme AS one, generate_series(1, 29) WHERE owner_id = '{owner}';
INSERT INTO organization SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid()))).*
FROM organization AS one, generate_series(1, 29) WHERE owner_id = '{owner}';
INSERT INTO contact SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid()))).*
FROM contact AS one, generate_series(1, 29) WHERE owner_id = '{owner}' AND id = '{stem}24';
INSERT INTO contact_method SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid(), 'contact_id', contact.id))).*
FROM contact_method AS one JOIN contact USING (owner_id) WHERE owner_id = '{owner}' AND contact.id <> '{stem}22';
INSERT INTO question SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid()))).*
FROM question AS one, generate_series(1, 29) WHERE owner_id = '{owner}';
INSERT INTO outreach SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid(), 'contact_id', contact.id))).*
FROM outreach AS one JOIN contact USING (owner_id) WHERE owner_id = '{owner}' AND one.id = '{stem}30'
AND contact.id NOT IN ('{stem}22', '{stem}c2');
INSERT INTO attempt SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid(), 'number', 1 + n))).*
FROM attempt AS one, generate_series(1, 29) AS n WHERE owner_id = '{owner}';
INSERT INTO interview SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid()))).*
FROM interview AS one, generate_series(1, 29) WHERE owner_id = '{owner}' AND id = '{stem}32';
INSERT INTO interview_question SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid(), 'position', 10 + n))).*
FROM interview_question AS one, generate_series(1, 29) AS n WHERE owner_id = '{owner}' AND id = '{stem}34';
INSERT INTO referral SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid(), 'contact_id', contact.id))).*
FROM referral AS one JOIN contact USING (owner_id) WHERE owner_id = '{owner}' AND contact.id NOT IN ('{stem}22', '{stem}23');
INSERT INTO follow_up SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid(), 'rule', NULL))).*
FROM follow_up AS one, generate_series(1, 29) WHERE owner_id = '{owner}'";

const COPIES: &[Copy] = &[
    copy(
        "account",
        "id = '00000000-0000-7000-8000-000000000a01'",
        r#"{"id": "00000000-0000-7000-8000-00000000ff01", "email_key": "dan@example.org"}"#,
    ),
    copy(
        "session",
        "id = '00000000-0000-7000-8000-000000000a10'",
        NEW_ID,
    ),
    copy(
        "refresh_token",
        "session_id = '00000000-0000-7000-8000-000000000a10'",
        r#"{"token_hash": "\\xffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"}"#,
    ),
    copy(
        "sign_in_throttle",
        "true",
        r#"{"email_hash": "\\xffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"}"#,
    ),
    copy("idempotency_key", ADAS, r#"{"key": "another-key"}"#),
    copy(
        "change_counter",
        ADAS,
        r#"{"owner_id": "00000000-0000-7000-8000-000000000c01"}"#,
    ),
    copy(
        "change",
        "owner_id = '00000000-0000-7000-8000-000000000a01' AND seq = 1",
        r#"{"seq": 1000000}"#,
    ),
    copy(
        "methodology",
        "is_default",
        r#"{"id": "00000000-0000-7000-8000-00000000ff02", "version": 1000, "is_default": false}"#,
    ),
    copy(
        "bank_question",
        "number = 9001",
        r#"{"id": "00000000-0000-7000-8000-00000000ff02", "number": 9002}"#,
    ),
    copy("theme", ADAS, NEW_ID),
    copy("organization", ADAS, NEW_ID),
    copy(
        "contact",
        "id = '00000000-0000-7000-8000-000000000a22'",
        NEW_ID,
    ),
    copy(
        "contact_method",
        ADAS,
        r#"{"id": "00000000-0000-7000-8000-00000000ff02", "position": 1, "is_primary": false}"#,
    ),
    copy("question", ADAS, NEW_ID),
    copy(
        "outreach",
        "id = '00000000-0000-7000-8000-000000000a30'",
        r#"{"id": "00000000-0000-7000-8000-00000000ff02", "state": "closed"}"#,
    ),
    copy(
        "attempt",
        ADAS,
        r#"{"id": "00000000-0000-7000-8000-00000000ff02", "number": 2}"#,
    ),
    copy(
        "interview",
        "id = '00000000-0000-7000-8000-000000000a32'",
        NEW_ID,
    ),
    copy(
        "interview_question",
        "id = '00000000-0000-7000-8000-000000000a34'",
        r#"{"id": "00000000-0000-7000-8000-00000000ff02", "position": 3}"#,
    ),
    copy(
        "referral",
        ADAS,
        r#"{"id": "00000000-0000-7000-8000-00000000ff02", "contact_id": "00000000-0000-7000-8000-000000000a24"}"#,
    ),
    copy(
        "follow_up",
        "id = '00000000-0000-7000-8000-000000000a37'",
        r#"{"id": "00000000-0000-7000-8000-00000000ff02", "rule": null}"#,
    ),
    // Written by sqlx, not by us.
    copy("_sqlx_migrations", "true", r#"{"version": 1}"#),
];

const COSTS: &[(&str, u64)] = &[
    ("cancel_interview", 12),
    ("change_password", 6),
    ("check_liveness", 0),
    ("check_readiness", 0),
    ("complete_follow_up", 10),
    ("complete_interview", 21),
    ("copy_bank_question", 4),
    ("create_contact", 4),
    ("create_follow_up", 3),
    ("create_organization", 4),
    ("create_outreach", 11),
    ("create_question", 3),
    ("create_theme", 6),
    ("create_referral", 4),
    ("delete_account", 5),
    ("delete_contact", 5),
    ("erase_contact", 21),
    ("delete_follow_up", 4),
    ("delete_interview", 9),
    ("delete_interview_question", 5),
    ("delete_organization", 4),
    ("delete_outreach", 8),
    ("delete_question", 4),
    ("delete_referral", 4),
    ("delete_theme", 4),
    ("end_session", 3),
    ("find_account", 2),
    ("find_attempt", 2),
    ("find_bank_question", 2),
    ("find_contact", 3),
    ("find_document", 0),
    ("find_follow_up", 2),
    ("find_index", 0),
    ("find_interview", 2),
    ("find_interview_question", 2),
    ("find_interview_readiness", 10),
    ("find_keys", 0),
    ("find_methodology", 2),
    ("find_organization", 2),
    ("find_outreach", 5),
    ("find_problem_type", 0),
    ("find_question", 2),
    ("find_referral", 2),
    ("find_theme", 2),
    ("list_agenda", 8),
    ("list_timeline", 2),
    ("announce_landing", 5),
    ("list_attempts", 2),
    ("list_bank_questions", 2),
    ("list_contacts", 3),
    ("list_follow_ups", 2),
    ("list_interview_questions", 2),
    ("list_interviews", 2),
    ("list_methodologies", 2),
    ("list_organizations", 2),
    ("list_outreach", 5),
    ("list_questions", 2),
    ("list_referrals", 2),
    ("list_sessions", 2),
    ("list_themes", 2),
    ("mark_interview_question", 7),
    ("plan_interview_question", 6),
    ("record_attempt", 9),
    ("record_no_show", 12),
    ("refresh_tokens", 3),
    ("register", 4),
    ("reopen_follow_up", 4),
    ("reschedule_interview", 13),
    ("schedule_interview", 15),
    ("sign_in", 4),
    ("sign_out", 2),
    ("skip_follow_up", 4),
    ("snooze_follow_up", 4),
    ("start_interview", 12),
    ("transcribe_notes", 8),
    ("update_account", 7),
    ("update_contact", 18),
    ("update_follow_up", 4),
    ("update_interview", 4),
    ("update_interview_question", 5),
    ("update_organization", 4),
    ("update_outreach", 8),
    ("update_question", 4),
    ("update_referral", 4),
    ("update_theme", 4),
];

const CONSTRAINTS: &[(&str, &str)] = &[
    (
        "account_pkey",
        r#"{"id": "00000000-0000-7000-8000-000000000c01"}"#,
    ),
    (
        "account_email_key_key",
        r#"{"email_key": "ada@example.org"}"#,
    ),
    ("account_version_check", r#"{"version": 0}"#),
    ("account_email_check", r#"{"email": "a@"}"#),
    ("account_email_key_check", r#"{"email_key": "{255}"}"#),
    (
        "account_password_hash_check",
        r#"{"password_hash": "{513}"}"#,
    ),
    ("account_display_name_check", r#"{"display_name": ""}"#),
    ("account_time_zone_check", r#"{"time_zone": "{65}"}"#),
    (
        "session_pkey",
        r#"{"id": "00000000-0000-7000-8000-000000000a10"}"#,
    ),
    (
        "session_account_id_fkey",
        r#"{"account_id": "00000000-0000-7000-8000-000000000000"}"#,
    ),
    (
        "session_expires_at_check",
        r#"{"expires_at": "2000-01-01"}"#,
    ),
    ("session_ended_check", r#"{"ended_at": "2026-01-01"}"#),
    (
        "session_ended_reason_check",
        r#"{"ended_at": "2026-01-01", "ended_reason": "bored"}"#,
    ),
    ("session_device_check", r#"{"device": "{201}"}"#),
    ("session_scope_check", r#"{"scope": "{1001}"}"#),
    (
        "refresh_token_pkey",
        r#"{"token_hash": "\\x0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a"}"#,
    ),
    (
        "refresh_token_session_id_fkey",
        r#"{"session_id": "00000000-0000-7000-8000-000000000000"}"#,
    ),
    (
        "refresh_token_token_hash_check",
        r#"{"token_hash": "\\xff"}"#,
    ),
    (
        "refresh_token_expires_at_check",
        r#"{"expires_at": "2000-01-01"}"#,
    ),
    (
        "sign_in_throttle_pkey",
        r#"{"email_hash": "\\xa1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1"}"#,
    ),
    (
        "sign_in_throttle_email_hash_check",
        r#"{"email_hash": "\\xff"}"#,
    ),
    ("sign_in_throttle_failures_check", r#"{"failures": 0}"#),
    ("idempotency_key_pkey", r#"{"key": "key-of-0a"}"#),
    ("idempotency_key_owner_id_fkey", NOBODY),
    ("idempotency_key_key_check", r#"{"key": "short"}"#),
    (
        "idempotency_key_fingerprint_check",
        r#"{"fingerprint": "\\xff"}"#,
    ),
    ("idempotency_key_status_check", r#"{"status": 404}"#),
    (
        "idempotency_key_expires_at_check",
        r#"{"expires_at": "2000-01-01"}"#,
    ),
    (
        "change_counter_pkey",
        r#"{"owner_id": "00000000-0000-7000-8000-000000000a01"}"#,
    ),
    ("change_counter_owner_id_fkey", NOBODY),
    ("change_counter_last_seq_check", r#"{"last_seq": -1}"#),
    (
        "change_counter_forgotten_seq_check",
        r#"{"forgotten_seq": -1}"#,
    ),
    ("change_pkey", r#"{"seq": 1}"#),
    ("change_owner_id_fkey", NOBODY),
    ("change_operation_check", r#"{"operation": "truncate"}"#),
    (
        "methodology_pkey",
        r#"{"id": "00000000-0000-7000-8000-000000000003"}"#,
    ),
    ("methodology_key_version_key", r#"{"version": 1}"#),
    ("methodology_is_default_key", r#"{"is_default": true}"#),
    ("methodology_version_check", r#"{"version": 0}"#),
    ("methodology_rules_check", r#"{"rules": {}}"#),
    (
        "bank_question_pkey",
        r#"{"id": "00000000-0000-7000-8000-000000000004"}"#,
    ),
    ("bank_question_number_key", r#"{"number": 9001}"#),
    ("bank_question_number_check", r#"{"number": 0}"#),
    ("bank_question_topic_check", r#"{"topic": "weather"}"#),
    ("bank_question_subject_check", r#"{"subject": "weather"}"#),
    ("bank_question_body_check", r#"{"body": "{501}"}"#),
    ("bank_question_minutes_check", r#"{"minutes": 0}"#),
    ("bank_question_tiara_check", r#"{"tiara": "weather"}"#),
    (
        "theme_pkey",
        r#"{"id": "00000000-0000-7000-8000-000000000a20"}"#,
    ),
    ("theme_owner_id_fkey", NOBODY),
    ("theme_version_check", r#"{"version": 0}"#),
    ("theme_name_check", r#"{"name": ""}"#),
    ("theme_field_check", r#"{"field": "{201}"}"#),
    ("theme_why_check", r#"{"why": "{5001}"}"#),
    ("theme_status_check", r#"{"status": "bored"}"#),
    (
        "organization_pkey",
        r#"{"id": "00000000-0000-7000-8000-000000000a21"}"#,
    ),
    ("organization_owner_id_fkey", NOBODY),
    ("organization_version_check", r#"{"version": 0}"#),
    ("organization_name_check", r#"{"name": "{201}"}"#),
    ("organization_kind_check", r#"{"kind": "club"}"#),
    ("organization_website_check", r#"{"website": "{2001}"}"#),
    ("organization_location_check", r#"{"location": ""}"#),
    ("organization_mission_check", r#"{"mission": "{5001}"}"#),
    ("organization_notes_check", r#"{"notes": "{20001}"}"#),
    (
        "contact_pkey",
        r#"{"id": "00000000-0000-7000-8000-000000000a22"}"#,
    ),
    (
        "contact_owner_id_fkey",
        r#"{"owner_id": "00000000-0000-7000-8000-000000000000", "organization_id": null}"#,
    ),
    (
        "contact_organization_id_fkey",
        r#"{"organization_id": "00000000-0000-7000-8000-000000000b21"}"#,
    ),
    ("contact_version_check", r#"{"version": 0}"#),
    ("contact_name_check", r#"{"name": ""}"#),
    ("contact_headline_check", r#"{"headline": "{201}"}"#),
    ("contact_relationship_check", r#"{"relationship": "rival"}"#),
    ("contact_warmth_check", r#"{"warmth": "tepid"}"#),
    ("contact_how_we_know_check", r#"{"how_we_know": "{1001}"}"#),
    ("contact_time_zone_check", r#"{"time_zone": ""}"#),
    ("contact_tags_check", r#"{"tags": ["a", null]}"#),
    ("contact_notes_check", r#"{"notes": ""}"#),
    (
        "contact_method_pkey",
        r#"{"id": "00000000-0000-7000-8000-000000000a25"}"#,
    ),
    (
        "contact_method_contact_id_fkey",
        r#"{"contact_id": "00000000-0000-7000-8000-000000000b22"}"#,
    ),
    (
        "contact_method_contact_id_position_key",
        r#"{"position": 0}"#,
    ),
    ("contact_method_is_primary_key", r#"{"is_primary": true}"#),
    ("contact_method_version_check", r#"{"version": 0}"#),
    ("contact_method_position_check", r#"{"position": 20}"#),
    ("contact_method_kind_check", r#"{"kind": "pigeon"}"#),
    ("contact_method_label_check", r#"{"label": ""}"#),
    ("contact_method_value_check", r#"{"value": "{501}"}"#),
    ("contact_method_extension_check", r#"{"extension": "12"}"#),
    (
        "question_pkey",
        r#"{"id": "00000000-0000-7000-8000-000000000a26"}"#,
    ),
    ("question_owner_id_fkey", NOBODY),
    (
        "question_bank_question_id_fkey",
        r#"{"bank_question_id": "00000000-0000-7000-8000-000000000000"}"#,
    ),
    (
        "question_interview_id_fkey",
        r#"{"interview_id": "00000000-0000-7000-8000-000000000b32"}"#,
    ),
    ("question_version_check", r#"{"version": 0}"#),
    ("question_body_check", r#"{"body": ""}"#),
    ("question_topic_check", r#"{"topic": "weather"}"#),
    ("question_subject_check", r#"{"subject": "weather"}"#),
    ("question_minutes_check", r#"{"minutes": 61}"#),
    ("question_priority_check", r#"{"priority": "wish"}"#),
    (
        "outreach_pkey",
        r#"{"id": "00000000-0000-7000-8000-000000000a30"}"#,
    ),
    ("outreach_owner_id_fkey", NOBODY),
    (
        "outreach_contact_id_fkey",
        r#"{"contact_id": "00000000-0000-7000-8000-000000000b22"}"#,
    ),
    (
        "outreach_theme_id_fkey",
        r#"{"theme_id": "00000000-0000-7000-8000-000000000b20"}"#,
    ),
    (
        "outreach_methodology_id_fkey",
        r#"{"methodology_id": "00000000-0000-7000-8000-000000000000"}"#,
    ),
    ("outreach_open_contact_id_key", r#"{"state": "planned"}"#),
    ("outreach_version_check", r#"{"version": 0}"#),
    ("outreach_notes_check", r#"{"notes": ""}"#),
    ("outreach_state_check", r#"{"state": "bored"}"#),
    ("outreach_next_action_check", r#"{"next_action": null}"#),
    (
        "outreach_next_action_length_check",
        r#"{"next_action": "{51}"}"#,
    ),
    (
        "attempt_pkey",
        r#"{"id": "00000000-0000-7000-8000-000000000a31"}"#,
    ),
    (
        "attempt_outreach_id_fkey",
        r#"{"outreach_id": "00000000-0000-7000-8000-000000000b30"}"#,
    ),
    ("attempt_outreach_id_number_key", r#"{"number": 1}"#),
    ("attempt_version_check", r#"{"version": 0}"#),
    ("attempt_number_check", r#"{"number": 101}"#),
    ("attempt_channel_check", r#"{"channel": "pigeon"}"#),
    ("attempt_direction_check", r#"{"direction": "sideways"}"#),
    ("attempt_outcome_check", r#"{"outcome": "bored"}"#),
    ("attempt_with_whom_check", r#"{"with_whom": ""}"#),
    (
        "attempt_message_left_with_check",
        r#"{"outcome": "message_left_with"}"#,
    ),
    ("attempt_note_check", r#"{"note": "{5001}"}"#),
    (
        "attempt_override_reason_check",
        r#"{"override_reason": ""}"#,
    ),
    (
        "interview_pkey",
        r#"{"id": "00000000-0000-7000-8000-000000000a32"}"#,
    ),
    ("interview_owner_id_fkey", NOBODY),
    (
        "interview_outreach_id_fkey",
        r#"{"outreach_id": "00000000-0000-7000-8000-000000000b30"}"#,
    ),
    (
        "interview_contact_id_fkey",
        r#"{"contact_id": "00000000-0000-7000-8000-000000000b22"}"#,
    ),
    (
        "interview_theme_id_fkey",
        r#"{"theme_id": "00000000-0000-7000-8000-000000000b20"}"#,
    ),
    (
        "interview_open_outreach_id_key",
        r#"{"state": "scheduled", "started_at": null, "completed_at": null, "actual_minutes": null}"#,
    ),
    ("interview_version_check", r#"{"version": 0}"#),
    ("interview_kind_check", r#"{"kind": "chat"}"#),
    ("interview_mode_check", r#"{"mode": "pigeon"}"#),
    ("interview_place_check", r#"{"place": "{501}"}"#),
    ("interview_link_check", r#"{"link": ""}"#),
    ("interview_time_zone_check", r#"{"time_zone": ""}"#),
    (
        "interview_planned_minutes_check",
        r#"{"planned_minutes": 61}"#,
    ),
    (
        "interview_reschedule_count_check",
        r#"{"reschedule_count": -1}"#,
    ),
    (
        "interview_state_check",
        r#"{"state": "bored", "started_at": null, "completed_at": null, "actual_minutes": null}"#,
    ),
    ("interview_started_check", r#"{"started_at": null}"#),
    ("interview_completed_check", r#"{"completed_at": null}"#),
    (
        "interview_actual_minutes_check",
        r#"{"actual_minutes": 601}"#,
    ),
    ("interview_canceled_check", r#"{"canceled_by": "me"}"#),
    (
        "interview_canceled_by_check",
        r#"{"state": "canceled", "started_at": null, "completed_at": null, "actual_minutes": null, "canceled_by": "fate"}"#,
    ),
    ("interview_end_reason_check", r#"{"end_reason": ""}"#),
    (
        "interview_extended_minutes_check",
        r#"{"extended_minutes": 541}"#,
    ),
    (
        "interview_stay_in_touch_check",
        r#"{"stay_in_touch": "{501}"}"#,
    ),
    (
        "interview_confidence_before_check",
        r#"{"confidence_before": 0}"#,
    ),
    (
        "interview_confidence_after_check",
        r#"{"confidence_after": 6}"#,
    ),
    (
        "interview_talk_share_percent_check",
        r#"{"talk_share_percent": 101}"#,
    ),
    (
        "interview_debrief_check",
        r#"{"state": "canceled", "canceled_by": "me", "started_at": null, "completed_at": null, "actual_minutes": null, "talk_share_percent": 30}"#,
    ),
    (
        "interview_notes_transcribed_at_check",
        r#"{"state": "canceled", "canceled_by": "me", "started_at": null, "completed_at": null, "actual_minutes": null, "notes_transcribed_at": "2026-01-01"}"#,
    ),
    ("interview_notes_check", r#"{"notes": "{20001}"}"#),
    (
        "interview_question_pkey",
        r#"{"id": "00000000-0000-7000-8000-000000000a34"}"#,
    ),
    (
        "interview_question_interview_id_fkey",
        r#"{"interview_id": "00000000-0000-7000-8000-000000000b32"}"#,
    ),
    (
        "interview_question_question_id_fkey",
        r#"{"question_id": "00000000-0000-7000-8000-000000000b26"}"#,
    ),
    (
        "interview_question_bank_question_id_fkey",
        r#"{"question_id": null, "bank_question_id": "00000000-0000-7000-8000-000000000000"}"#,
    ),
    (
        "interview_question_interview_id_position_key",
        r#"{"position": 1}"#,
    ),
    ("interview_question_version_check", r#"{"version": 0}"#),
    ("interview_question_position_check", r#"{"position": 0}"#),
    (
        "interview_question_origin_check",
        r#"{"bank_question_id": "00000000-0000-7000-8000-000000000004"}"#,
    ),
    ("interview_question_body_check", r#"{"body": ""}"#),
    ("interview_question_topic_check", r#"{"topic": "weather"}"#),
    (
        "interview_question_subject_check",
        r#"{"subject": "weather"}"#,
    ),
    ("interview_question_minutes_check", r#"{"minutes": 0}"#),
    (
        "interview_question_priority_check",
        r#"{"priority": "wish"}"#,
    ),
    (
        "interview_question_state_check",
        r#"{"state": "bored", "marked_at": "2026-01-01"}"#,
    ),
    (
        "interview_question_marked_check",
        r#"{"marked_at": "2026-01-01"}"#,
    ),
    (
        "interview_question_answer_check",
        r#"{"answer": "{10001}"}"#,
    ),
    (
        "referral_pkey",
        r#"{"id": "00000000-0000-7000-8000-000000000a36"}"#,
    ),
    ("referral_owner_id_fkey", NOBODY),
    (
        "referral_referrer_id_fkey",
        r#"{"referrer_id": "00000000-0000-7000-8000-000000000b22"}"#,
    ),
    (
        "referral_contact_id_fkey",
        r#"{"contact_id": "00000000-0000-7000-8000-000000000b23"}"#,
    ),
    (
        "referral_interview_id_fkey",
        r#"{"interview_id": "00000000-0000-7000-8000-000000000b32"}"#,
    ),
    (
        "referral_referrer_id_contact_id_key",
        r#"{"contact_id": "00000000-0000-7000-8000-000000000a23"}"#,
    ),
    ("referral_version_check", r#"{"version": 0}"#),
    (
        "referral_self_check",
        r#"{"contact_id": "00000000-0000-7000-8000-000000000a22"}"#,
    ),
    (
        "referral_permission_to_name_check",
        r#"{"permission_to_name": "perhaps"}"#,
    ),
    ("referral_note_check", r#"{"note": ""}"#),
    (
        "follow_up_pkey",
        r#"{"id": "00000000-0000-7000-8000-000000000a37"}"#,
    ),
    ("follow_up_owner_id_fkey", NOBODY),
    (
        "follow_up_contact_id_fkey",
        r#"{"contact_id": "00000000-0000-7000-8000-000000000b22"}"#,
    ),
    (
        "follow_up_interview_id_fkey",
        r#"{"interview_id": "00000000-0000-7000-8000-000000000b32"}"#,
    ),
    (
        "follow_up_interview_id_rule_key",
        r#"{"rule": "thank_you"}"#,
    ),
    ("follow_up_version_check", r#"{"version": 0}"#),
    ("follow_up_kind_check", r#"{"kind": "gift"}"#),
    ("follow_up_rule_check", r#"{"rule": "{101}"}"#),
    ("follow_up_reason_check", r#"{"reason": ""}"#),
    (
        "follow_up_state_check",
        r#"{"state": "bored", "settled_at": "2026-01-01"}"#,
    ),
    ("follow_up_settled_check", r#"{"settled_at": "2026-01-01"}"#),
    ("follow_up_skipped_check", r#"{"skip_reason": "no time"}"#),
    (
        "follow_up_skip_reason_check",
        r#"{"state": "skipped", "settled_at": "2026-01-01", "skip_reason": ""}"#,
    ),
    ("follow_up_note_check", r#"{"note": ""}"#),
    (
        "follow_up_referral_id_fkey",
        r#"{"kind": "close_the_loop", "referral_id": "00000000-0000-7000-8000-000000000b36"}"#,
    ),
    (
        "follow_up_referral_id_rule_key",
        r#"{"kind": "close_the_loop", "referral_id": "00000000-0000-7000-8000-000000000a36", "rule": "close_loop_days"}"#,
    ),
    (
        "follow_up_message_id_fkey",
        r#"{"message_id": "00000000-0000-7000-8000-00000000ff09"}"#,
    ),
    (
        "follow_up_learning_id_fkey",
        r#"{"learning_id": "00000000-0000-7000-8000-00000000ff09"}"#,
    ),
    (
        "follow_up_withdrawn_check",
        r#"{"withdrawal_reason": "no time"}"#,
    ),
    (
        "follow_up_withdrawal_reason_check",
        r#"{"state": "withdrawn", "settled_at": "2026-01-01", "withdrawal_reason": ""}"#,
    ),
    (
        "follow_up_learning_check",
        r#"{"kind": "update", "learning_id": "00000000-0000-7000-8000-000000000aa5"}"#,
    ),
    (
        "follow_up_loop_check",
        r#"{"referral_id": "00000000-0000-7000-8000-000000000a36"}"#,
    ),
];
