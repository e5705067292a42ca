//! Referrals.

use insta::assert_json_snapshot;
use serde_json::{Value, json};

use crate::harness::{Client, TestApp};

async fn contacts<const N: usize>(client: &Client) -> [String; N] {
    let mut ids = [const { String::new() }; N];
    for (number, id) in ids.iter_mut().enumerate() {
        let body = json!({"name": format!("Contact {number}")});
        *id = client.create("/v1/contacts", body).await;
    }
    ids
}

#[tokio::test]
async fn a_referral_is_created_read_changed_and_deleted() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let [grace, sam] = contacts(&ada).await;
    let body = json!({"referrer_id": grace, "contact_id": sam, "note": "They share an office"});
    let created = ada.post("/v1/referrals", body).await.expect(201);
    let path = created.header("location").to_owned();
    assert_json_snapshot!(created.json, @r#"
    {
      "attempt_id": null,
      "contact_id": "019b76da-a800-7000-8000-000000000008",
      "created_at": "2026-01-05T09:00:00Z",
      "event_id": null,
      "id": "019b76da-a800-7000-8000-00000000000a",
      "interview_id": null,
      "loop_closed_at": null,
      "loop_note": null,
      "network_ask_id": null,
      "note": "They share an office",
      "object": "referral",
      "outcome": "open",
      "permission_changed_on": null,
      "permission_to_name": "not_asked",
      "referrer_id": "019b76da-a800-7000-8000-000000000006",
      "updated_at": "2026-01-05T09:00:00Z"
    }
    "#);
    let found = ada.get(&path).await.expect(200);
    assert_eq!((found.etag(), &found.json), (created.etag(), &created.json));

    let changed = json!({"permission_to_name": "granted", "note": null});
    let changed = ada.patch(&path, changed).await.expect(200);
    assert_eq!(changed.json["permission_to_name"], "granted");
    assert_eq!(changed.json["note"], json!(null));
    assert_eq!(changed.json["referrer_id"], json!(grace));
    assert_ne!(changed.etag(), created.etag());

    ada.delete(&path).await.expect(204);
    ada.get(&path).await.expect_problem(404, "not_found");
}

#[tokio::test]
async fn who_led_to_whom_is_fixed() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let [grace, sam, jo] = contacts(&ada).await;
    let body = json!({"referrer_id": grace, "contact_id": sam});
    let path = format!("/v1/referrals/{}", ada.create("/v1/referrals", body).await);
    for (patch, place) in [
        (json!({"contact_id": jo}), "#/contact_id"),
        (json!({"referrer_id": jo}), "#/referrer_id"),
        (json!({"permission_to_name": null}), "#/permission_to_name"),
        (
            json!({"permission_to_name": "maybe"}),
            "#/permission_to_name",
        ),
        (json!({"note": " "}), "#/note"),
    ] {
        ada.patch(&path, patch)
            .await
            .expect_problem(422, "invalid_body")
            .expect_error_at(place);
    }
}

