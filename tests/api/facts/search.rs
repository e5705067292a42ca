//! Search.

use super::{Facts, NOBODY, copy};

pub(super) const FACTS: Facts = Facts {
    // Triggers make the entries of whatever the other groups put in.
    workspace: "",
    rows: &[],
    references: &[],
    copies: &[copy(
        "search_entry",
        "resource_id = '00000000-0000-7000-8000-000000000a22'",
        r#"{"resource": "copy"}"#,
    )],
    constraints: &[
        ("search_entry_pkey", r#"{"resource": "contact"}"#),
        ("search_entry_owner_id_fkey", NOBODY),
        ("search_entry_resource_check", r#"{"resource": ""}"#),
        ("search_entry_title_check", r#"{"title": "{501}"}"#),
        ("search_entry_body_check", r#"{"body": "{30001}"}"#),
        ("search_entry_people_check", r#"{"people": "{501}"}"#),
        (
            "search_entry_organization_check",
            r#"{"organization": "{201}"}"#,
        ),
    ],
    costs: &[("list_search_hits", 2), ("find_changes", 60)],
    case: |_| None,
    many: "",
};
