//! Endpoints: made, listed, changed, deleted, and refused.

use insta::assert_json_snapshot;
use serde_json::json;

use super::{Endpoint, Receiver, start};
use crate::harness::TestApp;

#[tokio::test]
async fn an_endpoint_is_made_with_a_secret_that_a_person_can_look_up() {
    let app = start().await;
    let ada = app.person("ada").await;
    let body = json!({
        "url": "https://hooks.example.org/rapport", "description": "Dashboard",
        "event_types": ["story.created", "contact.deleted", "story.created"],
    });
    let made = ada.post("/v1/webhook-endpoints", body).await.expect(201);
    assert_eq!(made.header("cache-control"), "no-store");
    let mut endpoint = made.json.clone();
    let secret = endpoint.as_object_mut().unwrap().remove("secret").unwrap();
    assert!(secret.as_str().unwrap().starts_with("whsec_"));
    let path = made.header("location");
    let found = ada.get(path).await.expect(200);
    assert_eq!(found.json, endpoint);
    assert_json_snapshot!(found.json, @r#"
    {
      "created_at": "2026-01-05T09:00:00Z",
      "description": "Dashboard",
      "disabled_reason": null,
      "event_types": [
        "contact.deleted",
        "story.created"
      ],
      "id": "019b76da-a800-7000-8000-000000000006",
      "object": "webhook_endpoint",
      "state": "enabled",
      "updated_at": "2026-01-05T09:00:00Z",
      "url": "https://hooks.example.org/rapport"
    }
    "#);
    let list = ada.get("/v1/webhook-endpoints").await.expect(200);
    assert_eq!(list.json["data"], json!([found.json]));
    let shown = ada.get(&format!("{path}/secret")).await.expect(200);
    assert_eq!(shown.header("cache-control"), "no-store");
    assert_eq!(
        shown.json,
        json!({"object": "webhook_secret", "secret": secret, "previous_until": null})
    );
    // Whoever reads the database cannot sign.
    let kept = app.sql("SELECT encode(seed, 'base64') FROM webhook_endpoint");
    assert!(!secret.as_str().unwrap().contains(&kept.unwrap()));
    ada.delete(path).await.expect(204);
    ada.get(path).await.expect_problem(404, "not_found");
}

#[tokio::test]
async fn what_cannot_be_reached_from_outside_is_refused_by_its_field() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let good = "https://hooks.example.org/rapport";
    let path = ada
        .create("/v1/webhook-endpoints", json!({"url": good}))
        .await;
    let path = format!("/v1/webhook-endpoints/{path}");
    for (url, code) in [
        ("http://hooks.example.org/", "https_only"),
        ("https://hooks.example.org:22/", "port"),
        ("https://127.0.0.1/", "not_public"),
        ("https://2130706433/", "not_public"),
        ("https://0x7f.1/", "not_public"),
        ("https://169.254.169.254/latest", "not_public"),
        ("https://localhost/", "not_public"),
        ("https://10.1.2.3/", "not_public"),
        // They are no addresses that a front end could show as links either.
        ("https://[::1]/", "web_url"),
        ("https://ada:secret@hooks.example.org/", "web_url"),
        ("gopher://hooks.example.org/", "web_url"),
    ] {
        let refused = ada.post("/v1/webhook-endpoints", json!({"url": url})).await;
        let refused = refused.expect_error_at("#/url");
        assert_eq!(refused.json["errors"][0]["code"], code, "{url}");
        let refused = ada.patch(&path, json!({"url": url})).await;
        let refused = refused.expect_error_at("#/url");
        assert_eq!(refused.json["errors"][0]["code"], code, "{url}");
    }
    assert_eq!(ada.get(&path).await.expect(200).json["url"], good);
    for (body, place) in [
        (
            json!({"url": good, "event_types": ["weather.created"]}),
            "#/event_types/0",
        ),
        (
            json!({"url": good, "event_types": ["contact.read"]}),
            "#/event_types/0",
        ),
        (json!({"url": good, "event_types": []}), "#/event_types"),
        (json!({"url": good, "description": " "}), "#/description"),
        (json!({"url": good, "state": "gone"}), "#/state"),
    ] {
        let refused = ada.post("/v1/webhook-endpoints", body).await;
        refused.expect_error_at(place);
    }
}

