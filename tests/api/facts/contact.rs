//! Contacts in depth: employments, common ground, custom fields.

use serde_json::json;

use super::{ADAS, Case, Copy, Facts, NEW_ID, NOBODY, copy};

pub(super) const FACTS: Facts = Facts {
    workspace: include_str!("contact.sql"),
    rows: &[
        ("contacts/{id}/employments", "70"),
        ("contacts/{id}/common-ground", "72"),
        ("contacts/{id}/tags", "22"),
        ("custom-fields", "71"),
    ],
    references: &[("person_id", "23")],
    copies: COPIES,
    constraints: CONSTRAINTS,
    costs: COSTS,
    case,
    many: MANY,
};

fn case(id: &str) -> Option<Case> {
    let (prepare, body) = match id {
        // As the example has it: it never changes.
        "update_contact" => ("UPDATE contact SET source = 'own_network'", None),
        "create_common_ground" | "update_common_ground" => (
            "",
            Some(json!({"kind": "person", "label": "Our friend", "person_id": null})),
        ),
        "update_custom_field" => ("", Some(json!({"label": "Short name"}))),
        _ => return None,
    };
    Some(Case {
        prepare,
        path: None,
        body,
    })
}

const MANY: &str = "
INSERT INTO employment SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid()))).*
FROM employment AS one, generate_series(1, 29) WHERE owner_id = '{owner}';
INSERT INTO custom_field SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid(), 'key', 'key_' || n))).*
FROM custom_field AS one, generate_series(1, 29) AS n WHERE owner_id = '{owner}';
INSERT INTO common_ground SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid(), 'label', 'Label ' || n))).*
FROM common_ground AS one, generate_series(1, 29) AS n WHERE owner_id = '{owner}';
UPDATE contact SET tags = ARRAY[id::text] WHERE owner_id = '{owner}'";

const COPIES: &[Copy] = &[
    copy("employment", ADAS, NEW_ID),
    copy(
        "common_ground",
        ADAS,
        r#"{"id": "00000000-0000-7000-8000-00000000ff02", "label": "Another"}"#,
    ),
    copy(
        "custom_field",
        ADAS,
        r#"{"id": "00000000-0000-7000-8000-00000000ff02", "key": "other"}"#,
    ),
];

const COSTS: &[(&str, u64)] = &[
    ("add_contact_tag", 4),
    ("create_common_ground", 6),
    ("create_custom_field", 4),
    ("create_employment", 6),
    ("delete_common_ground", 4),
    ("delete_custom_field", 5),
    ("delete_employment", 4),
    ("find_common_ground", 2),
    ("find_common_ground_proposals", 6),
    ("find_custom_field", 2),
    ("find_employment", 2),
    ("list_common_ground", 2),
    ("list_custom_fields", 2),
    ("list_employments", 2),
    ("list_tags", 2),
    ("remove_contact_tag", 8),
    ("update_common_ground", 4),
    ("update_custom_field", 4),
    ("update_employment", 4),
];

const CONSTRAINTS: &[(&str, &str)] = &[
    ("contact_roles_check", r#"{"roles": ["prospect", "rival"]}"#),
    ("contact_seniority_check", r#"{"seniority": "elder"}"#),
    ("contact_met_in_check", r#"{"met_in": "space"}"#),
    ("contact_met_where_check", r#"{"met_where": "{201}"}"#),
    ("contact_source_check", r#"{"source": "rumor"}"#),
    ("contact_city_check", r#"{"city": ""}"#),
    ("contact_country_check", r#"{"country": "USA"}"#),
    ("contact_schools_check", r#"{"schools": ["a", null]}"#),
    ("contact_cities_check", r#"{"cities": ["a", null]}"#),
    ("contact_interests_check", r#"{"interests": ["a", null]}"#),
    ("contact_custom_check", r#"{"custom": []}"#),
    (
        "contact_update_every_days_check",
        r#"{"update_every_days": 6}"#,
    ),
    (
        "contact_method_validity_check",
        r#"{"validity": "doubtful"}"#,
    ),
    (
        "contact_method_wrong_number_check",
        r#"{"validity": "wrong_number"}"#,
    ),
    ("contact_method_lookup_key_check", r#"{"lookup_key": ""}"#),
    (
        "employment_pkey",
        r#"{"id": "00000000-0000-7000-8000-000000000a70"}"#,
    ),
    ("employment_owner_id_fkey", NOBODY),
    (
        "employment_contact_id_fkey",
        r#"{"contact_id": "00000000-0000-7000-8000-000000000b22"}"#,
    ),
    (
        "employment_organization_id_fkey",
        r#"{"organization_id": "00000000-0000-7000-8000-000000000b21"}"#,
    ),
    ("employment_version_check", r#"{"version": 0}"#),
    ("employment_employer_check", r#"{"organization_id": null}"#),
    (
        "employment_organization_name_check",
        r#"{"organization_id": null, "organization_name": ""}"#,
    ),
    ("employment_title_check", r#"{"title": ""}"#),
    ("employment_department_check", r#"{"department": "{201}"}"#),
    ("employment_seniority_check", r#"{"seniority": "elder"}"#),
    ("employment_location_check", r#"{"location": ""}"#),
    (
        "employment_period_check",
        r#"{"is_current": false, "started_on": "2020-01-02", "ended_on": "2020-01-01"}"#,
    ),
    (
        "employment_is_current_check",
        r#"{"is_current": true, "ended_on": "2020-01-01"}"#,
    ),
    ("employment_note_check", r#"{"note": ""}"#),
    (
        "common_ground_pkey",
        r#"{"id": "00000000-0000-7000-8000-000000000a72"}"#,
    ),
    ("common_ground_owner_id_fkey", NOBODY),
    (
        "common_ground_contact_id_fkey",
        r#"{"contact_id": "00000000-0000-7000-8000-000000000b22"}"#,
    ),
    (
        "common_ground_person_id_fkey",
        r#"{"person_id": "00000000-0000-7000-8000-000000000b23"}"#,
    ),
    (
        "common_ground_contact_id_kind_label_key",
        r#"{"label": "SOMEBODY ELSE"}"#,
    ),
    ("common_ground_version_check", r#"{"version": 0}"#),
    (
        "common_ground_kind_check",
        r#"{"kind": "weather", "person_id": null}"#,
    ),
    ("common_ground_label_check", r#"{"label": "{201}"}"#),
    ("common_ground_person_check", r#"{"kind": "school"}"#),
    ("common_ground_note_check", r#"{"note": ""}"#),
    (
        "custom_field_pkey",
        r#"{"id": "00000000-0000-7000-8000-000000000a71"}"#,
    ),
    ("custom_field_owner_id_fkey", NOBODY),
    ("custom_field_owner_id_key_key", r#"{"key": "nickname"}"#),
    ("custom_field_version_check", r#"{"version": 0}"#),
    ("custom_field_key_check", r#"{"key": "Nick name"}"#),
    ("custom_field_label_check", r#"{"label": ""}"#),
    (
        "custom_field_kind_check",
        r#"{"kind": "color", "choices": []}"#,
    ),
    ("custom_field_choices_check", r#"{"choices": []}"#),
    ("custom_field_position_check", r#"{"position": -1}"#),
];
