//! Import and export.

use super::{ADAS, Facts, NEW_ID, NOBODY, copy};

pub(super) const FACTS: Facts = Facts {
    workspace: include_str!("transfer.sql"),
    rows: &[("imports", "a0")],
    references: &[],
    copies: &[
        copy("import", ADAS, NEW_ID),
        copy(
            "import_row",
            ADAS,
            r#"{"id": "00000000-0000-7000-8000-00000000ff02", "position": 2}"#,
        ),
    ],
    constraints: CONSTRAINTS,
    costs: &[
        ("create_import", 7),
        ("delete_import", 4),
        ("export_contacts_as_csv", 6),
        ("export_everything", 90),
        ("export_contacts_as_json_lines", 4),
        ("export_contacts_as_vcard", 4),
        ("find_import", 2),
        ("list_import_rows", 3),
        ("list_imports", 2),
    ],
    case: |_| None,
    many: "
INSERT INTO import SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid()))).*
FROM import AS one, generate_series(1, 29) WHERE owner_id = '{owner}';
INSERT INTO import_row SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid(), 'position', 1 + n))).*
FROM import_row AS one, generate_series(1, 29) AS n WHERE owner_id = '{owner}'",
};

const CONSTRAINTS: &[(&str, &str)] = &[
    (
        "import_pkey",
        r#"{"id": "00000000-0000-7000-8000-000000000aa0"}"#,
    ),
    ("import_owner_id_fkey", NOBODY),
    ("import_version_check", r#"{"version": 0}"#),
    ("import_format_check", r#"{"format": "pdf"}"#),
    ("import_match_by_check", r#"{"match_by": "luck"}"#),
    ("import_created_check", r#"{"created": -1}"#),
    ("import_updated_check", r#"{"updated": -1}"#),
    ("import_unchanged_check", r#"{"unchanged": -1}"#),
    ("import_refused_check", r#"{"refused": -1}"#),
    ("import_ignored_check", r#"{"ignored": [null]}"#),
    (
        "import_row_pkey",
        r#"{"id": "00000000-0000-7000-8000-000000000aa1"}"#,
    ),
    (
        "import_row_import_id_fkey",
        r#"{"import_id": "00000000-0000-7000-8000-000000000000"}"#,
    ),
    (
        "import_row_contact_id_fkey",
        r#"{"contact_id": "00000000-0000-7000-8000-000000000000"}"#,
    ),
    ("import_row_import_id_position_key", r#"{"position": 1}"#),
    ("import_row_version_check", r#"{"version": 0}"#),
    ("import_row_position_check", r#"{"position": 20001}"#),
    ("import_row_line_check", r#"{"line": 0}"#),
    ("import_row_outcome_check", r#"{"outcome": "lost"}"#),
    ("import_row_errors_check", r#"{"errors": [{}]}"#),
];
