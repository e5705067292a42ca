//! Documents given to somebody to pass on.

use insta::assert_json_snapshot;
use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::{Client, TestApp};

/// A document with a file, and somebody to hand it to.
async fn grounds(ada: &Client) -> (String, String) {
    let resume = json!({"name": "Resume", "version_label": "January"});
    let document = ada.create("/v1/documents", resume).await;
    let content = format!("/v1/documents/{document}/content");
    ada.send(Method::PUT, &content, Some("text/plain"), "Ada")
        .await
        .expect(200);
    let advocate = ada.create("/v1/contacts", json!({"name": "Grace"})).await;
    (document, advocate)
}

fn handed(document: &str, advocate: &str) -> Value {
    json!({
        "document_id": document, "contact_id": advocate, "format": "paper", "handed_at": "2026-01-05T09:00:00Z",
        "note": "Fluent in Spanish."
    })
}

#[tokio::test]
async fn a_hand_off_keeps_the_version_that_was_handed_over() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let (document, advocate) = grounds(&ada).await;
    let created = ada
        .post("/v1/hand-offs", handed(&document, &advocate))
        .await
        .expect(201);
    assert_json_snapshot!(created.json, @r#"
    {
      "contact_id": "019b76da-a800-7000-8000-000000000009",
      "created_at": "2026-01-05T09:00:00Z",
      "document_id": "019b76da-a800-7000-8000-000000000006",
      "format": "paper",
      "forwardings": [],
      "handed_at": "2026-01-05T09:00:00Z",
      "id": "019b76da-a800-7000-8000-00000000000b",
      "note": "Fluent in Spanish.",
      "object": "hand_off",
      "sha256": "99a563ab2f6e21e96998f9fddd2a2bab82b70ac019579502b8d7fc0032ff62bb",
      "state": "handed",
      "updated_at": "2026-01-05T09:00:00Z",
      "version_label": "January"
    }
    "#);
    let path = created.header("location").to_owned();
    let found = ada.get(&path).await.expect(200);
    assert_eq!((found.etag(), &found.json), (created.etag(), &created.json));
    let of_document = format!("/v1/documents/{document}");
    ada.patch(&of_document, json!({"version_label": "February"}))
        .await
        .expect(200);
    let changed = ada.patch(&path, json!({"note": null})).await.expect(200);
    assert_eq!(changed.json["version_label"], "January");
    let other = json!({"name": "Portfolio", "version_label": "One"});
    let other = ada.create("/v1/documents", other).await;
    let changed = ada
        .patch(&path, json!({"document_id": other}))
        .await
        .expect(200);
    assert_eq!(changed.json["version_label"], "One");
    assert_eq!(changed.json["sha256"], Value::Null);
    ada.delete(&path).await.expect(204);
    ada.get(&path).await.expect_problem(404, "not_found");
}

#[tokio::test]
async fn a_hand_off_follows_its_forwardings() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let (document, advocate) = grounds(&ada).await;
    let clinic = ada
        .create("/v1/organizations", json!({"name": "Clinic"}))
        .await;
    let manager = ada.create("/v1/contacts", json!({"name": "Max"})).await;
    let id = ada
        .create("/v1/hand-offs", handed(&document, &advocate))
        .await;
    let path = format!("/v1/hand-offs/{id}");
    let to_max =
        json!({"contact_id": manager, "how": "email", "forwarded_at": "2026-01-06T09:00:00Z"});
    let changed = ada
        .patch(&path, json!({"forwardings": [to_max]}))
        .await
        .expect(200);
    assert_eq!(changed.json["state"], "forwarded");
    let to_ward = json!({
        "recipient": "The ward", "organization_id": clinic, "how": "hand_delivered",
        "forwarded_at": "2026-01-06T09:00:00Z", "delivered_at": "2026-01-07T09:00:00Z"
    });
    let changed = ada
        .patch(&path, json!({"forwardings": [to_max, to_ward]}))
        .await
        .expect(200);
    assert_eq!(changed.json["state"], "delivered");
    assert_eq!(changed.json["forwardings"][0]["contact_id"], manager);
    assert_eq!(changed.json["forwardings"][1]["recipient"], "The ward");
    let kept = ada.patch(&path, json!({"note": "New"})).await.expect(200);
    assert_eq!(kept.json["forwardings"], changed.json["forwardings"]);
    ada.delete(&format!("/v1/contacts/{manager}"))
        .await
        .expect_problem(409, "in_use");
    ada.delete(&format!("/v1/organizations/{clinic}"))
        .await
        .expect_problem(409, "in_use");
    let none = ada
        .patch(&path, json!({"forwardings": null}))
        .await
        .expect(200);
    assert_eq!(
        (&none.json["state"], &none.json["forwardings"]),
        (&json!("handed"), &json!([]))
    );
}

