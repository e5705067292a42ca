//! Visits: kept, listed, summed up.

mod link;
mod suggestion;
mod trip;
mod window;

use chrono::TimeDelta;
use insta::assert_json_snapshot;
use serde_json::{Value, json};

use crate::harness::{Client, TestApp};

/// Days in Baltimore.
fn baltimore(starts_on: &str, ends_on: &str) -> Value {
    json!({
        "city": "Baltimore", "country": "US", "starts_on": starts_on, "ends_on": ends_on,
        "time_zone": "America/New_York"
    })
}

async fn visit(ada: &Client, body: Value) -> String {
    ada.create("/v1/visits", body).await
}

/// An outreach to a new contact: its id and the contact's.
async fn outreach(ada: &Client, contact: Value) -> (String, String) {
    let contact = ada.create("/v1/contacts", contact).await;
    let body = json!({"contact_id": contact});
    (ada.create("/v1/outreach", body).await, contact)
}

async fn record(ada: &Client, outreach: &str, outcome: &str) {
    let attempt = json!({"channel": "email", "direction": "inbound", "outcome": outcome});
    let attempts = format!("/v1/outreach/{outreach}/attempts");
    ada.post(&attempts, attempt).await.expect(201);
}

async fn link(ada: &Client, visit: &str, outreach: &str) -> crate::harness::Reply {
    let path = format!("/v1/visits/{visit}/outreaches/{outreach}");
    ada.send(reqwest::Method::PUT, &path, None, "").await
}

#[tokio::test]
async fn a_visit_is_created_read_changed_and_deleted() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let body = json!({
        "city": " Baltimore ", "region": "Maryland", "country": "US", "starts_on": "2026-10-10", "ends_on": "2026-10-12",
        "time_zone": "America/New_York", "latitude": 39.2904, "longitude": -76.6122, "purpose": "A wedding", "notes": "Mornings."
    });
    let created = ada.post("/v1/visits", body).await.expect(201);
    assert_json_snapshot!(created.json, @r#"
    {
      "city": "Baltimore",
      "country": "US",
      "created_at": "2026-01-05T09:00:00Z",
      "ends_on": "2026-10-12",
      "id": "019b76da-a800-7000-8000-000000000006",
      "latitude": 39.2904,
      "longitude": -76.6122,
      "notes": "Mornings.",
      "object": "visit",
      "purpose": "A wedding",
      "region": "Maryland",
      "starts_on": "2026-10-10",
      "state": "planned",
      "summary": {
        "agreed": 0,
        "free_days": [
          "2026-10-10",
          "2026-10-11",
          "2026-10-12"
        ],
        "free_days_left": 3,
        "linked": 0,
        "overlaps_with": [],
        "scheduled": 0,
        "slots_outside": 0
      },
      "time_zone": "America/New_York",
      "updated_at": "2026-01-05T09:00:00Z"
    }
    "#);
    let path = created.header("location").to_owned();
    let found = ada.get(&path).await.expect(200);
    assert_eq!(found.etag(), created.etag());
    assert_eq!(found.json["summary"], Value::Null);
    let shown = ada.get(&format!("{path}?expand=summary")).await.expect(200);
    assert_eq!((shown.etag(), &shown.json), (created.etag(), &created.json));
    let called_off =
        json!({"ends_on": "2026-10-10", "latitude": null, "longitude": null, "state": "canceled"});
    let changed = ada.patch(&path, called_off).await.expect(200);
    assert_eq!(changed.json["state"], "canceled");
    assert_eq!(changed.json["city"], "Baltimore");
    assert_eq!(changed.json["summary"]["free_days"], json!([]));
    ada.with("if-match", created.etag())
        .delete(&path)
        .await
        .expect_problem(412, "precondition_failed");
    ada.delete(&path).await.expect(204);
    ada.get(&path).await.expect_problem(404, "not_found");
}

