//! Every named constraint refuses the one thing it is there for.

use std::collections::{BTreeMap, BTreeSet};

use super::fixture::{COPIES, fill};
use crate::harness::TestApp;

/// For each constraint, what a valid row must change to break it and nothing else.
/// `{200}` stands for a text of that many characters.
const CASES: &[(&str, &str)] = &[
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
];
const NOBODY: &str = r#"{"owner_id": "00000000-0000-7000-8000-000000000000"}"#;

/// The owner is part of a reference that must not be null, so a missing owner breaks that one too.
const IMPLIED: [&str; 4] = [
    "follow_up_owner_id_fkey",
    "interview_owner_id_fkey",
    "outreach_owner_id_fkey",
    "referral_owner_id_fkey",
];

/// Tries a statement, takes it back, and returns the constraint that refused it. With `without`, that constraint and
/// whatever leans on it are gone, so the statement must pass unless another one objects too.
const TRY: &str = r"
CREATE FUNCTION try(statement text, without text, of_table regclass) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    refused_by text;
BEGIN
    IF without IS NOT NULL THEN
        IF EXISTS (SELECT FROM pg_constraint WHERE conrelid = of_table AND conname = without) THEN
            EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I CASCADE', of_table, without);
        ELSE
            EXECUTE format('DROP INDEX %I', without);
        END IF;
    END IF;
    EXECUTE statement;
    RAISE EXCEPTION USING ERRCODE = 'P0001', MESSAGE = 'accepted';
EXCEPTION
    WHEN integrity_constraint_violation THEN
        GET STACKED DIAGNOSTICS refused_by = CONSTRAINT_NAME;
        RETURN refused_by;
    WHEN OTHERS THEN
        RETURN SQLERRM;
END $$";

/// Every named constraint and unique index, with its table.
const CONSTRAINTS: &str = "
SELECT conname, conrelid::regclass FROM pg_constraint
WHERE connamespace = 'public'::regnamespace AND contype IN ('p', 'u', 'c', 'f', 'x')
UNION
SELECT indexrelid::regclass::text, indrelid::regclass FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
WHERE indisunique AND relnamespace = 'public'::regnamespace
ORDER BY 1";

fn constraints(app: &TestApp) -> BTreeMap<String, String> {
    let list = app.sql(CONSTRAINTS).unwrap();
    let pairs = list.lines().map(|line| line.split_once('|').unwrap());
    pairs
        .filter(|(_, table)| *table != "_sqlx_migrations")
        .map(|(name, table)| (name.to_owned(), table.to_owned()))
        .collect()
}

/// Writes out texts such as `{200}`, in SQL: a statement has to fit into one argument of psql.
fn written_out(changes: &str) -> String {
    let Some((before, rest)) = changes.split_once("\"{") else {
        return changes.to_owned();
    };
    let (length, after) = rest.split_once('}').unwrap();
    format!("{before}\"' || repeat('x', {length}) || '{after}")
}

#[tokio::test]
async fn every_constraint_refuses_its_one_case_and_no_other_does() {
    let app = TestApp::start().await;
    fill(&app);
    app.sql(TRY).unwrap();
    let tables = constraints(&app);
    let cases: BTreeSet<&str> = CASES.iter().map(|(name, _)| *name).collect();
    let known: BTreeSet<&str> = tables.keys().map(String::as_str).collect();
    assert_eq!(cases, known, "cases on the left, the schema on the right");

    let attempts: Vec<String> = CASES
        .iter()
        .map(|(name, changes)| {
            let table = &tables[*name];
            let copy = COPIES.iter().find(|copy| copy.table == table).unwrap();
            let statement = copy.insert(&written_out(changes));
            format!(
                "SELECT '{name}', try($s${statement}$s$, NULL, '{table}'), try($s${statement}$s$, '{name}', '{table}')"
            )
        })
        .collect();
    for line in app.sql(&attempts.join(" UNION ALL ")).unwrap().lines() {
        let [name, refused_by, without] = line.split('|').collect::<Vec<_>>()[..] else {
            panic!("{line}")
        };
        assert_eq!(refused_by, name, "who refused the case");
        let is_alone = without == "accepted";
        assert!(
            is_alone || IMPLIED.contains(&name) && without.ends_with("_fkey"),
            "{name} is not all that objects: {without}"
        );
    }
}

#[tokio::test]
async fn a_copy_of_every_row_is_accepted_so_only_the_case_can_be_refused() {
    let app = TestApp::start().await;
    fill(&app);
    app.sql(TRY).unwrap();
    for copy in COPIES
        .iter()
        .filter(|copy| copy.table != "_sqlx_migrations")
    {
        let verdict = app.sql(&format!(
            "SELECT try($s${}$s$, NULL, NULL)",
            copy.insert("{}")
        ));
        assert_eq!(verdict.unwrap(), "accepted", "{}", copy.table);
    }
}

#[tokio::test]
async fn every_constraint_is_named_after_its_table() {
    let app = TestApp::start().await;
    for (name, table) in constraints(&app) {
        let rest = name.strip_prefix(&format!("{table}_")).unwrap_or_default();
        let kind = rest.rsplit('_').next().unwrap();
        assert!(
            ["pkey", "key", "fkey", "check"].contains(&kind),
            "{name} of {table} was named by PostgreSQL, or not at all"
        );
    }
}
