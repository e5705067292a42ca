//! Accounts, tokens and sessions.

mod deletion;
mod password;
mod refresh;
mod session;
mod throttle;
mod token;

use insta::assert_json_snapshot;
use serde_json::{Value, json};

use crate::harness::{Client, PASSWORD, Reply, TestApp};

fn registration(email: &str) -> Value {
    json!({
        "email": email, "password": PASSWORD, "display_name": "Ada Lovelace", "time_zone": "Europe/London",
        "device": "Ada's laptop",
    })
}

async fn register(app: &TestApp, email: &str) -> Reply {
    let newcomer = registration(email);
    app.anonymous().post("/v1/auth/register", newcomer).await
}

async fn sign_in(app: &TestApp, email: &str, password: &str) -> Reply {
    let credentials = json!({ "email": email, "password": password });
    app.anonymous().post("/v1/auth/sign-in", credentials).await
}

/// The client that an answer's access token makes.
fn client(app: &TestApp, granted: &Reply) -> Client {
    app.with_token(granted.json["access_token"].as_str().unwrap())
}

/// Fails the test unless the token is refused as the RFC says.
async fn expect_refused(client: &Client) {
    let refused = client.get("/v1/account").await;
    let refused = refused.expect_problem(401, "invalid_token");
    let challenge = refused.header("www-authenticate");
    assert_eq!(
        challenge,
        "Bearer realm=\"rapport\", error=\"invalid_token\""
    );
}

