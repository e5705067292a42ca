//! Refreshing: rotation, grace, reuse, and the last day of a session.

use chrono::TimeDelta;
use serde_json::json;

use super::{client, expect_refused, register};
use crate::harness::{Reply, TestApp};

async fn refresh(app: &TestApp, granted: &Reply) -> Reply {
    let token = json!({ "refresh_token": granted.json["refresh_token"] });
    app.anonymous().post("/v1/auth/refresh", token).await
}

#[tokio::test]
async fn a_refresh_token_earns_new_tokens_of_the_same_session() {
    let app = TestApp::start().await;
    let first = register(&app, "ada@example.org").await.expect(201);
    app.advance(TimeDelta::minutes(30));
    let second = refresh(&app, &first).await.expect(200);
    assert_eq!(second.header("cache-control"), "no-store");
    assert_eq!(second.json["session_id"], first.json["session_id"]);
    assert_ne!(second.json["refresh_token"], first.json["refresh_token"]);
    assert_eq!(second.json["refresh_expires_at"], "2026-02-04T09:30:00Z");
    let ada = client(&app, &second);
    ada.get("/v1/account").await.expect(200);
    let listed = ada.get("/v1/sessions").await.expect(200);
    assert_eq!(
        listed.json["data"][0]["last_used_at"],
        "2026-01-05T09:30:00Z"
    );
    app.advance(TimeDelta::minutes(30));
    refresh(&app, &second).await.expect(200);
}

#[tokio::test]
async fn a_lost_answer_is_repeated_with_the_very_same_successor() {
    let app = TestApp::start().await;
    let first = register(&app, "ada@example.org").await.expect(201);
    let lost = refresh(&app, &first).await.expect(200);
    app.advance(TimeDelta::seconds(20));
    let repeated = refresh(&app, &first).await.expect(200);
    for same in ["refresh_token", "refresh_expires_at", "session_id"] {
        assert_eq!(repeated.json[same], lost.json[same], "{same}");
    }
    let rows = app.sql("SELECT count(*) FROM refresh_token").unwrap();
    assert_eq!(rows, "2");
    refresh(&app, &repeated).await.expect(200);
}

#[tokio::test]
async fn two_refreshes_at_once_get_the_same_successor() {
    let app = TestApp::start().await;
    let first = register(&app, "ada@example.org").await.expect(201);
    let (one, other, third) = tokio::join!(
        refresh(&app, &first),
        refresh(&app, &first),
        refresh(&app, &first)
    );
    let one = one.expect(200);
    for reply in [other, third] {
        let reply = reply.expect(200);
        assert_eq!(reply.json["refresh_token"], one.json["refresh_token"]);
    }
}

#[tokio::test]
async fn a_token_used_again_after_the_grace_ends_the_session_for_both() {
    let app = TestApp::start().await;
    let first = register(&app, "ada@example.org").await.expect(201);
    let second = refresh(&app, &first).await.expect(200);
    app.advance(TimeDelta::seconds(21));
    let ada = client(&app, &second);
    ada.get("/v1/account").await.expect(200);
    let refused = refresh(&app, &first).await;
    let refused = refused.expect_problem(401, "invalid_refresh_token");
    assert_eq!(
        refused.header("www-authenticate"),
        "Bearer realm=\"rapport\""
    );
    expect_refused(&ada).await;
    let refused = refresh(&app, &second).await;
    refused.expect_problem(401, "invalid_refresh_token");
    let reason = app.sql("SELECT ended_reason FROM session").unwrap();
    assert_eq!(reason, "refresh_token_reused");
}

#[tokio::test]
async fn there_is_no_grace_once_the_successor_was_used() {
    let app = TestApp::start().await;
    let first = register(&app, "ada@example.org").await.expect(201);
    let second = refresh(&app, &first).await.expect(200);
    let third = refresh(&app, &second).await.expect(200);
    let refused = refresh(&app, &first).await;
    refused.expect_problem(401, "invalid_refresh_token");
    expect_refused(&client(&app, &third)).await;
}

#[tokio::test]
async fn reuse_ends_one_session_and_no_other() {
    let app = TestApp::start().await;
    let first = register(&app, "ada@example.org").await.expect(201);
    let phone = app.person("ada").await;
    refresh(&app, &first).await.expect(200);
    app.advance(TimeDelta::seconds(21));
    let refused = refresh(&app, &first).await;
    refused.expect_problem(401, "invalid_refresh_token");
    phone.get("/v1/account").await.expect(200);
}

#[tokio::test]
async fn a_refresh_token_expires_when_it_is_not_used_for_a_month() {
    let app = TestApp::start().await;
    let granted = register(&app, "ada@example.org").await.expect(201);
    app.advance(TimeDelta::days(30));
    let refused = refresh(&app, &granted).await;
    refused.expect_problem(401, "invalid_refresh_token");
}

#[tokio::test]
async fn a_session_ends_on_its_last_day_however_often_it_is_refreshed() {
    let app = TestApp::start().await;
    let mut granted = register(&app, "ada@example.org").await.expect(201);
    for _ in 0..4 {
        app.advance(TimeDelta::days(20));
        granted = refresh(&app, &granted).await.expect(200);
    }
    assert_eq!(granted.json["refresh_expires_at"], "2026-04-05T09:00:00Z");
    app.advance(TimeDelta::days(10) - TimeDelta::seconds(60));
    let last = refresh(&app, &granted).await.expect(200);
    let ada = client(&app, &last);
    ada.get("/v1/account").await.expect(200);
    app.advance(TimeDelta::seconds(60));
    expect_refused(&ada).await;
    let refused = refresh(&app, &last).await;
    refused.expect_problem(401, "invalid_refresh_token");
    // The next sign-in takes what is left of it away.
    app.person("ada").await;
    let sessions = app.sql("SELECT count(*) FROM session").unwrap();
    let tokens = app.sql("SELECT count(*) FROM refresh_token").unwrap();
    assert_eq!((sessions.as_str(), tokens.as_str()), ("1", "1"));
}

#[tokio::test]
async fn what_is_no_refresh_token_is_refused() {
    let app = TestApp::start().await;
    let granted = register(&app, "ada@example.org").await.expect(201);
    let unknown = "rprt_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY";
    for bad in [unknown, "rprt_", "garbage"] {
        let token = json!({ "refresh_token": bad });
        let refused = app.anonymous().post("/v1/auth/refresh", token).await;
        refused.expect_problem(401, "invalid_refresh_token");
    }
    let access = json!({ "refresh_token": granted.json["access_token"] });
    let refused = app.anonymous().post("/v1/auth/refresh", access).await;
    refused.expect_problem(422, "invalid_body");
}

#[tokio::test]
async fn tokens_are_kept_only_as_hashes() {
    let app = TestApp::start().await;
    let first = register(&app, "ada@example.org").await.expect(201);
    let second = refresh(&app, &first).await.expect(200);
    let rows = app.sql("SELECT t FROM refresh_token t").unwrap();
    for granted in [&first, &second] {
        let token = granted.json["refresh_token"].as_str().unwrap();
        assert!(!rows.contains(token.trim_start_matches("rprt_")));
    }
}
