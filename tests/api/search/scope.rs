//! What a token may find.

use serde_json::json;

use super::{contact, found, path, search};
use crate::harness::{Client, PASSWORD, TestApp};

async fn with_scopes(app: &TestApp, scope: &str) -> Client {
    let credentials = json!({"email": "ada@example.org", "password": PASSWORD, "scope": scope});
    let granted = app
        .anonymous()
        .post("/v1/auth/sign-in", credentials)
        .await
        .expect(200);
    app.with_token(granted.json["access_token"].as_str().unwrap())
}

async fn workspace(app: &TestApp) -> Client {
    let ada = app.person("ada").await;
    let clinic = ada
        .create("/v1/organizations", json!({"name": "Harbor Clinic"}))
        .await;
    let jo =
        json!({"organization_id": clinic, "methods": [{"kind": "email", "value": "jo@x.example"}]});
    let jo = contact(&ada, "Jo Okafor", jo).await;
    ada.create(
        "/v1/outreach",
        json!({"contact_id": jo, "notes": "Warm words"}),
    )
    .await;
    ada
}

#[tokio::test]
async fn a_token_finds_only_kinds_that_it_may_read() {
    let app = TestApp::start().await;
    workspace(&app).await;
    let alone = with_scopes(&app, "search:read").await;
    for q in ["jo", "harbor", "warm", "jo@x.example", "030 1234567"] {
        assert_eq!(found(&alone, q).await, [""; 0], "{q}");
    }
    let contacts = with_scopes(&app, "search:read contacts:read").await;
    assert_eq!(found(&contacts, "jo").await, ["contact Jo Okafor"]);
    assert_eq!(
        found(&contacts, "jo@x.example").await,
        ["contact Jo Okafor"]
    );
    assert_eq!(found(&contacts, "warm").await, [""; 0]);
    let narrow = with_scopes(&app, "contacts:read").await;
    narrow
        .get(&path("jo"))
        .await
        .expect_problem(403, "insufficient_scope");
}

#[tokio::test]
async fn a_kind_asked_for_needs_its_scope() {
    let app = TestApp::start().await;
    workspace(&app).await;
    let token = with_scopes(&app, "search:read contacts:read").await;
    let refused = token
        .get(&format!("{}&kind=contact,outreach", path("jo")))
        .await;
    let refused = refused.expect_problem(403, "insufficient_scope");
    assert_eq!(refused.json["scope"], "outreach:read");
    token
        .get(&format!("{}&kind=contact", path("jo")))
        .await
        .expect(200);
}

#[tokio::test]
async fn names_of_others_are_neither_searched_nor_shown_without_their_scope() {
    let app = TestApp::start().await;
    let ada = workspace(&app).await;
    assert_eq!(found(&ada, "jo warm").await, ["outreach Jo Okafor"]);
    let outreach = with_scopes(&app, "search:read outreach:read").await;
    assert_eq!(found(&outreach, "jo").await, [""; 0]);
    assert_eq!(found(&outreach, "jo warm").await, [""; 0]);
    let nameless = search(&outreach, "warm").await;
    let hit = &nameless.json["data"][0];
    assert_eq!(
        (&hit["kind"], &hit["title"]),
        (&json!("outreach"), &json!(null))
    );
    assert_eq!(hit["highlights"]["title"], json!([]));
    assert!(!nameless.text.contains("Okafor"), "{}", nameless.text);

    assert_eq!(found(&ada, "jo harbor").await, ["contact Jo Okafor"]);
    let contacts = with_scopes(&app, "search:read contacts:read").await;
    assert_eq!(found(&contacts, "jo harbor").await, [""; 0]);
    assert_eq!(found(&contacts, "harbor").await, [""; 0]);
}