#[tokio::test]
async fn an_endpoint_whose_address_is_no_longer_good_can_be_disabled_and_no_more() {
    let app = start().await;
    let (ada, receiver) = (app.person("ada").await, Receiver::start().await);
    let path = Endpoint::new(&ada, &receiver).await.path;
    let strict = app.beside(|_| {});
    let ada = strict.person("ada").await;
    ada.patch(&path, json!({"description": "Old"}))
        .await
        .expect_error_at("#/url");
    ada.patch(&path, json!({"state": "disabled"}))
        .await
        .expect(200);
    ada.patch(&path, json!({"description": "Old"}))
        .await
        .expect(200);
    for change in [
        json!({"state": "enabled"}),
        json!({"url": format!("{}/other", receiver.url)}),
    ] {
        ada.patch(&path, change).await.expect_error_at("#/url");
    }
}

#[tokio::test]
async fn there_are_ten_endpoints_and_no_more() {
    let app = start().await;
    let (ada, receiver) = (app.person("ada").await, Receiver::start().await);
    let mut last = String::new();
    for _ in 0..10 {
        last = Endpoint::new(&ada, &receiver).await.path;
    }
    let body = json!({"url": receiver.url});
    let refused = ada.post("/v1/webhook-endpoints", body.clone()).await;
    refused.expect_problem(409, "limit_reached");
    ada.delete(&last).await.expect(204);
    ada.post("/v1/webhook-endpoints", body).await.expect(201);
}

#[tokio::test]
async fn an_endpoint_is_told_of_no_more_than_its_maker_may_read() {
    let app = start().await;
    app.person("ada").await;
    let narrow = app.scoped("ada", "webhooks:write contacts:read").await;
    let url = "https://hooks.example.org/";
    let refused = json!({"url": url, "event_types": ["contact.created", "story.created"]});
    let refused = narrow.post("/v1/webhook-endpoints", refused).await;
    let refused = refused.expect_problem(403, "insufficient_scope");
    assert_eq!(refused.json["scope"], "profile:read");
    let all = narrow
        .post("/v1/webhook-endpoints", json!({"url": url}))
        .await;
    all.expect_problem(403, "insufficient_scope");
    let body = json!({"url": url, "event_types": ["contact.created"]});
    let endpoint = Endpoint::of(&narrow, body).await;
    let wider = narrow
        .patch(&endpoint.path, json!({"event_types": null}))
        .await;
    wider.expect_problem(403, "insufficient_scope");
}

#[tokio::test]
async fn every_type_is_listed_with_what_a_token_needs_for_it() {
    let app = start().await;
    let ada = app.person("ada").await;
    let (mut names, mut path) = (Vec::new(), "/v1/webhook-event-types?limit=100".to_owned());
    loop {
        let page = ada.get(&path).await.expect(200).json;
        for item in page["data"].as_array().unwrap() {
            names.push(item["name"].as_str().unwrap().to_owned());
            assert!(item["scope"].as_str().unwrap().ends_with(":read"));
        }
        match page["next_cursor"].as_str() {
            Some(cursor) => path = format!("/v1/webhook-event-types?limit=100&cursor={cursor}"),
            None => break,
        }
    }
    assert!(names.contains(&"interview.updated".to_owned()));
    assert_eq!(names.len() % 3, 0);
    // All of them can be asked for at once.
    let body = json!({"url": "https://hooks.example.org/", "event_types": names});
    ada.post("/v1/webhook-endpoints", body).await.expect(201);
}
