//! Calendars that other programs subscribe to.

use super::{Facts, copy};

pub(super) const FACTS: Facts = Facts {
    workspace: include_str!("calendar_feed.sql"),
    rows: &[("calendar-feeds", "ca")],
    references: &[],
    copies: &[copy(
        "calendar_feed",
        "account_id = '00000000-0000-7000-8000-000000000a01'",
        r#"{"id": "00000000-0000-7000-8000-00000000ff02",
            "secret_hash": "\\xffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"}"#,
    )],
    constraints: CONSTRAINTS,
    costs: &[
        ("create_calendar_feed", 4),
        ("fetch_calendar", 9),
        ("find_calendar_feed", 2),
        ("find_interview_calendar", 5),
        ("list_calendar_feeds", 2),
        ("revoke_calendar_feed", 4),
    ],
    case: |_| None,
    many: MANY,
};

const MANY: &str = "
INSERT INTO calendar_feed SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid(), 'secret_hash', sha256(gen_random_uuid()::text::bytea)))).*
FROM calendar_feed AS one, generate_series(1, 29) WHERE account_id = '{owner}'";

const CONSTRAINTS: &[(&str, &str)] = &[
    (
        "calendar_feed_pkey",
        r#"{"id": "00000000-0000-7000-8000-000000000aca"}"#,
    ),
    (
        "calendar_feed_account_id_fkey",
        r#"{"account_id": "00000000-0000-7000-8000-000000000000"}"#,
    ),
    (
        "calendar_feed_secret_hash_key",
        r#"{"secret_hash": "\\x3bfb2063ab2be111c83bf45a38431137bc826eea967228bbd54d397d7c087f1c"}"#,
    ),
    ("calendar_feed_version_check", r#"{"version": 0}"#),
    ("calendar_feed_name_check", r#"{"name": ""}"#),
    ("calendar_feed_holds_check", r#"{"holds": ["weather"]}"#),
    (
        "calendar_feed_secret_hash_check",
        r#"{"secret_hash": "\\xff"}"#,
    ),
];
