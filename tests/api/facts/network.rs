//! Network asks, events and the referral graph.

use serde_json::json;

use super::{ADAS, Case, Copy, Facts, NEW_ID, NOBODY, copy};

pub(super) const FACTS: Facts = Facts {
    workspace: include_str!("network.sql"),
    rows: &[
        ("network-asks", "80"),
        ("network-asks/{id}/recipients", "81"),
        ("events", "82"),
        ("events/{id}/meetings", "83"),
    ],
    references: &[
        ("attempt_id", "31"),
        ("network_ask_id", "80"),
        ("event_id", "82"),
    ],
    copies: COPIES,
    constraints: CONSTRAINTS,
    costs: COSTS,
    case,
    many: MANY,
};

fn case(id: &str) -> Option<Case> {
    let body = match id {
        "add_network_ask_recipients" => {
            json!({"contact_ids": ["00000000-0000-7000-8000-00000000aa24"], "channel": "email"})
        }
        _ => return None,
    };
    Some(Case {
        body: Some(body),
        ..Case::default()
    })
}

const MANY: &str = "
INSERT INTO network_ask SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid()))).*
FROM network_ask AS one, generate_series(1, 29) WHERE owner_id = '{owner}';
INSERT INTO network_ask_recipient SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid(), 'contact_id', contact.id))).*
FROM network_ask_recipient AS one JOIN contact USING (owner_id) WHERE owner_id = '{owner}' AND contact.id NOT IN ('{stem}22', '{stem}23');
INSERT INTO event SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid()))).*
FROM event AS one, generate_series(1, 29) WHERE owner_id = '{owner}';
INSERT INTO event_meeting SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid(), 'contact_id', contact.id))).*
FROM event_meeting AS one JOIN contact USING (owner_id) WHERE owner_id = '{owner}' AND contact.id NOT IN ('{stem}22', '{stem}23')";

const COPIES: &[Copy] = &[
    copy("network_ask", ADAS, NEW_ID),
    copy(
        "network_ask_recipient",
        ADAS,
        r#"{"id": "00000000-0000-7000-8000-00000000ff02", "contact_id": "00000000-0000-7000-8000-000000000a24"}"#,
    ),
    copy("event", ADAS, NEW_ID),
    copy(
        "event_meeting",
        ADAS,
        r#"{"id": "00000000-0000-7000-8000-00000000ff02", "contact_id": "00000000-0000-7000-8000-000000000a24"}"#,
    ),
];

const COSTS: &[(&str, u64)] = &[
    ("add_network_ask_recipients", 7),
    ("close_referral_loop", 12),
    ("create_event", 3),
    ("create_event_meeting", 6),
    ("create_network_ask", 3),
    ("delete_event", 4),
    ("delete_event_meeting", 4),
    ("delete_network_ask", 4),
    ("delete_network_ask_recipient", 4),
    ("find_contact_overlaps", 2),
    ("find_contact_paths", 2),
    ("find_event", 2),
    ("find_event_meeting", 2),
    ("find_event_yield", 2),
    ("find_network_ask", 2),
    ("find_network_ask_recipient", 2),
    ("find_network_ask_results", 3),
    ("find_organization_paths", 2),
    ("find_referral_outcome", 2),
    ("find_referral_tree", 2),
    ("list_event_meetings", 2),
    ("list_events", 2),
    ("list_network_ask_recipients", 2),
    ("list_network_asks", 2),
    ("update_event", 4),
    ("update_network_ask", 4),
    ("update_network_ask_recipient", 6),
];

