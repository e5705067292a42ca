//! What programs that are not ours hold: addresses of calendars, and keys.

use super::{Facts, copy};

pub(super) const FACTS: Facts = Facts {
    workspace: include_str!("credential.sql"),
    rows: &[("api-keys", "cb"), ("calendar-feeds", "ca")],
    references: &[],
    copies: &[
        copy("calendar_feed", OF_ADA, ANOTHER),
        copy("api_key", OF_ADA, ANOTHER),
    ],
    constraints: CONSTRAINTS,
    costs: &[
        ("create_api_key", 4),
        ("create_calendar_feed", 4),
        ("fetch_calendar", 9),
        ("find_api_key", 2),
        ("find_calendar_feed", 2),
        ("find_interview_calendar", 5),
        ("list_api_keys", 2),
        ("list_calendar_feeds", 2),
        ("revoke_api_key", 4),
        ("revoke_calendar_feed", 4),
    ],
    case: |_| None,
    many: MANY,
};

const OF_ADA: &str = "account_id = '00000000-0000-7000-8000-000000000a01'";
const ANOTHER: &str = r#"{"id": "00000000-0000-7000-8000-00000000ff02",
    "secret_hash": "\\xffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"}"#;

const MANY: &str = "
INSERT INTO calendar_feed SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid(), 'secret_hash', sha256(gen_random_uuid()::text::bytea)))).*
FROM calendar_feed AS one, generate_series(1, 29) WHERE account_id = '{owner}';
INSERT INTO api_key SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid(), 'secret_hash', sha256(gen_random_uuid()::text::bytea)))).*
FROM api_key AS one, generate_series(1, 29) WHERE account_id = '{owner}'";

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
        "api_key_pkey",
        r#"{"id": "00000000-0000-7000-8000-000000000acb"}"#,
    ),
    (
        "api_key_account_id_fkey",
        r#"{"account_id": "00000000-0000-7000-8000-000000000000"}"#,
    ),
    (
        "api_key_secret_hash_key",
        r#"{"secret_hash": "\\x73de1dc07fa31ad9e226e2a6533816232448913264587300c4de917105ddaba0"}"#,
    ),
    ("api_key_version_check", r#"{"version": 0}"#),
    ("api_key_name_check", r#"{"name": ""}"#),
    ("api_key_prefix_check", r#"{"prefix": "rap_0000"}"#),
    ("api_key_secret_hash_check", r#"{"secret_hash": "\\xff"}"#),
    ("api_key_scope_check", r#"{"scope": ""}"#),
    (
        "api_key_expires_at_check",
        r#"{"expires_at": "2000-01-01"}"#,
    ),
    (
        "calendar_feed_secret_hash_check",
        r#"{"secret_hash": "\\xff"}"#,
    ),
];