#[tokio::test]
async fn a_referral_joins_two_contacts_of_the_caller_once() {
    let app = TestApp::start().await;
    let (ada, bob) = (app.person("ada").await, app.person("bob").await);
    let [grace, sam] = contacts(&ada).await;
    let [own, foreign] = [contacts::<1>(&bob).await, [grace.clone()]].map(|[id]| id);
    let refused = |body: Value, client: &Client, place: &'static str| {
        let client = client.clone();
        async move {
            let refused = client.post("/v1/referrals", body).await;
            refused
                .expect_problem(422, "invalid_body")
                .expect_error_at(place)
        }
    };
    refused(
        json!({"referrer_id": grace, "contact_id": grace}),
        &ada,
        "#/contact_id",
    )
    .await;
    refused(json!({"referrer_id": grace}), &ada, "#/contact_id").await;
    refused(
        json!({"referrer_id": foreign, "contact_id": own}),
        &bob,
        "#/referrer_id",
    )
    .await;
    let told = refused(
        json!({"referrer_id": own, "contact_id": foreign}),
        &bob,
        "#/contact_id",
    )
    .await;
    assert_eq!(told.json["errors"][0]["code"], "unknown_reference");
    let body = json!({"referrer_id": grace, "contact_id": sam, "interview_id": sam});
    refused(body, &ada, "#/interview_id").await;

    let body = json!({"referrer_id": grace, "contact_id": sam});
    let id = ada.create("/v1/referrals", body.clone()).await;
    ada.post("/v1/referrals", body)
        .await
        .expect_problem(409, "referral_exists");
    let back = json!({"referrer_id": sam, "contact_id": grace});
    ada.post("/v1/referrals", back).await.expect(201);
    let path = format!("/v1/referrals/{id}");
    bob.get(&path).await.expect_problem(404, "not_found");
    bob.patch(&path, json!({"note": "x"}))
        .await
        .expect_problem(404, "not_found");
    bob.delete(&path).await.expect_problem(404, "not_found");
    assert_eq!(bob.get("/v1/referrals").await.json["data"], json!([]));
}

#[tokio::test]
async fn referrals_are_listed_by_who_led_to_whom_and_by_permission() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let [a, b, c] = contacts(&ada).await;
    for (from, to, permission) in [(&a, &b, "granted"), (&a, &c, "asked"), (&b, &c, "denied")] {
        let body = json!({"referrer_id": from, "contact_id": to, "permission_to_name": permission});
        ada.create("/v1/referrals", body).await;
    }
    for (query, permissions) in [
        ("", &["denied", "asked", "granted"][..]),
        (&format!("referrer_id={a}"), &["asked", "granted"]),
        (&format!("contact_id={c}"), &["denied", "asked"]),
        (&format!("contact_id={c}&referrer_id={a}"), &["asked"]),
        ("permission_to_name=granted,denied", &["denied", "granted"]),
        ("permission_to_name=not_asked", &[]),
    ] {
        let found = ada.get(&format!("/v1/referrals?{query}")).await.expect(200);
        let data = found.json["data"].as_array().unwrap();
        let told: Vec<_> = data.iter().map(|one| &one["permission_to_name"]).collect();
        assert_eq!(told, permissions, "{query}");
    }
    ada.get("/v1/referrals?sort=name")
        .await
        .expect_problem(400, "invalid_parameter")
        .expect_error_at("sort");
    let (mut path, mut seen) = ("/v1/referrals?limit=1".to_owned(), 0);
    while let Some(cursor) = ada.get(&path).await.expect(200).json["next_cursor"].as_str() {
        path = format!("/v1/referrals?limit=1&cursor={cursor}");
        seen += 1;
    }
    assert_eq!(seen, 2);
}

