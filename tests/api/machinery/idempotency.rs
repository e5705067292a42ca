//! Idempotency-Key: one effect, however often a request is sent.

use chrono::TimeDelta;
use serde_json::json;

use super::{Holder, count, idea, theme};
use crate::harness::{Reply, TestApp};

const KEY: &str = "8e03978e-40d5-43dd-bc93-6894a57f9324";

/// What a client sees of an answer, apart from what names the request.
fn seen(reply: &Reply) -> (u16, String, String, String, String) {
    let header = |name: &str| reply.header(name).to_owned();
    (
        reply.status,
        reply.text.clone(),
        reply.etag(),
        header("location"),
        header("content-type"),
    )
}

#[tokio::test]
async fn a_creation_sent_again_is_answered_again_and_done_once() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await.with("idempotency-key", KEY);
    let first = ada.post("/v1/themes", idea("a")).await.expect(201);
    assert_eq!(first.header("idempotency-replayed"), "");
    app.advance(TimeDelta::minutes(5));
    for _ in 0..2 {
        let again = ada.post("/v1/themes", idea("a")).await;
        assert_eq!(seen(&again), seen(&first));
        assert_eq!(again.header("idempotency-replayed"), "true");
    }
    assert_eq!(count(&app), "1");
}

#[tokio::test]
async fn a_key_is_the_same_in_quotes_and_without() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let bare = ada.with("idempotency-key", KEY);
    let quoted = ada.with("idempotency-key", format!("\"{KEY}\""));
    let first = quoted.post("/v1/themes", idea("a")).await.expect(201);
    let again = bare.post("/v1/themes", idea("a")).await;
    assert_eq!(seen(&again), seen(&first));
    assert_eq!(count(&app), "1");
}

#[tokio::test]
async fn the_same_body_written_differently_is_the_same_request() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await.with("idempotency-key", KEY);
    let post = async |body: &str| {
        ada.send(
            reqwest::Method::POST,
            "/v1/themes",
            Some("application/json"),
            body,
        )
        .await
    };
    let first = post(r#"{"name":"a","status":"idea"}"#).await.expect(201);
    let again = post("{ \"status\" : \"idea\",\n \"name\": \"\\u0061\" }").await;
    assert_eq!(seen(&again), seen(&first));
}

#[tokio::test]
async fn a_change_sent_again_is_done_once() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = theme(&ada, "a").await;
    let keyed = ada.with("idempotency-key", KEY);
    let first = keyed.patch(&path, json!({"name": "b"})).await.expect(200);
    ada.patch(&path, json!({"name": "c"})).await.expect(200);
    let again = keyed.patch(&path, json!({"name": "b"})).await;
    assert_eq!(seen(&again), seen(&first));
    assert_eq!(ada.get(&path).await.json["name"], "c");
}

#[tokio::test]
async fn a_key_belongs_to_one_request() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let (path, other) = (theme(&ada, "a").await, theme(&ada, "b").await);
    let keyed = ada.with("idempotency-key", KEY);
    keyed.post("/v1/themes", idea("c")).await.expect(201);
    let refused = keyed.post("/v1/themes", idea("d")).await;
    refused.expect_problem(422, "idempotency_key_reused");
    for path in [&path, &other] {
        let refused = keyed.patch(path, idea("c")).await;
        refused.expect_problem(422, "idempotency_key_reused");
    }
    assert_eq!(count(&app), "3");
}

#[tokio::test]
async fn keys_of_two_people_are_apart() {
    let app = TestApp::start().await;
    let (ada, bob) = (app.person("ada").await, app.person("bob").await);
    let hers = ada
        .with("idempotency-key", KEY)
        .post("/v1/themes", idea("a"))
        .await
        .expect(201);
    let his = bob
        .with("idempotency-key", KEY)
        .post("/v1/themes", idea("b"))
        .await
        .expect(201);
    assert_ne!(hers.json["id"], his.json["id"]);
    assert_eq!(his.header("idempotency-replayed"), "");
}

#[tokio::test]
async fn refusals_are_not_kept_so_that_the_request_can_be_mended() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let keyed = ada.with("idempotency-key", KEY);
    keyed
        .post("/v1/themes", json!({"name": ""}))
        .await
        .expect(422);
    keyed.post("/v1/themes?x=1", idea("a")).await.expect(400);
    keyed
        .patch("/v1/themes/00000000-0000-7000-8000-00000000dead", idea("a"))
        .await
        .expect(404);
    for name in ["1", "2", "3"] {
        ada.post("/v1/themes", json!({ "name": name }))
            .await
            .expect(201);
    }
    keyed
        .post("/v1/themes", json!({"name": "4"}))
        .await
        .expect(409);
    assert_eq!(
        app.sql("SELECT count(*) FROM idempotency_key").unwrap(),
        "0"
    );
    keyed.post("/v1/themes", idea("a")).await.expect(201);
}

