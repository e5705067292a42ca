//! How the database reads the agenda of one person among many.

use domain::{
    Zone,
    agenda::{Cadence, Today},
};
use persistence::agenda::Criteria;

use super::{CALL, follow_ups, hand_off, outreach, silent};
use crate::harness::TestApp;

/// Thousands of rows of bob's, and a few of ada's.
fn many(app: &TestApp) {
    outreach(app, "ada", 3, "call_to_follow_up", CALL);
    follow_ups(app, "2026-01-07T16:00:00Z");
    silent(app, "bob", 5000);
    for statements in [
        "UPDATE contact SET last_contacted_at = now() - random() * interval '900 days' WHERE name LIKE 'Silent%'",
        "INSERT INTO outreach (owner_id, id, created_at, updated_at, contact_id, methodology_id, state, next_action, \
         next_action_from, next_action_until) SELECT owner_id, gen_random_uuid(), c.created_at, c.created_at, c.id, m.id, \
         'awaiting_reply', 'reply', '2026-01-11', '2026-01-19' FROM contact c, methodology m WHERE m.is_default AND c.name LIKE 'Silent%'",
        "INSERT INTO interview (owner_id, id, created_at, updated_at, outreach_id, contact_id, kind, mode, starts_at, \
         time_zone, planned_minutes, state) SELECT owner_id, gen_random_uuid(), created_at, created_at, id, contact_id, \
         'exploratory', 'phone', '2026-01-08', 'Europe/Berlin', 20, 'scheduled' FROM outreach WHERE next_action = 'reply'",
        "INSERT INTO follow_up (owner_id, id, created_at, updated_at, contact_id, kind, due_at, reason, state) \
         SELECT owner_id, gen_random_uuid(), created_at, created_at, id, 'thank_you', '2026-01-08', 'News.', 'pending' \
         FROM contact WHERE name LIKE 'Silent%'",
        "INSERT INTO promise (owner_id, id, created_at, updated_at, contact_id, direction, what, due_on, state) \
         SELECT owner_id, gen_random_uuid(), created_at, created_at, id, d, 'News', '2026-01-08', 'open' \
         FROM contact, unnest(ARRAY['mine', 'theirs']) d WHERE name LIKE 'Silent%'",
    ] {
        app.sql(statements).unwrap();
    }
    hand_off(app, "bob");
    app.sql(
        "INSERT INTO hand_off SELECT (jsonb_populate_record(one, jsonb_build_object('id', gen_random_uuid()))).* \
         FROM hand_off one, generate_series(1, 5000)",
    )
    .unwrap();
    app.sql("ANALYZE").unwrap();
}

#[tokio::test]
async fn an_agenda_is_read_along_indexes_however_much_others_have() {
    let app = TestApp::start().await;
    app.person("ada").await;
    app.person("bob").await;
    many(&app);
    let today = Today {
        now: app.now(),
        zone: Zone::parse("Europe/Berlin").unwrap(),
    };
    let criteria = Criteria {
        cadence: Some(Cadence {
            days: 90,
            rule: "update_cadence_days".to_owned(),
            source: "F127".to_owned(),
        }),
        ..Criteria::all(today, 26)
    };
    let owner = app
        .sql("SELECT id FROM account WHERE email = 'ada@example.org'")
        .unwrap();
    let values = [
        format!("'{owner}'::uuid"),
        "'2026-01-05T09:00:00Z'::timestamptz".to_owned(),
        "'2026-01-05T23:00:00Z'::timestamptz".to_owned(),
        "26".to_owned(),
        "NULL::timestamptz".to_owned(),
        "NULL::uuid".to_owned(),
        "NULL::timestamptz".to_owned(),
        "NULL::timestamptz".to_owned(),
        "NULL::uuid".to_owned(),
        "'Europe/Berlin'".to_owned(),
        "'2026-01-11T23:00:00Z'::timestamptz".to_owned(),
        "NULL::uuid".to_owned(),
        "NULL::uuid".to_owned(),
        "90".to_owned(),
    ];
    for sql in [criteria.page(), criteria.counts()] {
        let mut sql = sql.unwrap();
        for (index, value) in values.iter().enumerate().rev() {
            sql = sql.replace(&format!("${}", index + 1), value);
        }
        let plan = app.sql(&format!("EXPLAIN {sql}")).unwrap();
        for table in [
            "outreach",
            "interview",
            "follow_up",
            "promise",
            "hand_off",
            "contact",
        ] {
            assert!(
                !plan.contains(&format!("Seq Scan on {table} ")),
                "{table}: {plan}"
            );
        }
    }
}