#[tokio::test]
async fn a_referral_arises_in_one_place_at_most() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let [grace, sam, jo] = contacts(&ada).await;
    let event = json!({"name": "Fair", "starts_at": "2026-01-04T18:00:00Z", "time_zone": "UTC"});
    let event = ada.create("/v1/events", event).await;
    let ask =
        json!({"kind": "availability_announcement", "role": "Tester", "asked_on": "2026-01-05"});
    let ask = ada.create("/v1/network-asks", ask).await;
    let outreach = ada
        .create("/v1/outreach", json!({"contact_id": grace}))
        .await;
    let attempts = format!("/v1/outreach/{outreach}/attempts");
    let no =
        json!({"channel": "email", "direction": "inbound", "outcome": "declined_with_referral"});
    let attempt = ada.create(&attempts, no).await;

    let mut body =
        json!({"referrer_id": grace, "contact_id": sam, "event_id": event, "attempt_id": attempt});
    ada.post("/v1/referrals", body.clone())
        .await
        .expect_problem(422, "invalid_body")
        .expect_error_at("#/event_id")
        .expect_error_at("#/attempt_id");
    body.as_object_mut().unwrap().remove("event_id");
    let created = ada.post("/v1/referrals", body).await.expect(201);
    assert_eq!(created.json["attempt_id"], json!(attempt));
    let path = created.header("location").to_owned();
    let moved = json!({"attempt_id": null, "network_ask_id": ask});
    ada.patch(&path, moved).await.expect(200);
    let other =
        json!({"referrer_id": grace, "contact_id": jo, "event_id": event, "outcome": "talked"});
    ada.create("/v1/referrals", other).await;
    for (query, contacts) in [
        (format!("network_ask_id={ask}"), [&sam]),
        (format!("event_id={event}"), [&jo]),
        ("outcome=talked,declined".to_owned(), [&jo]),
        ("outcome=open".to_owned(), [&sam]),
    ] {
        let found = ada.get(&format!("/v1/referrals?{query}")).await.expect(200);
        let data = found.json["data"].as_array().unwrap();
        let told: Vec<_> = data
            .iter()
            .map(|one| one["contact_id"].as_str().unwrap())
            .collect();
        assert_eq!(told, contacts, "{query}");
    }
    // What it arose from may go.
    ada.delete(&format!("/v1/events/{event}")).await.expect(204);
    ada.delete(&format!("/v1/network-asks/{ask}"))
        .await
        .expect(204);
    assert_eq!(
        ada.get(&path).await.expect(200).json["network_ask_id"],
        json!(null)
    );
}

#[tokio::test]
async fn the_day_of_a_permission_is_kept_in_the_persons_zone() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let [grace, sam] = contacts(&ada).await;
    app.advance(chrono::TimeDelta::minutes(14 * 60 + 30));
    let ada = app.person("ada").await;
    // 23:30 UTC is half past midnight in Berlin.
    let body = json!({"referrer_id": grace, "contact_id": sam, "permission_to_name": "asked"});
    let created = ada.post("/v1/referrals", body).await.expect(201);
    assert_eq!(created.json["permission_changed_on"], "2026-01-06");
    let path = created.header("location").to_owned();
    app.advance(chrono::TimeDelta::days(1));
    let ada = app.person("ada").await;
    let noted = ada
        .patch(&path, json!({"note": "Wrote again"}))
        .await
        .expect(200);
    assert_eq!(noted.json["permission_changed_on"], "2026-01-06");
    let granted = json!({"permission_to_name": "granted"});
    let granted = ada.patch(&path, granted).await.expect(200);
    assert_eq!(granted.json["permission_changed_on"], "2026-01-07");
}

#[tokio::test]
async fn the_referrer_is_told_once_what_came_of_it() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let [grace, sam] = contacts(&ada).await;
    let body = json!({"referrer_id": grace, "contact_id": sam});
    let path = format!("/v1/referrals/{}", ada.create("/v1/referrals", body).await);
    let open = |reply: crate::harness::Reply| reply.json["data"].as_array().unwrap().len();
    assert_eq!(open(ada.get("/v1/referrals?loop_open=true").await), 1);
    let told = json!({"note": "Sam showed me the clinic."});
    let told = ada
        .post(&format!("{path}/close-loop"), told)
        .await
        .expect(200);
    assert_eq!(told.json["loop_closed_at"], "2026-01-05T09:00:00Z");
    assert_eq!(told.json["loop_note"], "Sam showed me the clinic.");
    assert_eq!(open(ada.get("/v1/referrals?loop_open=true").await), 0);
    assert_eq!(open(ada.get("/v1/referrals?loop_open=false").await), 1);
    let again = ada.post(&format!("{path}/close-loop"), json!({})).await;
    let again = again.expect_problem(409, "wrong_state");
    assert!(again.json["loop_closed_at"].is_string());
    let found = ada.get(&format!("/v1/contacts/{grace}")).await.expect(200);
    assert_eq!(found.json["last_contacted_at"], "2026-01-05T09:00:00Z");
}
