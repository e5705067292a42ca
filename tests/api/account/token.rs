//! Access tokens over HTTP: ours, and those that only look like ours.

use api::auth::{KeyRing, Scopes, Tokens, token::Subject};
use chrono::TimeDelta;
use domain::Id;
use serde_json::json;
use uuid::Uuid;

use super::{client, expect_refused, register, sign_in};
use crate::harness::{PASSWORD, Reply, TestApp, signing_key};

/// `{"typ":"at+jwt","alg":"none"}` in base64url.
const NO_ALGORITHM: &str = "eyJ0eXAiOiJhdCtqd3QiLCJhbGciOiJub25lIn0";

/// A token for the session of `granted` that another issuer's settings make.
fn forge(app: &TestApp, granted: &Reply, keys: KeyRing, issuer: &str, audience: &str) -> String {
    let id = |value: &serde_json::Value| value.as_str().unwrap().parse::<Uuid>().unwrap();
    let subject = Subject {
        account: Id::new(id(&granted.json["account"]["id"])),
        session: Id::new(id(&granted.json["session_id"])),
        scopes: Scopes::all(),
    };
    let lifetime = TimeDelta::minutes(10);
    let tokens = Tokens::new(keys, issuer.to_owned(), audience.to_owned(), lifetime).unwrap();
    tokens.issue(&subject, Uuid::nil(), app.now()).unwrap()
}

#[tokio::test]
async fn forged_tokens_are_refused() {
    let app = TestApp::start().await;
    let granted = register(&app, "ada@example.org").await.expect(201);
    let ours = || KeyRing::parse(&[signing_key()]).unwrap();
    let theirs = KeyRing::parse(&[KeyRing::generate().unwrap()]).unwrap();
    let good = forge(&app, &granted, ours(), "rapport", "rapport");
    app.with_token(&good).get("/v1/account").await.expect(200);

    let (message, signature) = good.rsplit_once('.').unwrap();
    let (header, payload) = message.split_once('.').unwrap();
    for bad in [
        forge(&app, &granted, theirs, "rapport", "rapport"),
        forge(&app, &granted, ours(), "evil", "rapport"),
        forge(&app, &granted, ours(), "rapport", "evil"),
        format!("{NO_ALGORITHM}.{payload}."),
        format!("{NO_ALGORITHM}.{payload}.{signature}"),
        format!("{header}.{payload}."),
        format!(
            "{header}.{payload}.{}",
            signature.chars().rev().collect::<String>()
        ),
        granted.json["refresh_token"].as_str().unwrap().to_owned(),
        "garbage".to_owned(),
        "a".repeat(5000),
    ] {
        expect_refused(&app.with_token(&bad)).await;
    }
}

#[tokio::test]
async fn a_token_of_another_account_does_not_pass_for_the_session() {
    let app = TestApp::start().await;
    let mut ada = register(&app, "ada@example.org").await.expect(201);
    let eve = register(&app, "eve@example.org").await.expect(201);
    ada.json["session_id"] = eve.json["session_id"].clone();
    let ours = KeyRing::parse(&[signing_key()]).unwrap();
    let crossed = forge(&app, &ada, ours, "rapport", "rapport");
    expect_refused(&app.with_token(&crossed)).await;
}

#[tokio::test]
async fn a_token_expires_after_its_minutes() {
    let app = TestApp::start().await;
    let ada = client(&app, &register(&app, "ada@example.org").await);
    app.advance(TimeDelta::seconds(629));
    ada.get("/v1/account").await.expect(200);
    app.advance(TimeDelta::seconds(1));
    expect_refused(&ada).await;
}

#[tokio::test]
async fn a_token_is_only_taken_from_one_authorization_header() {
    let app = TestApp::start().await;
    let token = client(&app, &register(&app, "ada@example.org").await);
    let token = token.token();
    let nobody = app.anonymous();
    let refused = nobody.get("/v1/account").await;
    let refused = refused.expect_problem(401, "unauthenticated");
    assert_eq!(
        refused.header("www-authenticate"),
        "Bearer realm=\"rapport\""
    );
    let query = format!("/v1/account?access_token={token}");
    let refused = nobody.get(&query).await;
    refused.expect_problem(400, "invalid_parameter");
    for bad in [
        format!("Basic {token}"),
        token.to_owned(),
        "Bearer".to_owned(),
    ] {
        expect_refused(&nobody.with("authorization", bad)).await;
    }
    let once = nobody.with("authorization", format!("bEaReR {token}"));
    once.get("/v1/account").await.expect(200);
    expect_refused(&once.with("authorization", format!("Bearer {token}"))).await;
}

#[tokio::test]
async fn a_session_for_few_scopes_may_do_little() {
    let app = TestApp::start().await;
    register(&app, "ada@example.org").await.expect(201);
    let credentials = json!({
        "email": "ada@example.org", "password": PASSWORD, "scope": "themes:read account:read",
    });
    let nobody = app.anonymous();
    let granted = nobody.post("/v1/auth/sign-in", credentials.clone()).await;
    let granted = granted.expect(200);
    assert_eq!(granted.json["scope"], "account:read themes:read");
    let reader = client(&app, &granted);
    reader.get("/v1/themes").await.expect(200);
    let refused = reader.post("/v1/themes", json!({ "name": "Botany" })).await;
    let refused = refused.expect_problem(403, "insufficient_scope");
    assert_eq!(
        refused.header("www-authenticate"),
        "Bearer realm=\"rapport\", error=\"insufficient_scope\", scope=\"themes:write\""
    );
    let token = json!({ "refresh_token": granted.json["refresh_token"] });
    let refreshed = app.anonymous().post("/v1/auth/refresh", token).await;
    assert_eq!(
        refreshed.expect(200).json["scope"],
        "account:read themes:read"
    );
    reader.act("/v1/auth/sign-out").await.expect(204);

    let mut credentials = credentials;
    credentials["scope"] = json!("themes:read themes:rule");
    let refused = app.anonymous().post("/v1/auth/sign-in", credentials).await;
    let refused = refused.expect_problem(422, "invalid_body");
    refused.expect_error_at("#/scope");
}

#[tokio::test]
async fn the_public_keys_are_there_for_everybody_to_keep() {
    let app = TestApp::start().await;
    let found = app
        .anonymous()
        .get("/.well-known/jwks.json")
        .await
        .expect(200);
    assert_eq!(found.header("cache-control"), "public, max-age=3600");
    let ours = KeyRing::parse(&[signing_key()]).unwrap().public();
    assert_eq!(found.json["keys"][0]["kid"], ours.keys[0].kid);
    assert_eq!(found.json["keys"][0]["x"], ours.keys[0].x);
    assert_eq!(found.json["keys"].as_array().unwrap().len(), 1);
    assert!(!found.text.contains("\"d\""));
}

#[tokio::test]
async fn keys_are_rotated_without_anybody_noticing() {
    let app = TestApp::start().await;
    let before = register(&app, "ada@example.org").await.expect(201);
    let new = KeyRing::generate().unwrap();
    let keys = vec![new, signing_key()];
    let rotated = app.beside(|config| config.tokens.signing_keys = keys);
    client(&rotated, &before)
        .get("/v1/account")
        .await
        .expect(200);
    let after = sign_in(&rotated, "ada@example.org", PASSWORD).await;
    client(&rotated, &after)
        .get("/v1/account")
        .await
        .expect(200);
    expect_refused(&client(&app, &after)).await;
}