#[tokio::test]
async fn what_does_not_fit_a_visit_is_told_by_its_field() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    for (change, place) in [
        (json!({"city": " "}), "#/city"),
        (json!({"country": "XX"}), "#/country"),
        (json!({"ends_on": "2026-10-09"}), "#/ends_on"),
        (json!({"ends_on": "2027-01-08"}), "#/ends_on"),
        (json!({"time_zone": "Mars/Olympus"}), "#/time_zone"),
        (json!({"latitude": 1.0}), "#/longitude"),
        (json!({"state": "dreamed"}), "#/state"),
    ] {
        let mut body = baltimore("2026-10-10", "2026-10-15");
        body.as_object_mut()
            .unwrap()
            .extend(change.as_object().unwrap().clone());
        ada.post("/v1/visits", body)
            .await
            .expect_problem(422, "invalid_body")
            .expect_error_at(place);
    }
    // Ninety days, the first and the last among them.
    visit(&ada, baltimore("2026-10-10", "2027-01-07")).await;
}

#[tokio::test]
async fn visits_are_listed_by_days_city_and_outreach() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let over = visit(&ada, baltimore("2026-01-01", "2026-01-03")).await;
    let now = visit(&ada, baltimore("2026-01-04", "2026-01-04")).await;
    let later = visit(&ada, baltimore("2026-10-10", "2026-10-15")).await;
    let zurich = json!({"city": "Zürich", "country": "CH", "starts_on": "2026-10-15", "ends_on": "2026-10-20",
        "time_zone": "Europe/Zurich", "state": "canceled"});
    let zurich = visit(&ada, zurich).await;
    let (outreach, _) = outreach(&ada, json!({"name": "Grace"})).await;
    link(&ada, &later, &outreach).await.expect(201);
    // It is 09:00 on 5 January: in the far west of the Pacific it is still the fourth.
    for (query, expected) in [
        ("sort=starts_on", vec![&over, &now, &later, &zurich]),
        ("sort=-starts_on&city=BALTIMORE", vec![&later, &now, &over]),
        ("sort=starts_on&city=zurich", vec![&zurich]),
        ("sort=starts_on&country=CH", vec![&zurich]),
        (
            "sort=starts_on&state=planned&upcoming=true",
            vec![&now, &later],
        ),
        (
            "sort=starts_on&on_or_after=2026-10-15",
            vec![&later, &zurich],
        ),
        (
            "sort=starts_on&on_or_after=2026-01-03&on_or_before=2026-10-14",
            vec![&over, &now, &later],
        ),
        (&format!("outreach_id={outreach}"), vec![&later]),
    ] {
        let list = ada.get(&format!("/v1/visits?{query}")).await.expect(200);
        let data = list.json["data"].as_array().unwrap();
        let ids: Vec<&str> = data.iter().map(|one| one["id"].as_str().unwrap()).collect();
        assert_eq!(ids, expected, "{query}");
    }
    let first = ada
        .get("/v1/visits?sort=starts_on&limit=3")
        .await
        .expect(200);
    let cursor = first.json["next_cursor"].as_str().unwrap();
    let second = ada
        .get(&format!(
            "/v1/visits?sort=starts_on&limit=3&cursor={cursor}"
        ))
        .await;
    assert_eq!(second.expect(200).json["data"][0]["id"], zurich.as_str());
    for (query, parameter) in [("country=XX", "country"), ("city=%20", "city")] {
        ada.get(&format!("/v1/visits?{query}"))
            .await
            .expect_problem(400, "invalid_parameter")
            .expect_error_at(parameter);
    }
}

