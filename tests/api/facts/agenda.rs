//! What people say about the items of their agenda.

use super::{ADAS, Case, Facts, NEW_ID, NOBODY, copy};

pub(super) const FACTS: Facts = Facts {
    workspace: include_str!("agenda.sql"),
    rows: &[("agenda", "30")],
    references: &[],
    copies: &[copy("agenda_mark", ADAS, NEW_ID)],
    constraints: &[
        (
            "agenda_mark_pkey",
            r#"{"id": "00000000-0000-7000-8000-000000000ab1"}"#,
        ),
        ("agenda_mark_owner_id_fkey", NOBODY),
        ("agenda_mark_version_check", r#"{"version": 0}"#),
        ("agenda_mark_kind_check", r#"{"kind": "follow_up"}"#),
        ("agenda_mark_about_check", r#"{"about": "{201}"}"#),
        (
            "agenda_mark_fate_check",
            r#"{"snoozed_until": "2026-01-05T09:00:00Z"}"#,
        ),
        (
            "agenda_mark_dismissed_check",
            r#"{"dismissal_reason": null}"#,
        ),
        (
            "agenda_mark_dismissal_reason_check",
            r#"{"dismissal_reason": "{1001}"}"#,
        ),
    ],
    costs: &[
        ("count_agenda", 4),
        ("dismiss_agenda_item", 5),
        ("find_agenda_week", 3),
        ("restore_agenda_item", 5),
        ("snooze_agenda_item", 5),
    ],
    case,
    many: "",
};

fn case(id: &str) -> Option<Case> {
    (id == "restore_agenda_item").then(|| Case {
        path: Some("{stem}b1"),
        ..Case::default()
    })
}
