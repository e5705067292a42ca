//! The profile.

mod readiness;

use insta::assert_json_snapshot;
use serde_json::{Value, json};

use crate::harness::TestApp;

const PROFILE: &str = "/v1/profile";

fn whole() -> Value {
    json!({
        "life_stage": "final_year", "search_stage": "graduating", "seniority": "student",
        "headline": " Linguist ",
        "education": [{"school": "University of Baltimore", "field": "Linguistics", "start_year": 2022}],
        "experience": [{"organization": "City Library", "title": "Reading coach", "start_year": 2023, "end_year": 2024}],
        "strengths": ["Listening", "listening", "Patience"], "values": ["Fairness"], "interests": ["Choirs"],
        "cities": ["Baltimore", "Lyon"], "languages": ["EN", "zh-hant-tw"], "comfort_level": "uneasy",
        "locale": "en-us", "time_zone": "America/New_York",
        "holiday_calendar": {"country": "US", "subdivision": "US-MD"},
        "weekly_target": {"outreach_attempts": 5, "conversations": 1},
    })
}

#[tokio::test]
async fn everybody_has_an_empty_profile_from_the_beginning() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let found = ada.get(PROFILE).await.expect(200);
    assert_json_snapshot!(found.json, @r#"
    {
      "cities": [],
      "comfort_level": null,
      "created_at": "2026-01-05T09:00:00Z",
      "education": [],
      "experience": [],
      "headline": null,
      "holiday_calendar": null,
      "id": "019b76da-a800-7000-8000-000000000002",
      "interests": [],
      "languages": [],
      "life_stage": null,
      "locale": null,
      "methodology_id": null,
      "object": "profile",
      "search_stage": null,
      "seniority": null,
      "strengths": [],
      "time_zone": "Europe/Berlin",
      "updated_at": "2026-01-05T09:00:00Z",
      "values": [],
      "weekly_target": null
    }
    "#);
    let account = ada.get("/v1/account").await.expect(200);
    assert_eq!(found.json["id"], account.json["id"]);
    // Reading leaves nothing behind.
    assert_eq!(app.sql("SELECT count(*) FROM profile").unwrap(), "0");
}

#[tokio::test]
async fn a_profile_is_said_bit_by_bit_and_cleared_again() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let empty = ada.get(PROFILE).await.expect(200);
    app.advance(chrono::TimeDelta::minutes(1));
    let said = ada.patch(PROFILE, whole()).await.expect(200);
    assert_json_snapshot!(said.json, @r#"
    {
      "cities": [
        "Baltimore",
        "Lyon"
      ],
      "comfort_level": "uneasy",
      "created_at": "2026-01-05T09:00:00Z",
      "education": [
        {
          "city": null,
          "degree": null,
          "end_year": null,
          "field": "Linguistics",
          "school": "University of Baltimore",
          "start_year": 2022
        }
      ],
      "experience": [
        {
          "city": null,
          "end_year": 2024,
          "organization": "City Library",
          "start_year": 2023,
          "summary": null,
          "title": "Reading coach"
        }
      ],
      "headline": "Linguist",
      "holiday_calendar": {
        "country": "US",
        "subdivision": "US-MD"
      },
      "id": "019b76da-a800-7000-8000-000000000002",
      "interests": [
        "Choirs"
      ],
      "languages": [
        "en",
        "zh-Hant-TW"
      ],
      "life_stage": "final_year",
      "locale": "en-US",
      "methodology_id": null,
      "object": "profile",
      "search_stage": "graduating",
      "seniority": "student",
      "strengths": [
        "Listening",
        "Patience"
      ],
      "time_zone": "America/New_York",
      "updated_at": "2026-01-05T09:01:00Z",
      "values": [
        "Fairness"
      ],
      "weekly_target": {
        "conversations": 1,
        "outreach_attempts": 5
      }
    }
    "#);
    let found = ada.get(PROFILE).await.expect(200);
    assert_eq!((&found.json, found.etag()), (&said.json, said.etag()));
    assert_ne!(said.etag(), empty.etag());

    let change = json!({"headline": null, "strengths": [], "weekly_target": {"outreach_attempts": 5, "conversations": 2},
        "holiday_calendar": {"country": "US", "subdivision": null}, "education": []});
    let changed = ada.patch(PROFILE, change).await.expect(200).json;
    assert_eq!(changed["headline"], Value::Null);
    assert_eq!(
        (&changed["strengths"], &changed["education"]),
        (&json!([]), &json!([]))
    );
    assert_eq!(
        changed["weekly_target"],
        json!({"outreach_attempts": 5, "conversations": 2})
    );
    assert_eq!(
        changed["holiday_calendar"],
        json!({"country": "US", "subdivision": null})
    );
    assert_eq!(changed["interests"], json!(["Choirs"]));
    let cleared = json!({"weekly_target": null, "holiday_calendar": null, "locale": null});
    let cleared = ada.patch(PROFILE, cleared).await.expect(200).json;
    for member in ["weekly_target", "holiday_calendar", "locale"] {
        assert_eq!(cleared[member], Value::Null, "{member}");
    }
}

