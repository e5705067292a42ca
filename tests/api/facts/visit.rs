//! Visits and the times offered for a meeting.

use super::{ADAS, Case, Copy, Facts, NEW_ID, NOBODY, copy};

pub(super) const FACTS: Facts = Facts {
    workspace: include_str!("visit.sql"),
    rows: &[
        ("visits", "d0"),
        ("visits/{id}/outreaches", "30"),
        ("outreach/{id}/slots", "d2"),
    ],
    references: &[("visit_id", "d0")],
    copies: COPIES,
    constraints: CONSTRAINTS,
    costs: &[
        ("choose_meeting_slot", 19),
        ("create_visit", 4),
        ("delete_visit", 4),
        ("find_meeting_slot", 2),
        ("find_proposed_window", 2),
        ("find_trip_suggestions", 2),
        ("find_visit", 2),
        ("find_visit_outreach", 2),
        ("find_visit_suggestions", 3),
        ("link_visit_outreach", 7),
        ("list_meeting_slots", 2),
        ("list_visit_outreaches", 2),
        ("list_visits", 2),
        ("offer_meeting_slots", 9),
        ("unlink_visit_outreach", 4),
        ("update_visit", 5),
        ("withdraw_meeting_slot", 4),
    ],
    case,
    many: MANY,
};

fn case(id: &str) -> Option<Case> {
    let prepare = match id {
        "choose_meeting_slot" => "DELETE FROM interview",
        "link_visit_outreach" => "DELETE FROM visit_outreach",
        _ => return None,
    };
    Some(Case {
        prepare,
        ..Case::default()
    })
}

const MANY: &str = "
INSERT INTO visit SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid()))).*
FROM visit AS one, generate_series(1, 29) WHERE owner_id = '{owner}';
INSERT INTO visit_outreach SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid(), 'outreach_id', outreach.id))).*
FROM visit_outreach AS one JOIN outreach USING (owner_id) WHERE owner_id = '{owner}' AND outreach.id <> '{stem}30';
INSERT INTO meeting_slot SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid(), 'state', 'withdrawn'))).*
FROM meeting_slot AS one, generate_series(1, 29) WHERE owner_id = '{owner}'";

const COPIES: &[Copy] = &[
    copy(
        "visit",
        "id = '00000000-0000-7000-8000-000000000ad0'",
        NEW_ID,
    ),
    copy(
        "visit_outreach",
        ADAS,
        r#"{"id": "00000000-0000-7000-8000-00000000ff02", "visit_id": "00000000-0000-7000-8000-000000000ad3"}"#,
    ),
    copy(
        "meeting_slot",
        ADAS,
        r#"{"id": "00000000-0000-7000-8000-00000000ff02", "starts_at": "2026-10-12T15:00:00Z"}"#,
    ),
];

const CONSTRAINTS: &[(&str, &str)] = &[
    (
        "visit_pkey",
        r#"{"id": "00000000-0000-7000-8000-000000000ad0"}"#,
    ),
    ("visit_owner_id_fkey", NOBODY),
    ("visit_version_check", r#"{"version": 0}"#),
    ("visit_city_check", r#"{"city": ""}"#),
    ("visit_region_check", r#"{"region": "{201}"}"#),
    ("visit_country_check", r#"{"country": "us"}"#),
    ("visit_days_check", r#"{"ends_on": "2027-01-08"}"#),
    ("visit_time_zone_check", r#"{"time_zone": ""}"#),
    ("visit_place_check", r#"{"longitude": null}"#),
    ("visit_latitude_check", r#"{"latitude": 90.5}"#),
    ("visit_longitude_check", r#"{"longitude": -180.5}"#),
    ("visit_purpose_check", r#"{"purpose": "{201}"}"#),
    ("visit_notes_check", r#"{"notes": ""}"#),
    ("visit_state_check", r#"{"state": "dreamed"}"#),
    (
        "visit_outreach_pkey",
        r#"{"id": "00000000-0000-7000-8000-000000000ad1"}"#,
    ),
    ("visit_outreach_owner_id_fkey", NOBODY),
    (
        "visit_outreach_visit_id_fkey",
        r#"{"visit_id": "00000000-0000-7000-8000-000000000bd0"}"#,
    ),
    (
        "visit_outreach_outreach_id_fkey",
        r#"{"outreach_id": "00000000-0000-7000-8000-000000000b30"}"#,
    ),
    (
        "visit_outreach_visit_id_outreach_id_key",
        r#"{"visit_id": "00000000-0000-7000-8000-000000000ad0"}"#,
    ),
    ("visit_outreach_version_check", r#"{"version": 0}"#),
    (
        "meeting_slot_pkey",
        r#"{"id": "00000000-0000-7000-8000-000000000ad2"}"#,
    ),
    ("meeting_slot_owner_id_fkey", NOBODY),
    (
        "meeting_slot_outreach_id_fkey",
        r#"{"outreach_id": "00000000-0000-7000-8000-000000000b30"}"#,
    ),
    (
        "meeting_slot_visit_id_fkey",
        r#"{"visit_id": "00000000-0000-7000-8000-000000000bd0"}"#,
    ),
    (
        "meeting_slot_interview_id_fkey",
        r#"{"state": "chosen", "chosen_by": "me", "interview_id": "00000000-0000-7000-8000-000000000b32"}"#,
    ),
    (
        "meeting_slot_offered_outreach_id_starts_at_key",
        r#"{"starts_at": "2026-10-11T15:00:00Z"}"#,
    ),
    ("meeting_slot_version_check", r#"{"version": 0}"#),
    (
        "meeting_slot_proposed_by_check",
        r#"{"proposed_by": "nobody"}"#,
    ),
    ("meeting_slot_mode_check", r#"{"mode": "telepathy"}"#),
    ("meeting_slot_place_check", r#"{"place": "{501}"}"#),
    ("meeting_slot_link_check", r#"{"link": ""}"#),
    ("meeting_slot_time_zone_check", r#"{"time_zone": ""}"#),
    ("meeting_slot_minutes_check", r#"{"minutes": 61}"#),
    ("meeting_slot_state_check", r#"{"state": "lost"}"#),
    (
        "meeting_slot_chosen_by_check",
        r#"{"state": "chosen", "chosen_by": "nobody"}"#,
    ),
    ("meeting_slot_chosen_check", r#"{"chosen_by": "me"}"#),
    (
        "meeting_slot_interview_check",
        r#"{"interview_id": "00000000-0000-7000-8000-000000000a32"}"#,
    ),
];