const CONSTRAINTS: &[(&str, &str)] = &[
    (
        "network_ask_pkey",
        r#"{"id": "00000000-0000-7000-8000-000000000a80"}"#,
    ),
    ("network_ask_version_check", r#"{"version": 0}"#),
    (
        "network_ask_recipient_pkey",
        r#"{"id": "00000000-0000-7000-8000-000000000a81"}"#,
    ),
    ("network_ask_recipient_version_check", r#"{"version": 0}"#),
    (
        "event_pkey",
        r#"{"id": "00000000-0000-7000-8000-000000000a82"}"#,
    ),
    ("event_version_check", r#"{"version": 0}"#),
    (
        "event_meeting_pkey",
        r#"{"id": "00000000-0000-7000-8000-000000000a83"}"#,
    ),
    ("event_meeting_version_check", r#"{"version": 0}"#),
    ("network_ask_owner_id_fkey", NOBODY),
    ("event_owner_id_fkey", NOBODY),
    ("network_ask_recipient_owner_id_fkey", NOBODY),
    ("event_meeting_owner_id_fkey", NOBODY),
    (
        "network_ask_theme_id_fkey",
        r#"{"theme_id": "00000000-0000-7000-8000-000000000b20"}"#,
    ),
    ("network_ask_kind_check", r#"{"kind": "rumor"}"#),
    ("network_ask_role_check", r#"{"role": ""}"#),
    ("network_ask_field_check", r#"{"field": "{201}"}"#),
    ("network_ask_place_check", r#"{"place": ""}"#),
    ("network_ask_specific_check", r#"{"field": null}"#),
    ("network_ask_message_check", r#"{"message": "{5001}"}"#),
    ("network_ask_state_check", r#"{"state": "bored"}"#),
    (
        "network_ask_recipient_network_ask_id_fkey",
        r#"{"network_ask_id": "00000000-0000-7000-8000-000000000b80"}"#,
    ),
    (
        "network_ask_recipient_contact_id_fkey",
        r#"{"contact_id": "00000000-0000-7000-8000-000000000b23"}"#,
    ),
    (
        "network_ask_recipient_network_ask_id_contact_id_key",
        r#"{"contact_id": "00000000-0000-7000-8000-000000000a23"}"#,
    ),
    (
        "network_ask_recipient_channel_check",
        r#"{"channel": "pigeon"}"#,
    ),
    ("network_ask_recipient_state_check", r#"{"state": "bored"}"#),
    (
        "network_ask_recipient_replied_check",
        r#"{"replied_at": "2026-01-06"}"#,
    ),
    ("network_ask_recipient_note_check", r#"{"note": ""}"#),
    (
        "event_organization_id_fkey",
        r#"{"organization_id": "00000000-0000-7000-8000-000000000b21"}"#,
    ),
    ("event_name_check", r#"{"name": ""}"#),
    ("event_ends_check", r#"{"ends_at": "2000-01-01"}"#),
    ("event_time_zone_check", r#"{"time_zone": ""}"#),
    ("event_place_check", r#"{"place": "{201}"}"#),
    ("event_attended_as_check", r#"{"attended_as": "ghost"}"#),
    (
        "event_cost_minor_check",
        r#"{"cost_minor": -1, "cost_currency": "EUR"}"#,
    ),
    (
        "event_cost_currency_check",
        r#"{"cost_minor": 1, "cost_currency": "eur"}"#,
    ),
    ("event_cost_check", r#"{"cost_minor": 1}"#),
    ("event_note_check", r#"{"note": ""}"#),
    (
        "event_meeting_event_id_fkey",
        r#"{"event_id": "00000000-0000-7000-8000-000000000b82"}"#,
    ),
    (
        "event_meeting_contact_id_fkey",
        r#"{"contact_id": "00000000-0000-7000-8000-000000000b23"}"#,
    ),
    (
        "event_meeting_event_id_contact_id_key",
        r#"{"contact_id": "00000000-0000-7000-8000-000000000a23"}"#,
    ),
    ("event_meeting_note_check", r#"{"note": ""}"#),
    (
        "referral_attempt_id_fkey",
        r#"{"interview_id": null, "attempt_id": "00000000-0000-7000-8000-000000000b31"}"#,
    ),
    (
        "referral_network_ask_id_fkey",
        r#"{"interview_id": null, "network_ask_id": "00000000-0000-7000-8000-000000000b80"}"#,
    ),
    (
        "referral_event_id_fkey",
        r#"{"interview_id": null, "event_id": "00000000-0000-7000-8000-000000000b82"}"#,
    ),
    (
        "referral_origin_check",
        r#"{"attempt_id": "00000000-0000-7000-8000-000000000a31"}"#,
    ),
    ("referral_outcome_check", r#"{"outcome": "magic"}"#),
    (
        "referral_loop_note_check",
        r#"{"loop_note": "", "loop_closed_at": "2026-01-06"}"#,
    ),
    (
        "referral_loop_closed_check",
        r#"{"loop_note": "They know."}"#,
    ),
];
