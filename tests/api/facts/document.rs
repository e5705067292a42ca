//! Documents and hand-offs.

use super::{ADAS, Case, Facts, NEW_ID, NOBODY, copy};

pub(super) const FACTS: Facts = Facts {
    workspace: include_str!("document.sql"),
    rows: &[("documents", "b0"), ("hand-offs", "b1")],
    references: &[("document_id", "b0")],
    copies: &[
        copy(
            "document",
            "id = '00000000-0000-7000-8000-000000000ab0'",
            NEW_ID,
        ),
        copy(
            "document_content",
            ADAS,
            r#"{"document_id": "00000000-0000-7000-8000-000000000ab3"}"#,
        ),
        copy("hand_off", ADAS, NEW_ID),
        copy(
            "forwarding",
            ADAS,
            r#"{"id": "00000000-0000-7000-8000-00000000ff02", "position": 1}"#,
        ),
    ],
    constraints: &[
        (
            "document_pkey",
            r#"{"id": "00000000-0000-7000-8000-000000000ab0"}"#,
        ),
        ("document_owner_id_fkey", NOBODY),
        ("document_version_check", r#"{"version": 0}"#),
        ("document_name_check", r#"{"name": ""}"#),
        ("document_kind_check", r#"{"kind": "novel"}"#),
        ("document_version_label_check", r#"{"version_label": "{51}"}"#),
        ("document_language_check", r#"{"language": "x"}"#),
        ("document_note_check", r#"{"note": ""}"#),
        ("document_media_type_check", r#"{"media_type": "image/gif"}"#),
        ("document_file_name_check", r#"{"file_name": ""}"#),
        ("document_size_bytes_check", r#"{"size_bytes": 0}"#),
        ("document_sha256_check", r#"{"sha256": "\\xff"}"#),
        ("document_content_check", r#"{"uploaded_at": null}"#),
        (
            "document_content_pkey",
            r#"{"document_id": "00000000-0000-7000-8000-000000000ab0"}"#,
        ),
        (
            "document_content_document_id_fkey",
            r#"{"document_id": "00000000-0000-7000-8000-000000000bb0"}"#,
        ),
        ("document_content_bytes_check", r#"{"bytes": "\\x"}"#),
        (
            "hand_off_pkey",
            r#"{"id": "00000000-0000-7000-8000-000000000ab1"}"#,
        ),
        ("hand_off_owner_id_fkey", NOBODY),
        (
            "hand_off_document_id_fkey",
            r#"{"document_id": "00000000-0000-7000-8000-000000000bb0"}"#,
        ),
        (
            "hand_off_contact_id_fkey",
            r#"{"contact_id": "00000000-0000-7000-8000-000000000b22"}"#,
        ),
        ("hand_off_version_check", r#"{"version": 0}"#),
        ("hand_off_format_check", r#"{"format": "fax"}"#),
        ("hand_off_note_check", r#"{"note": ""}"#),
        ("hand_off_version_label_check", r#"{"version_label": ""}"#),
        ("hand_off_sha256_check", r#"{"sha256": "\\xff"}"#),
        ("hand_off_state_check", r#"{"state": "lost"}"#),
        (
            "forwarding_pkey",
            r#"{"id": "00000000-0000-7000-8000-000000000ab2"}"#,
        ),
        (
            "forwarding_hand_off_id_fkey",
            r#"{"hand_off_id": "00000000-0000-7000-8000-000000000bb1"}"#,
        ),
        (
            "forwarding_contact_id_fkey",
            r#"{"contact_id": "00000000-0000-7000-8000-000000000b22", "recipient": null}"#,
        ),
        (
            "forwarding_organization_id_fkey",
            r#"{"organization_id": "00000000-0000-7000-8000-000000000b21"}"#,
        ),
        ("forwarding_hand_off_id_position_key", r#"{"position": 0}"#),
        ("forwarding_version_check", r#"{"version": 0}"#),
        ("forwarding_position_check", r#"{"position": 20}"#),
        ("forwarding_to_check", r#"{"recipient": null}"#),
        ("forwarding_recipient_check", r#"{"recipient": ""}"#),
        ("forwarding_how_check", r#"{"how": "pigeon"}"#),
        (
            "forwarding_delivered_at_check",
            r#"{"delivered_at": "2000-01-01"}"#,
        ),
    ],
    costs: &[
        ("create_document", 3),
        ("create_hand_off", 5),
        ("delete_document", 4),
        ("delete_hand_off", 5),
        ("download_document_content", 3),
        ("find_document_details", 2),
        ("find_hand_off", 3),
        ("list_documents", 2),
        ("list_hand_offs", 3),
        ("update_document", 4),
        ("update_hand_off", 8),
        ("upload_document_content", 6),
    ],
    case,
    many: "
INSERT INTO document SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid()))).*
FROM document AS one, generate_series(1, 29) WHERE owner_id = '{owner}' AND id = '{stem}b0';
INSERT INTO hand_off SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid()))).*
FROM hand_off AS one, generate_series(1, 29) WHERE owner_id = '{owner}'",
};

fn case(id: &str) -> Option<Case> {
    (id == "delete_document").then(|| Case {
        path: Some("{stem}b3"),
        ..Case::default()
    })
}
