//! This week against the target.

use insta::assert_json_snapshot;
use serde_json::{Value, json};

use super::{CALL, ada_at, interviews, outreach};
use crate::harness::TestApp;

/// Attempts on the first outreach of ada's, one each at these moments.
fn attempts(app: &TestApp, moments: &[&str]) {
    let moments = moments.join("'), ('");
    app.sql(&format!(
        "INSERT INTO attempt (owner_id, id, created_at, outreach_id, number, channel, direction, outcome, at) \
         SELECT owner_id, gen_random_uuid(), created_at, id, row_number() OVER (), 'email', 'outbound', 'sent', m.at::timestamptz \
         FROM outreach, (VALUES ('{moments}')) m (at)"
    ))
    .unwrap();
}

#[tokio::test]
async fn a_week_is_held_against_the_target_in_the_persons_zone() {
    let app = TestApp::start().await;
    app.person("ada").await;
    outreach(&app, "ada", 1, "call_to_follow_up", CALL);
    // In Berlin the week begins at 23:00 of Sunday, and the one before at the end of the year.
    attempts(
        &app,
        &[
            "2025-12-28T22:59:59Z",
            "2025-12-28T23:00:00Z",
            "2026-01-04T22:59:59Z",
            "2026-01-04T23:00:00Z",
        ],
    );
    interviews(&app, "2026-01-02T10:00:00Z", true);
    app.sql("UPDATE interview SET state = 'completed', completed_at = '2026-01-02T10:20:00Z', actual_minutes = 20")
        .unwrap();
    let ada = ada_at(&app, "2026-01-07T09:00:00Z").await;
    let found = ada.get("/v1/agenda/week").await.expect(200).json;
    assert_eq!([&found["target"], &found["is_met"]], [&Value::Null; 2]);
    let target = json!({"weekly_target": {"outreach_attempts": 2, "conversations": 1}});
    ada.patch("/v1/profile", target).await.expect(200);
    let found = ada.get("/v1/agenda/week").await.expect(200);
    assert_json_snapshot!(found.json, @r#"
    {
      "done": {
        "conversations": 0,
        "outreach_attempts": 1
      },
      "ends_at": "2026-01-11T23:00:00Z",
      "is_met": false,
      "longest_streak_weeks": 1,
      "object": "agenda_week",
      "starts_at": "2026-01-04T23:00:00Z",
      "starts_on": "2026-01-05",
      "streak_weeks": 1,
      "target": {
        "conversations": 1,
        "outreach_attempts": 2
      }
    }
    "#);
    let ada = ada_at(&app, "2026-01-12T09:00:00Z").await;
    let found = ada.get("/v1/agenda/week").await.expect(200).json;
    assert_eq!(
        (&found["streak_weeks"], &found["longest_streak_weeks"]),
        (&json!(0), &json!(1))
    );
}

#[tokio::test]
async fn nobody_counts_what_others_did() {
    let app = TestApp::start().await;
    let (_, bob) = (app.person("ada").await, app.person("bob").await);
    outreach(&app, "ada", 1, "call_to_follow_up", CALL);
    attempts(&app, &["2026-01-05T08:00:00Z"]);
    let found = bob.get("/v1/agenda/week").await.expect(200).json;
    assert_eq!(
        found["done"],
        json!({"outreach_attempts": 0, "conversations": 0})
    );
}
