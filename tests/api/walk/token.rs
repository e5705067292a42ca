//! Tokens that do not permit an operation.

use std::collections::BTreeMap;

use api::auth::{Scope, Scopes};
use domain::vocabulary::Vocabulary;
use serde_json::json;

use super::{Person, call, closed};
use crate::harness::{Client, PASSWORD, TestApp};

/// A session of Ada's that may do everything but one thing.
async fn without(app: &TestApp, scope: &str) -> Client {
    let rest: Vec<&str> = Scopes::all()
        .iter()
        .map(Scope::as_str)
        .filter(|one| *one != scope)
        .collect();
    let credentials =
        json!({"email": "ada@example.org", "password": PASSWORD, "scope": rest.join(" ")});
    let granted = app
        .anonymous()
        .post("/v1/auth/sign-in", credentials)
        .await
        .expect(200);
    app.with_token(granted.json["access_token"].as_str().unwrap())
}

#[tokio::test]
async fn every_operation_refuses_a_request_without_a_token() {
    let app = TestApp::start().await;
    let ada = Person::new(&app, "ada", 'a').await;
    let before = ada.state(&app);
    for operation in closed() {
        let refused = call(&app.anonymous(), &operation, &ada.path(&app, &operation)).await;
        let refused = refused.expect_problem(401, "unauthenticated");
        // RFC 6750, section 3.1: no error code for a request that has no credentials.
        assert_eq!(
            refused.header("www-authenticate"),
            "Bearer realm=\"rapport\"",
            "{}",
            operation.id
        );
        assert_eq!(refused.header("cache-control"), "no-store");
    }
    assert_eq!(ada.state(&app), before);
}

#[tokio::test]
async fn every_operation_refuses_a_token_that_is_none() {
    let app = TestApp::start().await;
    let ada = Person::new(&app, "ada", 'a').await;
    let before = ada.state(&app);
    for operation in closed() {
        let path = ada.path(&app, &operation);
        for garbage in ["garbage", "a.b.c", "eyJhbGciOiJub25lIn0.e30."] {
            let refused = call(&app.with_token(garbage), &operation, &path).await;
            let refused = refused.expect_problem(401, "invalid_token");
            assert!(
                refused
                    .header("www-authenticate")
                    .contains("error=\"invalid_token\"")
            );
        }
    }
    assert_eq!(ada.state(&app), before);
}

#[tokio::test]
async fn every_operation_refuses_a_token_whose_session_has_ended() {
    let app = TestApp::start().await;
    let ada = Person::new(&app, "ada", 'a').await;
    let gone = app.person("ada").await;
    gone.act("/v1/auth/sign-out").await.expect(204);
    for operation in closed() {
        let refused = call(&gone, &operation, &ada.path(&app, &operation)).await;
        refused.expect_problem(401, "invalid_token");
    }
}

#[tokio::test]
async fn every_operation_refuses_a_token_without_its_scope_and_names_it() {
    let app = TestApp::start().await;
    let ada = Person::new(&app, "ada", 'a').await;
    let mut clients: BTreeMap<String, Client> = BTreeMap::new();
    for operation in closed() {
        for scope in operation.scopes().unwrap() {
            if !clients.contains_key(scope) {
                clients.insert(scope.to_owned(), without(&app, scope).await);
            }
        }
    }
    let before = ada.state(&app);
    for operation in closed() {
        let path = ada.path(&app, &operation);
        for scope in operation.scopes().unwrap() {
            let refused = call(&clients[scope], &operation, &path).await;
            let refused = refused.expect_problem(403, "insufficient_scope");
            assert_eq!(refused.json["scope"], scope, "{}", operation.id);
            let challenge = refused.header("www-authenticate");
            assert!(
                challenge.contains(&format!("error=\"insufficient_scope\", scope=\"{scope}\""))
            );
        }
    }
    assert_eq!(ada.state(&app), before);
}

#[tokio::test]
async fn every_read_needs_no_more_than_the_scope_it_names() {
    let app = TestApp::start().await;
    let ada = Person::new(&app, "ada", 'a').await;
    for operation in closed().filter(super::Operation::is_read) {
        let scope = operation.scopes().unwrap().join(" ");
        let credentials = json!({"email": "ada@example.org", "password": PASSWORD, "scope": scope});
        let granted = app
            .anonymous()
            .post("/v1/auth/sign-in", credentials)
            .await
            .expect(200);
        let narrow = app.with_token(granted.json["access_token"].as_str().unwrap());
        let reply = call(&narrow, &operation, &ada.path(&app, &operation)).await;
        assert_eq!(reply.status, 200, "{}: {}", operation.id, reply.text);
    }
}
