//! Organizations in depth: ranking, sites.

use super::{ADAS, Case, Facts, NOBODY, copy};

pub(super) const FACTS: Facts = Facts {
    workspace: include_str!("organization.sql"),
    rows: &[("organizations/{id}/sites", "60")],
    references: &[],
    copies: &[copy(
        "site",
        ADAS,
        r#"{"id": "00000000-0000-7000-8000-00000000ff02", "is_headquarters": false}"#,
    )],
    constraints: &[
        ("organization_industry_check", r#"{"industry": ""}"#),
        ("organization_country_check", r#"{"country": "de"}"#),
        ("organization_motivation_check", r#"{"motivation": 4}"#),
        ("organization_posting_check", r#"{"posting": 0}"#),
        (
            "site_pkey",
            r#"{"id": "00000000-0000-7000-8000-000000000a60"}"#,
        ),
        ("site_owner_id_fkey", NOBODY),
        (
            "site_organization_id_fkey",
            r#"{"organization_id": "00000000-0000-7000-8000-000000000b21"}"#,
        ),
        ("site_is_headquarters_key", r#"{"is_headquarters": true}"#),
        ("site_version_check", r#"{"version": 0}"#),
        ("site_name_check", r#"{"name": ""}"#),
        ("site_address_check", r#"{"address": "{501}"}"#),
        ("site_city_check", r#"{"city": ""}"#),
        ("site_country_check", r#"{"country": "DEU"}"#),
        ("site_phone_check", r#"{"phone": "{51}"}"#),
        ("site_place_check", r#"{"longitude": null}"#),
        ("site_latitude_check", r#"{"latitude": 90.5}"#),
        ("site_longitude_check", r#"{"longitude": -180.5}"#),
    ],
    costs: &[
        ("create_organization_site", 4),
        ("delete_organization_site", 4),
        ("find_organization_site", 2),
        ("list_organization_sites", 2),
        ("list_sites", 2),
        ("list_targets", 3),
        ("update_organization_site", 4),
    ],
    case,
    many: "
INSERT INTO site SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid(), 'is_headquarters', false))).*
FROM site AS one, generate_series(1, 29) WHERE owner_id = '{owner}'",
};

fn case(id: &str) -> Option<Case> {
    (id == "create_organization_site").then(|| Case {
        prepare: "UPDATE site SET is_headquarters = false",
        ..Case::default()
    })
}
