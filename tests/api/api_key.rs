//! API keys: what programs may do with one, and until when.

use chrono::TimeDelta;
use insta::assert_json_snapshot;
use serde_json::{Value, json};

use crate::{
    harness::{Client, TestApp, document::operations},
    walk::{Person, call},
};

fn key(scope: &str) -> Value {
    json!({"name": "Dashboard", "scope": scope, "expires_at": "2026-02-05T09:00:00Z"})
}

/// A new key of ada's: its path, and a client that sends it.
async fn made(app: &TestApp, ada: &Client, scope: &str) -> (String, Client) {
    let made = ada.post("/v1/api-keys", key(scope)).await.expect(201);
    let path = made.header("location").to_owned();
    (path, app.with_token(made.json["key"].as_str().unwrap()))
}

#[tokio::test]
async fn a_key_is_told_once_and_kept_as_a_hash() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let made = ada
        .post("/v1/api-keys", key("contacts:read"))
        .await
        .expect(201);
    assert_eq!(made.header("cache-control"), "no-store");
    let secret = made.json["key"].as_str().unwrap();
    let mut found = ada.get(made.header("location")).await.expect(200).json;
    assert_eq!(made.json["api_key"], found);
    let prefix = found["prefix"].as_str().unwrap().to_owned();
    assert!(secret.starts_with(&format!("{prefix}_")) && prefix.starts_with("rap_"));
    assert_eq!(secret.len(), 56);
    found["prefix"] = json!("rap_");
    assert_json_snapshot!(found, @r#"
    {
      "created_at": "2026-01-05T09:00:00Z",
      "expires_at": "2026-02-05T09:00:00Z",
      "id": "019b76da-a800-7000-8000-000000000006",
      "last_used_at": null,
      "name": "Dashboard",
      "object": "api_key",
      "prefix": "rap_",
      "scope": "contacts:read",
      "updated_at": "2026-01-05T09:00:00Z"
    }
    "#);
    let list = ada.get("/v1/api-keys").await.expect(200);
    let hidden = secret.rsplit_once(&prefix).unwrap().1;
    assert!(!list.text.contains(hidden));
    let kept = app.sql("SELECT api_key::text FROM api_key").unwrap();
    assert!(!kept.contains(hidden.trim_start_matches('_')));
}

#[tokio::test]
async fn a_key_permits_what_it_was_made_for_and_nothing_about_the_account() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let (_, program) = made(&app, &ada, "contacts:read contacts:write").await;
    let id = program
        .create("/v1/contacts", json!({"name": "Grace"}))
        .await;
    ada.get(&format!("/v1/contacts/{id}")).await.expect(200);
    program.get("/v1/contacts").await.expect(200);
    let refused = program.get("/v1/themes").await;
    let refused = refused.expect_problem(403, "insufficient_scope");
    assert_eq!(refused.json["scope"], "themes:read");
}

#[tokio::test]
async fn a_key_opens_every_operation_but_those_about_who_may_call() {
    let app = TestApp::start().await;
    let ada = Person::new(&app, "ada", 'a').await;
    let all = api::auth::Scopes::all().to_string();
    let scope = all.replace("account:read account:write ", "");
    let (_, program) = made(&app, &ada.client, &scope).await;
    for operation in operations() {
        let Some(scopes) = operation.scopes() else {
            continue;
        };
        let path = ada.path(&app, &operation);
        if scopes.is_empty() || scopes[0].starts_with("account:") {
            let refused = call(&program, &operation, &path).await;
            refused.expect_problem(403, "session_needed");
        } else if operation.is_read() {
            let reply = call(&program, &operation, &path).await;
            assert_eq!(reply.status, 200, "{}: {}", operation.id, reply.text);
        }
    }
}

#[tokio::test]
async fn a_key_may_do_no_more_than_its_maker() {
    let app = TestApp::start().await;
    app.person("ada").await;
    let narrow = app.scoped("ada", "account:write contacts:read").await;
    let refused = narrow
        .post("/v1/api-keys", key("contacts:read themes:read"))
        .await;
    let refused = refused.expect_problem(403, "insufficient_scope");
    assert_eq!(refused.json["scope"], "themes:read");
    narrow
        .post("/v1/api-keys", key("contacts:read"))
        .await
        .expect(201);
}

#[tokio::test]
async fn what_does_not_fit_a_key_is_told_by_its_field() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let until = |at: &str| json!({"name": "Mine", "scope": "contacts:read", "expires_at": at});
    for (body, place) in [
        (
            json!({"name": " ", "scope": "contacts:read", "expires_at": "2026-02-05T09:00:00Z"}),
            "#/name",
        ),
        (key("contacts:rule"), "#/scope"),
        (key(" "), "#/scope"),
        (key("account:read"), "#/scope"),
        (key("contacts:read account:write"), "#/scope"),
        (until("2026-01-05T09:00:00Z"), "#/expires_at"),
        (until("2027-01-06T09:00:01Z"), "#/expires_at"),
        (
            json!({"name": "Mine", "scope": "contacts:read"}),
            "#/expires_at",
        ),
    ] {
        let refused = ada.post("/v1/api-keys", body).await;
        refused
            .expect_problem(422, "invalid_body")
            .expect_error_at(place);
    }
    let list = ada.get("/v1/api-keys").await.expect(200);
    assert_eq!(list.json["data"], json!([]));
}

