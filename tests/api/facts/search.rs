//! The search.

use super::{Facts, NOBODY, copy};

pub(super) const FACTS: Facts = Facts {
    workspace: "",
    rows: &[],
    references: &[],
    copies: &[copy(
        "search_entry",
        "owner_id = '00000000-0000-7000-8000-000000000a01' AND resource = 'theme'",
        r#"{"resource_id": "00000000-0000-7000-8000-00000000ff02"}"#,
    )],
    constraints: &[
        (
            "search_entry_pkey",
            r#"{"resource_id": "00000000-0000-7000-8000-000000000a20"}"#,
        ),
        ("search_entry_owner_id_fkey", NOBODY),
        ("search_entry_resource_check", r#"{"resource": ""}"#),
        ("search_entry_title_check", r#"{"title": ""}"#),
        ("search_entry_body_check", r#"{"body": "{30001}"}"#),
        ("search_entry_people_check", r#"{"people": ""}"#),
        ("search_entry_organization_check", r#"{"organization": ""}"#),
    ],
    costs: &[("list_search_hits", 2)],
    case: |_| None,
    many: "",
};