#[tokio::test]
async fn a_key_is_forgotten_after_a_day() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await.with("idempotency-key", KEY);
    ada.post("/v1/themes", idea("a")).await.expect(201);
    app.advance(TimeDelta::hours(24) - TimeDelta::seconds(1));
    let ada = app.person("ada").await.with("idempotency-key", KEY);
    let replayed = ada.post("/v1/themes", idea("a")).await.expect(201);
    assert_eq!(replayed.header("idempotency-replayed"), "true");
    app.advance(TimeDelta::seconds(1));
    let fresh = ada.post("/v1/themes", idea("b")).await.expect(201);
    assert_eq!(fresh.header("idempotency-replayed"), "");
    assert_eq!(count(&app), "2");
    // The expired ones do not pile up.
    app.advance(TimeDelta::hours(24));
    let ada = app
        .person("ada")
        .await
        .with("idempotency-key", "another-key");
    ada.post("/v1/themes", idea("c")).await.expect(201);
    assert_eq!(
        app.sql("SELECT key FROM idempotency_key").unwrap(),
        "another-key"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_whose_first_request_still_runs_is_refused_for_the_moment() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await.with("idempotency-key", KEY);
    let holder = Holder::of_themes(&app);
    let first = ada.clone();
    let first = tokio::spawn(async move { first.post("/v1/themes", idea("a")).await });
    Holder::wait_for(&app, 1);
    let refused = ada.post("/v1/themes", idea("a")).await;
    let refused = refused.expect_problem(409, "idempotency_key_in_use");
    assert_eq!(refused.header("retry-after"), "1");
    drop(holder);
    let first = first.await.unwrap().expect(201);
    let again = ada.post("/v1/themes", idea("a")).await;
    assert_eq!(seen(&again), seen(&first));
    assert_eq!(count(&app), "1");
}

#[tokio::test(flavor = "multi_thread")]
async fn many_requests_with_one_key_at_once_have_one_effect() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await.with("idempotency-key", KEY);
    let requests: Vec<_> = (0..8)
        .map(|_| {
            let ada = ada.clone();
            tokio::spawn(async move { ada.post("/v1/themes", idea("a")).await })
        })
        .collect();
    let mut bodies = Vec::new();
    for request in requests {
        let reply = request.await.unwrap();
        match reply.status {
            201 => bodies.push(reply.text),
            _ => {
                reply.expect_problem(409, "idempotency_key_in_use");
            }
        }
    }
    bodies.dedup();
    assert_eq!((bodies.len(), count(&app).as_str()), (1, "1"));
}

#[tokio::test]
async fn a_malformed_key_is_refused_and_a_key_where_none_is_taken_is_ignored() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    for malformed in [
        "short",
        "",
        "with a space",
        "\"12345678",
        "12345678\"",
        "12345678\\",
        &"x".repeat(256),
    ] {
        let keyed = ada.with("idempotency-key", malformed);
        let refused = keyed.post("/v1/themes", idea("a")).await;
        assert_eq!(refused.status, 400, "{malformed}");
        refused
            .expect_problem(400, "invalid_header")
            .expect_error_at("Idempotency-Key");
    }
    let twice = ada
        .with("idempotency-key", KEY)
        .with("idempotency-key", "another-key");
    twice
        .post("/v1/themes", idea("a"))
        .await
        .expect_problem(400, "invalid_header");
    assert_eq!(count(&app), "0");

    let keyed = ada.with("idempotency-key", KEY);
    keyed.get("/v1/themes").await.expect(200);
    let path = theme(&ada, "a").await;
    keyed.delete(&path).await.expect(204);
    keyed.delete(&path).await.expect(404);
}

/// Whoever has an answer can use the key at once, on whatever connection the next request runs.
#[tokio::test]
async fn a_key_is_free_when_its_answer_is_there() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await.with("idempotency-key", KEY);
    let nameless = json!({ "name": "" });
    for _ in 0..25 {
        ada.post("/v1/themes", nameless.clone())
            .await
            .expect_problem(422, "invalid_body");
    }
    let mut stale = 0;
    let theme = ada.post("/v1/themes", idea("a")).await.expect(201);
    for _ in 0..25 {
        let again = ada.post("/v1/themes", idea("a")).await;
        stale += usize::from(seen(&again) != seen(&theme));
        let other = ada.post("/v1/themes", idea("b")).await;
        stale += usize::from(other.status != 422);
    }
    assert_eq!(stale, 0);
}