#[tokio::test]
async fn the_time_zone_is_the_accounts_and_both_change_together() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let before = ada.get(PROFILE).await.expect(200);
    assert_eq!(before.json["time_zone"], "Europe/Berlin");
    ada.patch(PROFILE, json!({"time_zone": "Asia/Tokyo"}))
        .await
        .expect(200);
    let account = ada.get("/v1/account").await.expect(200).json;
    assert_eq!(account["time_zone"], "Asia/Tokyo");

    let seen = ada.get(PROFILE).await.expect(200);
    ada.patch("/v1/account", json!({"time_zone": "UTC"}))
        .await
        .expect(200);
    let now = ada.get(PROFILE).await.expect(200);
    assert_eq!(now.json["time_zone"], "UTC");
    assert_ne!(now.etag(), seen.etag());
    let stale = ada.with("if-match", seen.etag());
    stale
        .patch(PROFILE, json!({"headline": "Late"}))
        .await
        .expect_problem(412, "precondition_failed");
    let fresh = ada.with("if-match", now.etag());
    fresh
        .patch(PROFILE, json!({"headline": "In time"}))
        .await
        .expect(200);
}

#[tokio::test]
async fn what_does_not_fit_is_named_and_changes_neither_profile_nor_account() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    ada.patch(PROFILE, whole()).await.expect(200);
    let before = ada.get(PROFILE).await.expect(200);
    let year = |start: i32, end: i32| json!({"school": "A", "start_year": start, "end_year": end});
    for (member, value, at) in [
        ("time_zone", json!("Mars/Olympus"), "#/time_zone"),
        ("time_zone", Value::Null, "#/time_zone"),
        ("locale", json!("de-1996-1996"), "#/locale"),
        ("languages", json!(["en", "abcd"]), "#/languages/1"),
        ("languages", json!(["en_US"]), "#/languages/0"),
        ("strengths", json!(["fine", "  "]), "#/strengths/1"),
        ("strengths", json!(vec!["x"; 21]), "#/strengths"),
        (
            "education",
            json!([year(2020, 2021), year(2020, 2019)]),
            "#/education/1/end_year",
        ),
        (
            "education",
            json!([year(1899, 1950)]),
            "#/education/0/start_year",
        ),
        (
            "education",
            json!([{"degree": "BA"}]),
            "#/education/0/school",
        ),
        (
            "education",
            json!([{"school": "A", "grade": 1}]),
            "#/education/0/grade",
        ),
        (
            "experience",
            json!([{"organization": " "}]),
            "#/experience/0/organization",
        ),
        (
            "experience",
            json!([{"organization": "A", "summary": "x".repeat(1001)}]),
            "#/experience/0/summary",
        ),
        (
            "holiday_calendar",
            json!({"country": "XX"}),
            "#/holiday_calendar/country",
        ),
        (
            "holiday_calendar",
            json!({"country": "DE"}),
            "#/holiday_calendar/subdivision",
        ),
        (
            "holiday_calendar",
            json!({"country": "DE", "subdivision": "DE-XX"}),
            "#/holiday_calendar/subdivision",
        ),
        (
            "weekly_target",
            json!({"conversations": 0}),
            "#/weekly_target/conversations",
        ),
        (
            "weekly_target",
            json!({"outreach_attempts": 101}),
            "#/weekly_target/outreach_attempts",
        ),
        ("life_stage", json!("asleep"), "#/life_stage"),
    ] {
        let refused = ada
            .patch(PROFILE, json!({"headline": "New", member: value}))
            .await;
        refused
            .expect_problem(422, "invalid_body")
            .expect_error_at(at);
    }
    let after = ada.get(PROFILE).await.expect(200);
    assert_eq!((after.etag(), after.json), (before.etag(), before.json));
}

#[tokio::test]
async fn a_weekly_target_and_a_calendar_are_given_whole_the_first_time() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    for (member, part, at) in [
        (
            "weekly_target",
            json!({"conversations": 1}),
            "#/weekly_target/outreach_attempts",
        ),
        (
            "holiday_calendar",
            json!({"subdivision": "DE-BE"}),
            "#/holiday_calendar/country",
        ),
    ] {
        let refused = ada.patch(PROFILE, json!({ member: part })).await;
        refused
            .expect_problem(422, "invalid_body")
            .expect_error_at(at);
    }
    assert_eq!(app.sql("SELECT count(*) FROM profile").unwrap(), "0");
}

#[tokio::test]
async fn a_profile_is_the_callers_own_and_goes_with_the_account() {
    let app = TestApp::start().await;
    let (ada, bob) = (app.person("ada").await, app.person("bob").await);
    ada.patch(PROFILE, json!({"headline": "Ada"}))
        .await
        .expect(200);
    bob.patch(PROFILE, json!({"headline": "Bob"}))
        .await
        .expect(200);
    assert_eq!(ada.get(PROFILE).await.expect(200).json["headline"], "Ada");
    app.sql("DELETE FROM account WHERE display_name = 'ada'")
        .unwrap();
    assert_eq!(app.sql("SELECT headline FROM profile").unwrap(), "Bob");
}

#[tokio::test]
async fn a_repeated_patch_with_one_key_has_one_effect() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await.with("idempotency-key", "profile-1");
    let first = ada.patch(PROFILE, whole()).await.expect(200);
    let again = ada.patch(PROFILE, whole()).await.expect(200);
    assert_eq!(
        (again.text.as_str(), again.etag()),
        (first.text.as_str(), first.etag())
    );
    assert_eq!(again.header("idempotency-replayed"), "true");
}
