//! Calendar feeds: made, read by calendar programs, revoked.

mod content;
mod file;

use chrono::TimeDelta;
use insta::assert_json_snapshot;
use serde_json::{Value, json};

use crate::harness::{Client, Reply, TestApp};

/// A feed of everything: its path in the API, and that of its calendar.
async fn feed(ada: &Client) -> (String, String) {
    let body = json!({"name": "Conversations", "holds": ["interviews", "visits", "follow_ups"]});
    let made = ada.post("/v1/calendar-feeds", body).await.expect(201);
    let url = made.json["url"].as_str().unwrap();
    let calendar = url.strip_prefix("https://rapport.example").unwrap();
    (made.header("location").to_owned(), calendar.to_owned())
}

/// The calendar as a program without a token reads it.
async fn fetch(app: &TestApp, calendar: &str) -> Reply {
    app.anonymous().get(calendar).await.expect(200)
}

/// A contact with a phone who said yes, and the interview that was arranged: its path.
async fn interview(ada: &Client, name: &str, plan: Value) -> String {
    let phone = json!({"kind": "phone", "value": "+49 30 1234567", "extension": "12"});
    let contact = json!({"name": name, "methods": [phone]});
    let contact = ada.create("/v1/contacts", contact).await;
    let outreach = ada
        .create("/v1/outreach", json!({"contact_id": contact}))
        .await;
    let yes = json!({"channel": "email", "direction": "inbound", "outcome": "meeting_agreed"});
    let attempts = format!("/v1/outreach/{outreach}/attempts");
    ada.post(&attempts, yes).await.expect(201);
    let mut body =
        json!({"outreach_id": outreach, "mode": "in_person", "starts_at": "2026-01-08T14:00:00Z"});
    for (member, value) in plan.as_object().unwrap() {
        body[member] = value.clone();
    }
    let id = ada.create("/v1/interviews", body).await;
    format!("/v1/interviews/{id}")
}

#[tokio::test]
async fn the_address_of_a_feed_is_told_once_and_kept_as_a_hash() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let body = json!({"name": "Talks", "holds": ["visits", "interviews", "visits"]});
    let made = ada.post("/v1/calendar-feeds", body).await.expect(201);
    assert_eq!(made.header("cache-control"), "no-store");
    let url = made.json["url"].as_str().unwrap().to_owned();
    let secret = url
        .strip_prefix("https://rapport.example/calendar/")
        .unwrap();
    let secret = secret.strip_suffix(".ics").unwrap();
    assert_eq!(secret.len(), 43);
    let path = made.header("location").to_owned();
    let found = ada.get(&path).await.expect(200);
    assert_json_snapshot!(found.json, @r#"
    {
      "created_at": "2026-01-05T09:00:00Z",
      "holds": [
        "interviews",
        "visits"
      ],
      "id": "019b76da-a800-7000-8000-000000000006",
      "last_fetched_at": null,
      "name": "Talks",
      "object": "calendar_feed",
      "updated_at": "2026-01-05T09:00:00Z"
    }
    "#);
    let mut without = made.json.clone();
    without.as_object_mut().unwrap().remove("url");
    assert_eq!(without, found.json);
    let list = ada.get("/v1/calendar-feeds").await.expect(200);
    assert_eq!(list.json["data"], json!([found.json]));
    let kept = app.sql("SELECT calendar_feed::text FROM calendar_feed");
    assert!(!kept.unwrap().contains(secret));
    assert!(!list.text.contains(secret));
    // It is no part of the workspace, so nobody who mirrors that hears of it.
    assert_eq!(
        app.sql("SELECT count(*) FROM change WHERE resource = 'calendar_feed'"),
        Ok("0".to_owned())
    );
}

#[tokio::test]
async fn a_fetch_is_noted_at_most_once_an_hour() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let (path, calendar) = feed(&ada).await;
    let unread = ada.get(&path).await.expect(200);
    assert_eq!(unread.json["last_fetched_at"], json!(null));
    fetch(&app, &calendar).await;
    app.advance(TimeDelta::minutes(5));
    fetch(&app, &calendar).await;
    let read = ada.get(&path).await.expect(200);
    assert_eq!(read.json["last_fetched_at"], "2026-01-05T09:00:00Z");
    assert_ne!(read.etag(), unread.etag());
    app.advance(TimeDelta::minutes(55));
    fetch(&app, &calendar).await;
    let ada = app.person("ada").await;
    let read = ada.get(&path).await.expect(200);
    assert_eq!(read.json["last_fetched_at"], "2026-01-05T10:00:00Z");
}