#[tokio::test]
async fn somebody_registers_and_is_signed_in() {
    let app = TestApp::start().await;
    let registered = register(&app, "Ada@Example.org").await.expect(201);
    assert_eq!(registered.header("cache-control"), "no-store");
    assert_eq!(registered.header("location"), "/v1/account");
    let found = client(&app, &registered).get("/v1/account").await;
    let found = found.expect(200);
    assert_eq!(found.json, registered.json["account"]);
    assert_json_snapshot!(found.json, @r#"
    {
      "created_at": "2026-01-05T09:00:00Z",
      "display_name": "Ada Lovelace",
      "email": "Ada@Example.org",
      "email_verified_at": null,
      "id": "019b76da-a800-7000-8000-000000000002",
      "object": "account",
      "time_zone": "Europe/London",
      "updated_at": "2026-01-05T09:00:00Z"
    }
    "#);
}

#[tokio::test]
async fn the_answer_to_a_sign_in_holds_what_a_client_needs() {
    let app = TestApp::start().await;
    register(&app, "ada@example.org").await.expect(201);
    let mut granted = sign_in(&app, " ADA@example.org", PASSWORD)
        .await
        .expect(200);
    assert_eq!(granted.header("cache-control"), "no-store");
    for (secret, length) in [("access_token", 700..1400), ("refresh_token", 48..49)] {
        let text = granted.json[secret].as_str().unwrap();
        assert!(length.contains(&text.len()), "{secret}: {}", text.len());
        granted.json[secret] = json!("a secret");
    }
    assert_json_snapshot!(granted.json, @r#"
    {
      "access_token": "a secret",
      "expires_in": 600,
      "refresh_expires_at": "2026-02-04T09:00:00Z",
      "refresh_token": "a secret",
      "scope": "account:read account:write themes:read themes:write organizations:read organizations:write contacts:read contacts:write questions:read questions:write outreach:read outreach:write interviews:read interviews:write follow_ups:read follow_ups:write referrals:read referrals:write agenda:read profile:read profile:write research:read research:write documents:read documents:write network:read network:write transfers:read transfers:write search:read messages:read messages:write analytics:read changes:read timeline:read webhooks:read webhooks:write",
      "session_id": "019b76da-a800-7000-8000-000000000006",
      "token_type": "Bearer"
    }
    "#);
}

#[tokio::test]
async fn an_address_registers_once_however_it_is_written() {
    let app = TestApp::start().await;
    register(&app, "ada@example.org").await.expect(201);
    let again = register(&app, "ADA@example.ORG").await;
    again.expect_problem(409, "email_taken");
    let rows = app.sql("SELECT count(*) FROM account").unwrap();
    assert_eq!(rows, "1");
}

#[tokio::test]
async fn a_registration_that_does_not_fit_names_the_field() {
    let app = TestApp::start().await;
    for (field, value, code) in [
        ("email", json!("ada"), "pattern"),
        ("email", json!("a\u{7}da@example.org"), "format"),
        ("password", json!("too short"), "min_length"),
        ("password", json!("p".repeat(129)), "max_length"),
        ("password", json!("the lovelace machine"), "contains_email"),
        ("password", json!("correct horse battery staple"), "common"),
        ("password", json!("abcabcabcabcabcabc"), "repetitive"),
        ("password", json!("abcdefghijklmnop"), "sequential"),
        ("password", json!(["a walk by the canal"]), "type"),
        ("display_name", json!("  "), "empty"),
        ("display_name", json!(null), "type"),
        ("time_zone", json!("Mars/Olympus"), "unknown_zone"),
        ("device", json!(""), "min_length"),
        ("is_admin", json!(true), "unknown_member"),
        (
            "id",
            json!("019b76da-a800-7000-8000-000000000001"),
            "unknown_member",
        ),
    ] {
        let mut newcomer = registration("lovelace@example.org");
        newcomer[field] = value;
        let refused = app.anonymous().post("/v1/auth/register", newcomer).await;
        let refused = refused.expect_problem(422, "invalid_body");
        assert_eq!(refused.json["errors"][0]["code"], code, "{}", refused.text);
        assert!(!refused.text.contains("canal"), "{}", refused.text);
        refused.expect_error_at(&format!("#/{field}"));
    }
    assert_eq!(app.sql("SELECT count(*) FROM account").unwrap(), "0");
}

#[tokio::test]
async fn an_unknown_address_and_a_wrong_password_are_told_alike_and_cost_alike() {
    let app = TestApp::start().await;
    register(&app, "ada@example.org").await.expect(201);
    let mut told = Vec::new();
    for email in ["ada@example.org", "eve@example.org"] {
        let before = app.db.statement_count();
        let refused = sign_in(&app, email, "not the right password").await;
        let mut refused = refused.expect_problem(401, "invalid_credentials");
        for name in ["instance", "request_id"] {
            refused.json[name] = Value::Null;
        }
        let challenge = refused.header("www-authenticate").to_owned();
        let statements = app.db.statement_count() - before;
        told.push((refused.json, challenge, statements));
    }
    assert_eq!(told[0], told[1]);
    assert_eq!(told[0].1, "Bearer realm=\"rapport\"");
}

#[tokio::test]
async fn the_account_is_changed_by_what_the_patch_names() {
    let app = TestApp::start().await;
    let ada = client(&app, &register(&app, "ada@example.org").await);
    let before = ada.get("/v1/account").await.expect(200);
    let patch = json!({ "time_zone": "America/New_York" });
    let changed = ada.patch("/v1/account", patch.clone()).await.expect(200);
    assert_eq!(changed.json["time_zone"], "America/New_York");
    assert_eq!(changed.json["display_name"], "Ada Lovelace");
    assert_ne!(changed.etag(), before.etag());
    let after = ada.get("/v1/account").await.expect(200);
    assert_eq!((after.etag(), after.json), (changed.etag(), changed.json));

    let stale = ada.with("if-match", before.etag());
    let stale = stale.patch("/v1/account", patch).await;
    stale.expect_problem(412, "precondition_failed");
    let known = ada.with("if-none-match", after.headers["etag"].to_str().unwrap());
    known.get("/v1/account").await.expect(304);
}

#[tokio::test]
async fn a_patch_of_the_account_touches_nothing_else() {
    let app = TestApp::start().await;
    let ada = client(&app, &register(&app, "ada@example.org").await);
    let before = ada.get("/v1/account").await.expect(200);
    for (field, value) in [
        ("display_name", json!(null)),
        ("time_zone", json!("Europe/Atlantis")),
        ("email", json!("eve@example.org")),
        ("password", json!("another walk by the canal")),
        ("password_hash", json!("$argon2id$")),
        ("version", json!(7)),
    ] {
        let refused = ada.patch("/v1/account", json!({ field: value })).await;
        let refused = refused.expect_problem(422, "invalid_body");
        refused.expect_error_at(&format!("#/{field}"));
    }
    let after = ada.get("/v1/account").await.expect(200);
    assert_eq!((after.etag(), after.json), (before.etag(), before.json));
}

#[tokio::test]
async fn a_hash_at_yesterdays_cost_is_replaced_at_the_next_sign_in() {
    let app = TestApp::start().await;
    register(&app, "ada@example.org").await.expect(201);
    let cost = |app: &TestApp| {
        let sql = "SELECT split_part(password_hash, '$', 4) FROM account";
        app.sql(sql).unwrap()
    };
    assert_eq!(cost(&app), "m=8,t=1,p=1");
    let dearer = app.beside(|config| config.passwords.iterations = 2);
    sign_in(&dearer, "ada@example.org", PASSWORD)
        .await
        .expect(200);
    assert_eq!(cost(&app), "m=8,t=2,p=1");
    sign_in(&dearer, "ada@example.org", PASSWORD)
        .await
        .expect(200);
    sign_in(&app, "ada@example.org", PASSWORD).await.expect(200);
}

/// Statements sent since the last look.
fn statements(app: &TestApp, seen: &mut u64) -> u64 {
    let now = app.db.statement_count();
    now - std::mem::replace(seen, now)
}

#[tokio::test]
async fn no_operation_sends_more_statements_than_it_must() {
    let app = TestApp::start().await;
    let seen = &mut app.db.statement_count();
    let granted = register(&app, "ada@example.org").await.expect(201);
    // Two of them leave the mail that verifies the address.
    assert_eq!(statements(&app, seen), 4, "register");
    sign_in(&app, "ada@example.org", PASSWORD).await.expect(200);
    assert_eq!(statements(&app, seen), 4, "sign in");
    let token = json!({ "refresh_token": granted.json["refresh_token"] });
    let refreshed = app.anonymous().post("/v1/auth/refresh", token).await;
    assert_eq!(statements(&app, seen), 3, "refresh");
    // From here on one of them asks whether the session goes on.
    let ada = client(&app, &refreshed);
    ada.get("/v1/account").await.expect(200);
    assert_eq!(statements(&app, seen), 2, "find the account");
    let patch = json!({ "display_name": "Ada" });
    ada.patch("/v1/account", patch).await.expect(200);
    assert_eq!(statements(&app, seen), 4, "change the account");
    ada.get("/v1/sessions").await.expect(200);
    assert_eq!(statements(&app, seen), 2, "list sessions");
    let change = json!({ "current_password": PASSWORD, "new_password": "rain on the tin roof" });
    let changed = ada.post("/v1/account/change-password", change).await;
    changed.expect(204);
    assert_eq!(statements(&app, seen), 6, "change the password");
    ada.act("/v1/auth/sign-out").await.expect(204);
    assert_eq!(statements(&app, seen), 2, "sign out");
}
