//! Events, whom one met there, and what they brought.

use insta::assert_json_snapshot;
use serde_json::{Value, json};

use crate::harness::{Client, TestApp};

fn evening() -> Value {
    json!({
        "name": "Winter evening", "starts_at": "2026-01-04T18:00:00Z", "ends_at": "2026-01-04T21:00:00Z",
        "time_zone": "America/New_York", "cost": {"amount_minor": 2501, "currency": "USD"},
    })
}

async fn contact(client: &Client, name: &str) -> String {
    client.create("/v1/contacts", json!({"name": name})).await
}

#[tokio::test]
async fn an_event_is_created_read_changed_and_deleted() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let created = ada.post("/v1/events", evening()).await.expect(201);
    assert_json_snapshot!(created.json, @r#"
    {
      "attended_as": "guest",
      "cost": {
        "amount_minor": 2501,
        "currency": "USD"
      },
      "created_at": "2026-01-05T09:00:00Z",
      "ends_at": "2026-01-04T21:00:00Z",
      "id": "019b76da-a800-7000-8000-000000000006",
      "name": "Winter evening",
      "note": null,
      "object": "event",
      "organization_id": null,
      "place": null,
      "starts_at": "2026-01-04T18:00:00Z",
      "time_zone": "America/New_York",
      "updated_at": "2026-01-05T09:00:00Z"
    }
    "#);
    let path = created.header("location").to_owned();
    assert_eq!(ada.get(&path).await.expect(200).json, created.json);
    let free = json!({"amount_minor": 0, "currency": "USD"});
    let revision = json!({"attended_as": "speaker", "ends_at": null, "cost": free});
    let changed = ada.patch(&path, revision).await.expect(200);
    assert_eq!(changed.json["cost"]["amount_minor"], 0);
    let unknown = ada.patch(&path, json!({"cost": null})).await;
    assert_eq!(unknown.expect(200).json["cost"], json!(null));
    ada.delete(&path).await.expect(204);
    ada.get(&path).await.expect_problem(404, "not_found");
}

#[tokio::test]
async fn an_event_that_does_not_fit_is_refused() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    for (member, value, place) in [
        ("ends_at", json!("2026-01-04T18:00:00Z"), "#/ends_at"),
        ("time_zone", json!("Mars/Olympus"), "#/time_zone"),
        (
            "cost",
            json!({"amount_minor": -1, "currency": "USD"}),
            "#/cost/amount_minor",
        ),
        (
            "cost",
            json!({"amount_minor": 1, "currency": "usd"}),
            "#/cost/currency",
        ),
        ("cost", json!({"amount_minor": 1}), "#/cost/currency"),
        ("name", json!(" "), "#/name"),
    ] {
        let mut body = evening();
        body[member] = value;
        ada.post("/v1/events", body)
            .await
            .expect_problem(422, "invalid_body")
            .expect_error_at(place);
    }
}

#[tokio::test]
async fn events_are_listed_by_organization_role_and_time() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let host = json!({"name": "Speech association", "kind": "association"});
    let host = ada.create("/v1/organizations", host).await;
    let mut first = evening();
    first["organization_id"] = json!(host);
    ada.create("/v1/events", first).await;
    let second = json!({
        "name": "Spring fair", "starts_at": "2026-03-04T18:00:00Z", "time_zone": "Europe/Berlin", "attended_as": "member",
    });
    ada.create("/v1/events", second).await;
    for (query, names) in [
        ("", &["Spring fair", "Winter evening"][..]),
        ("sort=starts_at", &["Winter evening", "Spring fair"]),
        ("sort=-starts_at&limit=1", &["Spring fair"]),
        (&format!("organization_id={host}"), &["Winter evening"]),
        ("attended_as=member,speaker", &["Spring fair"]),
        ("starts_after=2026-02-01T00:00:00Z", &["Spring fair"]),
        ("starts_before=2026-02-01T00:00:00Z", &["Winter evening"]),
    ] {
        let found = ada.get(&format!("/v1/events?{query}")).await.expect(200);
        assert_eq!(found.names(), names, "{query}");
    }
}

#[tokio::test]
async fn whom_one_met_is_noted_once_and_counts_as_contact() {
    let app = TestApp::start().await;
    let (ada, bob) = (app.person("ada").await, app.person("bob").await);
    let event = format!("/v1/events/{}", ada.create("/v1/events", evening()).await);
    let meetings = format!("{event}/meetings");
    let (grace, foreign) = (contact(&ada, "Grace").await, contact(&bob, "Sam").await);
    let body = json!({"contact_id": grace, "note": "By the coats."});
    let met = ada.post(&meetings, body.clone()).await.expect(201);
    assert_eq!(met.json["note"], "By the coats.");
    let path = met.header("location").to_owned();
    assert_eq!(ada.get(&path).await.expect(200).json, met.json);
    ada.post(&meetings, body)
        .await
        .expect_problem(409, "meeting_exists");
    ada.post(&meetings, json!({"contact_id": foreign}))
        .await
        .expect_problem(422, "invalid_body")
        .expect_error_at("#/contact_id");
    let found = ada.get(&format!("/v1/contacts/{grace}")).await.expect(200);
    assert_eq!(found.json["last_contacted_at"], "2026-01-04T18:00:00Z");
    let listed = ada.get(&meetings).await.expect(200);
    assert_eq!(listed.json["data"], json!([met.json]));
    ada.delete(&path).await.expect(204);
    assert_eq!(ada.get(&meetings).await.expect(200).json["data"], json!([]));
}

#[tokio::test]
async fn the_yield_counts_what_the_people_met_have_led_to() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let id = ada.create("/v1/events", evening()).await;
    let (grace, sam) = (contact(&ada, "Grace").await, contact(&ada, "Sam").await);
    let jo = contact(&ada, "Jo").await;
    for met in [&grace, &sam] {
        let meetings = format!("/v1/events/{id}/meetings");
        ada.create(&meetings, json!({"contact_id": met})).await;
    }
    let outreach = ada
        .create("/v1/outreach", json!({"contact_id": grace}))
        .await;
    let yes = json!({"channel": "email", "direction": "inbound", "outcome": "meeting_agreed"});
    let attempts = format!("/v1/outreach/{outreach}/attempts");
    ada.post(&attempts, yes).await.expect(201);
    let plan =
        json!({"outreach_id": outreach, "mode": "phone", "starts_at": "2026-01-05T09:00:00Z"});
    let interview = format!(
        "/v1/interviews/{}",
        ada.create("/v1/interviews", plan).await
    );
    ada.post(&format!("{interview}/start"), json!({}))
        .await
        .expect(200);
    let done = json!({"actual_minutes": 20});
    ada.post(&format!("{interview}/complete"), done)
        .await
        .expect(200);
    ada.create(
        "/v1/referrals",
        json!({"referrer_id": sam, "contact_id": jo}),
    )
    .await;
    let there = json!({"referrer_id": jo, "contact_id": grace, "event_id": id});
    ada.create("/v1/referrals", there).await;
    let brought = ada.get(&format!("/v1/events/{id}/yield")).await.expect(200);
    assert_json_snapshot!(brought.json, @r#"
    {
      "cost": {
        "amount_minor": 2501,
        "currency": "USD"
      },
      "cost_per_conversation": {
        "amount_minor": 2501,
        "currency": "USD"
      },
      "event_id": "019b76da-a800-7000-8000-000000000006",
      "interviews_held": 1,
      "object": "event_yield",
      "outreach_opened": 1,
      "people_met": 2,
      "referrals": 2
    }
    "#);
}