#[tokio::test]
async fn a_revoked_feed_is_as_unknown_as_any_other() {
    let app = TestApp::start().await;
    let (ada, bob) = (app.person("ada").await, app.person("bob").await);
    let (path, calendar) = feed(&ada).await;
    bob.get(&path).await.expect_problem(404, "not_found");
    bob.delete(&path).await.expect_problem(404, "not_found");
    let stale = ada.with("if-match", "\"other\"");
    stale
        .delete(&path)
        .await
        .expect_problem(412, "precondition_failed");
    fetch(&app, &calendar).await;
    ada.delete(&path).await.expect(204);
    ada.delete(&path).await.expect_problem(404, "not_found");
    let nobody = app.anonymous();
    let revoked = nobody.get(&calendar).await.expect_problem(404, "not_found");
    assert_eq!(revoked.header("cache-control"), "no-store");
    for other in [
        "/calendar/MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY.ics",
        "/calendar/short.ics",
        "/calendar/.ics",
        "/calendar/%00.ics",
    ] {
        let unknown = nobody.get(other).await.expect_problem(404, "not_found");
        assert_eq!(unknown.json["detail"], revoked.json["detail"], "{other}");
    }
}

#[tokio::test]
async fn a_feed_ends_with_its_account() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let (_, calendar) = feed(&ada).await;
    app.sql("DELETE FROM account").unwrap();
    let gone = app.anonymous().get(&calendar).await;
    gone.expect_problem(404, "not_found");
}

#[tokio::test]
async fn there_are_ten_feeds_at_most() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    for _ in 0..9 {
        feed(&ada).await;
    }
    let (path, _) = feed(&ada).await;
    let body = json!({"name": "One more", "holds": ["visits"]});
    let refused = ada.post("/v1/calendar-feeds", body.clone()).await;
    refused.expect_problem(409, "limit_reached");
    ada.delete(&path).await.expect(204);
    ada.post("/v1/calendar-feeds", body).await.expect(201);
}

#[tokio::test]
async fn a_feed_holds_no_more_than_its_maker_may_read() {
    let app = TestApp::start().await;
    app.person("ada").await;
    let feeds = "/v1/calendar-feeds";
    let narrow = app
        .scoped("ada", "account:write contacts:read outreach:read")
        .await;
    let body = |holds: Value| json!({"name": "Mine", "holds": holds});
    narrow
        .post(feeds, body(json!(["visits"])))
        .await
        .expect(201);
    for (part, scope) in [
        ("interviews", "interviews:read"),
        ("follow_ups", "follow_ups:read"),
    ] {
        let refused = narrow.post(feeds, body(json!(["visits", part]))).await;
        let refused = refused.expect_problem(403, "insufficient_scope");
        assert_eq!(refused.json["scope"], scope);
    }
    let nameless = app.scoped("ada", "account:write outreach:read").await;
    let refused = nameless.post(feeds, body(json!(["visits"]))).await;
    let refused = refused.expect_problem(403, "insufficient_scope");
    assert_eq!(refused.json["scope"], "contacts:read");
}

#[tokio::test]
async fn what_does_not_fit_a_feed_is_told_by_its_field() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    for (body, place) in [
        (json!({"name": " ", "holds": ["visits"]}), "#/name"),
        (json!({"name": "Mine", "holds": []}), "#/holds"),
        (json!({"name": "Mine", "holds": ["weather"]}), "#/holds/0"),
        (json!({"name": "Mine"}), "#/holds"),
        (
            json!({"name": "Mine", "holds": ["visits"], "url": "x"}),
            "#/url",
        ),
    ] {
        let refused = ada.post("/v1/calendar-feeds", body).await;
        refused
            .expect_problem(422, "invalid_body")
            .expect_error_at(place);
    }
    let list = ada.get("/v1/calendar-feeds").await.expect(200);
    assert_eq!(list.json["data"], json!([]));
}