#[tokio::test]
async fn a_key_ends_when_it_expires_or_is_revoked_or_its_account_is_closed() {
    let app = TestApp::start().await;
    let (ada, bob) = (app.person("ada").await, app.person("bob").await);
    let (path, revoked) = made(&app, &ada, "contacts:read").await;
    let (_, expiring) = made(&app, &ada, "contacts:read").await;
    bob.get(&path).await.expect_problem(404, "not_found");
    bob.delete(&path).await.expect_problem(404, "not_found");
    revoked.get("/v1/contacts").await.expect(200);
    ada.delete(&path).await.expect(204);
    ada.delete(&path).await.expect_problem(404, "not_found");
    let refused = revoked.get("/v1/contacts").await;
    let refused = refused.expect_problem(401, "invalid_token");
    assert!(
        refused
            .header("www-authenticate")
            .contains("error=\"invalid_token\"")
    );

    ada.act("/v1/auth/sign-out").await.expect(204);
    app.advance(TimeDelta::days(31) - TimeDelta::seconds(1));
    expiring.get("/v1/contacts").await.expect(200);
    app.advance(TimeDelta::seconds(1));
    expiring
        .get("/v1/contacts")
        .await
        .expect_problem(401, "invalid_token");

    let ada = app.person("ada").await;
    let body =
        json!({"name": "Later", "scope": "contacts:read", "expires_at": "2026-03-05T09:00:00Z"});
    let made = ada.post("/v1/api-keys", body).await.expect(201);
    let last = app.with_token(made.json["key"].as_str().unwrap());
    last.get("/v1/contacts").await.expect(200);
    app.sql("DELETE FROM account WHERE email_key = 'ada@example.org'")
        .unwrap();
    last.get("/v1/contacts")
        .await
        .expect_problem(401, "invalid_token");
}

#[tokio::test]
async fn what_only_resembles_a_key_is_none() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let made = ada
        .post("/v1/api-keys", key("contacts:read"))
        .await
        .expect(201);
    let good = made.json["key"].as_str().unwrap();
    let prefix = made.json["api_key"]["prefix"].as_str().unwrap();
    for bad in [
        "rap_",
        prefix,
        &good[..55],
        &good.replace(prefix, "rap_00000000"),
        &format!("{prefix}_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY"),
    ] {
        let refused = app.with_token(bad).get("/v1/contacts").await;
        refused.expect_problem(401, "invalid_token");
    }
    app.with_token(good).get("/v1/contacts").await.expect(200);
}

#[tokio::test]
async fn the_use_of_a_key_is_noted_at_most_once_a_minute() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let (path, program) = made(&app, &ada, "contacts:read").await;
    let unused = ada.get(&path).await.expect(200);
    assert_eq!(unused.json["last_used_at"], json!(null));
    for (seconds, noted) in [
        (0, "2026-01-05T09:00:00Z"),
        (59, "2026-01-05T09:00:00Z"),
        (1, "2026-01-05T09:01:00Z"),
    ] {
        app.advance(TimeDelta::seconds(seconds));
        program.get("/v1/contacts").await.expect(200);
        let used = ada.get(&path).await.expect(200);
        assert_eq!(used.json["last_used_at"], noted);
    }
}

#[tokio::test]
async fn a_key_has_a_rate_limit_of_its_own() {
    let app = TestApp::start_with(|config| config.rate.requests = 5).await;
    let ada = app.person("ada").await;
    let (_, one) = made(&app, &ada, "contacts:read").await;
    let (_, other) = made(&app, &ada, "contacts:read").await;
    for _ in 0..5 {
        one.get("/v1/contacts").await.expect(200);
    }
    one.get("/v1/contacts")
        .await
        .expect_problem(429, "quota_exceeded");
    other.get("/v1/contacts").await.expect(200);
    ada.get("/v1/api-keys").await.expect(200);
}

#[tokio::test]
async fn there_are_twenty_keys_at_most() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    for _ in 0..19 {
        made(&app, &ada, "contacts:read").await;
    }
    let (path, _) = made(&app, &ada, "contacts:read").await;
    let refused = ada.post("/v1/api-keys", key("contacts:read")).await;
    refused.expect_problem(409, "limit_reached");
    ada.delete(&path).await.expect(204);
    made(&app, &ada, "contacts:read").await;
}