#[tokio::test]
async fn what_does_not_fit_a_hand_off_is_told_by_its_field() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let (document, advocate) = grounds(&ada).await;
    let forwarding = |changes: Value| {
        let mut one =
            json!({"recipient": "Max", "how": "email", "forwarded_at": "2026-01-06T09:00:00Z"});
        for (name, value) in changes.as_object().unwrap() {
            one[name] = value.clone();
        }
        json!({ "forwardings": [one] })
    };
    let nobody = "00000000-0000-7000-8000-00000000dead";
    for (changes, place) in [
        (json!({"format": "fax"}), "#/format"),
        (json!({"document_id": nobody}), "#/document_id"),
        (json!({"contact_id": nobody}), "#/contact_id"),
        (json!({"state": "delivered"}), "#/state"),
        (
            forwarding(json!({"recipient": null})),
            "#/forwardings/0/recipient",
        ),
        (
            forwarding(json!({"recipient": " "})),
            "#/forwardings/0/recipient",
        ),
        (
            forwarding(json!({"contact_id": advocate})),
            "#/forwardings/0/recipient",
        ),
        (
            forwarding(json!({"recipient": null, "contact_id": advocate})),
            "#/forwardings/0/contact_id",
        ),
        (
            forwarding(json!({"recipient": null, "contact_id": nobody})),
            "#/forwardings",
        ),
        (
            forwarding(json!({"organization_id": nobody})),
            "#/forwardings",
        ),
        (
            forwarding(json!({"forwarded_at": "2026-01-05T08:59:59Z"})),
            "#/forwardings/0/forwarded_at",
        ),
        (
            forwarding(json!({"delivered_at": "2026-01-06T08:59:59Z"})),
            "#/forwardings/0/delivered_at",
        ),
        (
            forwarding(json!({"surprise": 1})),
            "#/forwardings/0/surprise",
        ),
    ] {
        let mut body = handed(&document, &advocate);
        for (name, value) in changes.as_object().unwrap() {
            body[name] = value.clone();
        }
        ada.post("/v1/hand-offs", body)
            .await
            .expect_problem(422, "invalid_body")
            .expect_error_at(place);
    }
    let none = ada.get("/v1/hand-offs").await.expect(200);
    assert_eq!(none.json["data"], json!([]));
}

#[tokio::test]
async fn hand_offs_are_listed_by_document_advocate_and_state() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let (document, advocate) = grounds(&ada).await;
    let (other, friend) = grounds(&ada).await;
    let mut ids = Vec::new();
    for (document, contact) in [
        (&document, &advocate),
        (&document, &friend),
        (&other, &friend),
    ] {
        ids.push(ada.create("/v1/hand-offs", handed(document, contact)).await);
    }
    app.sql(&format!(
        "UPDATE hand_off SET state = 'delivered' WHERE id = '{}'",
        ids[2]
    ))
    .unwrap();
    for (query, places) in [
        ("", &[0, 1, 2][..]),
        (&format!("&document_id={document}"), &[0, 1]),
        (&format!("&contact_id={friend}"), &[1, 2]),
        (
            &format!("&document_id={document}&contact_id={friend}"),
            &[1],
        ),
        ("&state=forwarded,delivered", &[2]),
    ] {
        let list = ada
            .get(&format!("/v1/hand-offs?sort=created_at{query}"))
            .await;
        let found = list.json["data"].as_array().unwrap().iter();
        let found: Vec<_> = found.map(|one| one["id"].as_str().unwrap()).collect();
        let wanted: Vec<_> = places.iter().map(|place| ids[*place].as_str()).collect();
        assert_eq!(found, wanted, "{query}");
    }
}

#[tokio::test]
async fn a_document_that_was_handed_over_stays() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let (document, advocate) = grounds(&ada).await;
    let id = ada
        .create("/v1/hand-offs", handed(&document, &advocate))
        .await;
    let path = format!("/v1/documents/{document}");
    ada.delete(&path).await.expect_problem(409, "in_use");
    ada.delete(&format!("/v1/hand-offs/{id}")).await.expect(204);
    ada.delete(&path).await.expect(204);
}
