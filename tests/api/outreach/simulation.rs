//! Methodologies laid out on a calendar.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use super::{later, record};
use crate::harness::{Client, TestApp};

const METHODOLOGIES: [&str; 4] = [
    "01a21000-8800-7000-8000-000000000001",
    "01a21000-8800-7000-8000-000000000002",
    "01a21000-8800-7000-8000-000000000003",
    "01a21000-8800-7000-8000-000000000004",
];

async fn simulate(ada: &Client, methodology: &str, scenario: Value) -> Value {
    let path = format!("/v1/methodologies/{methodology}/simulate");
    ada.post(&path, scenario).await.expect(200).json
}

#[tokio::test]
async fn three_seven_seven_is_laid_on_a_calendar() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let scenario = json!({
        "starts_at": "2026-01-14T14:00:00Z", "contact_country": "US", "contact_time_zone": "America/New_York"
    });
    let told = simulate(&ada, METHODOLOGIES[3], scenario).await;
    let touches: Vec<_> = told["touches"]
        .as_array()
        .unwrap()
        .iter()
        .map(|touch| {
            let word = |key: &str| touch[key].as_str().unwrap_or("-").to_owned();
            [
                word("happens_on"),
                word("channel"),
                word("outcome"),
                word("direction"),
            ]
            .join(" ")
        })
        .collect();
    insta::assert_json_snapshot!(touches, @r#"
    [
      "2026-01-14 email sent outbound",
      "2026-01-17 email sent outbound",
      "2026-01-24 email sent outbound",
      "2026-01-31 email sent outbound"
    ]
    "#);
    assert_eq!(told["ends"]["state"], "deferred");
}

#[tokio::test]
async fn an_event_that_cannot_be_is_refused_at_its_place() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = format!("/v1/methodologies/{}/simulate", METHODOLOGIES[0]);
    let events =
        json!({ "events": [{ "outcome": "sent" }, { "outcome": "no_answer", "days_later": 2 }] });
    ada.post(&path, events)
        .await
        .expect_problem(422, "invalid_body")
        .expect_error_at("#/events/1/outcome");
    let many = json!({ "events": vec![json!({ "outcome": "sent" }); 31] });
    ada.post(&path, many)
        .await
        .expect_problem(422, "invalid_body")
        .expect_error_at("#/events");
    let nowhere = json!({ "contact_time_zone": "Mars/Olympus" });
    ada.post(&path, nowhere)
        .await
        .expect_problem(422, "invalid_body")
        .expect_error_at("#/contact_time_zone");
}

/// What is simulated is what comes of recording the same touches, one after the other, in real time.
#[tokio::test]
async fn a_simulation_equals_what_recording_step_by_step_gives() {
    let app = TestApp::start().await;
    let mut ada = app.person("ada").await;
    let events = [
        json!([]),
        json!([{ "outcome": "sent" }, { "outcome": "declined_meeting", "days_later": 4 }]),
        json!([{ "outcome": "sent" }, { "outcome": "out_of_office", "days_later": 0 }]),
    ];
    for (number, methodology) in METHODOLOGIES.iter().enumerate() {
        for events in &events {
            // A call is answered, or not; nothing is sent by it.
            if number == 1 && *events != json!([]) {
                continue;
            }
            let contact = json!({
                "name": "Jo", "relationship": "stranger", "country": "US", "time_zone": "America/New_York"
            });
            let contact = ada.create("/v1/contacts", contact).await;
            let input = json!({ "contact_id": contact, "methodology_id": methodology });
            let started = ada.post("/v1/outreach", input).await.expect(201).json;
            let path = format!("/v1/outreach/{}", started["id"].as_str().unwrap());
            let scenario = json!({
                "starts_at": started["created_at"], "events": events, "contact_country": "US",
                "contact_time_zone": "America/New_York"
            });
            let told = simulate(&ada, methodology, scenario).await;
            let mut now = started;
            for touch in told["touches"].as_array().unwrap() {
                if !touch["action"].is_null() {
                    assert_eq!(touch["action"], now["next_action"]);
                }
                let at: DateTime<Utc> = touch["at"].as_str().unwrap().parse().unwrap();
                if at > app.now() {
                    ada = later(&app, at - app.now()).await;
                }
                let attempt = json!({
                    "channel": touch["channel"], "direction": touch["direction"], "outcome": touch["outcome"], "at": at
                });
                now = record(&ada, &path, attempt).await.expect(201).json["outreach"].take();
            }
            for member in ["state", "recontact_on", "next_action", "contact_type"] {
                assert_eq!(told["ends"][member], now[member], "{methodology} {events}");
            }
            assert!(told["touches"].as_array().unwrap().len() > 1);
        }
    }
}