#[tokio::test]
async fn a_summary_counts_what_became_of_a_visit_and_warns_of_another() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let id = visit(&ada, baltimore("2026-01-10", "2026-01-12")).await;
    // The same city is no other one, and a canceled visit is in nobody's way.
    visit(&ada, json!({"city": "BALTIMORE", "country": "US", "starts_on": "2026-01-11", "ends_on": "2026-01-11",
        "time_zone": "America/New_York"})).await;
    let austin = |state: &str| {
        json!({"city": "Austin", "country": "US", "starts_on": "2026-01-12",
        "ends_on": "2026-01-14", "time_zone": "America/Chicago", "state": state})
    };
    visit(&ada, austin("canceled")).await;
    let overlapping = ada.post("/v1/visits", austin("planned")).await.expect(201);
    assert_eq!(overlapping.json["summary"]["overlaps_with"], json!([id]));

    let (asked, _) = outreach(&ada, json!({"name": "Sam"})).await;
    let (agreed, _) = outreach(&ada, json!({"name": "Grace"})).await;
    record(&ada, &agreed, "meeting_agreed").await;
    for outreach in [&asked, &agreed] {
        link(&ada, &id, outreach).await.expect(201);
    }
    // Nine in the evening of the tenth in Baltimore.
    let interview =
        json!({"outreach_id": agreed, "mode": "in_person", "starts_at": "2026-01-11T02:00:00Z"});
    ada.create("/v1/interviews", interview).await;
    let shown = ada
        .get(&format!("/v1/visits/{id}?expand=summary"))
        .await
        .expect(200);
    assert_json_snapshot!(shown.json["summary"], @r#"
    {
      "agreed": 1,
      "free_days": [
        "2026-01-11",
        "2026-01-12"
      ],
      "free_days_left": 2,
      "linked": 2,
      "overlaps_with": [
        "019b76da-a800-7000-8000-00000000000c"
      ],
      "scheduled": 1,
      "slots_outside": 0
    }
    "#);
    let list = ada
        .get("/v1/visits?expand=summary&sort=created_at")
        .await
        .expect(200);
    assert_eq!(list.json["data"][0]["summary"], shown.json["summary"]);

    // The day before its last one has begun in Baltimore.
    app.advance(TimeDelta::days(6));
    let ada = app.person("ada").await;
    let shown = ada
        .get(&format!("/v1/visits/{id}?expand=summary"))
        .await
        .expect(200);
    assert_eq!(
        shown.json["summary"]["free_days"],
        json!(["2026-01-11", "2026-01-12"])
    );
    app.advance(TimeDelta::days(2));
    let ada = app.person("ada").await;
    let shown = ada
        .get(&format!("/v1/visits/{id}?expand=summary"))
        .await
        .expect(200);
    assert_eq!(shown.json["summary"]["free_days_left"], 0);
}

#[tokio::test]
async fn cities_days_and_times_are_read_along_an_index() {
    let app = TestApp::start().await;
    for (index, query) in [
        (
            "visit_starts_on_idx",
            "visit WHERE {own} ORDER BY starts_on - '0001-01-01'::date, id LIMIT 9",
        ),
        (
            "visit_planned_starts_on_idx",
            "visit WHERE {own} AND state = 'planned' AND starts_on BETWEEN '2026-01-01' AND '2026-02-01'",
        ),
        (
            "visit_city_idx",
            "visit WHERE {own} AND folded(city) = folded('Zürich')",
        ),
        (
            "contact_folded_city_idx",
            "contact WHERE {own} AND folded(city) = folded('Zürich')",
        ),
        (
            "site_folded_city_idx",
            "site WHERE {own} AND folded(city) = folded('Zürich')",
        ),
        (
            "meeting_slot_starts_at_idx",
            "meeting_slot WHERE {own} AND outreach_id = '00000000-0000-7000-8000-000000000a01' \
             ORDER BY starts_at, id LIMIT 9",
        ),
    ] {
        let own = "owner_id = '00000000-0000-7000-8000-000000000a01'";
        let query = query.replace("{own}", own);
        let plan = app
            .sql(&format!(
                "SET enable_seqscan = off; SET enable_bitmapscan = off; SET enable_sort = off; EXPLAIN SELECT * FROM {query}"
            ))
            .unwrap();
        assert!(plan.contains(index), "{plan}");
    }
}
