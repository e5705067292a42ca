//! Sessions: signing out, listing, ending.

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::{client, expect_refused, register, sign_in};
use crate::harness::{PASSWORD, TestApp};

fn ids(page: &Value) -> Vec<&str> {
    let sessions = page["data"].as_array().unwrap().iter();
    sessions.map(|one| one["id"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn signing_out_ends_the_session_at_once_and_no_other() {
    let app = TestApp::start().await;
    let laptop = register(&app, "ada@example.org").await.expect(201);
    let phone = app.person("ada").await;
    client(&app, &laptop)
        .act("/v1/auth/sign-out")
        .await
        .expect(204);
    expect_refused(&client(&app, &laptop)).await;
    let token = json!({ "refresh_token": laptop.json["refresh_token"] });
    let refused = app.anonymous().post("/v1/auth/refresh", token).await;
    refused.expect_problem(401, "invalid_refresh_token");
    phone.get("/v1/account").await.expect(200);
    let again = client(&app, &laptop).act("/v1/auth/sign-out").await;
    again.expect_problem(401, "invalid_token");
}

#[tokio::test]
async fn sessions_are_listed_newest_first_a_page_at_a_time() {
    let app = TestApp::start().await;
    let laptop = register(&app, "ada@example.org").await.expect(201);
    let mut opened = vec![laptop.json["session_id"].clone()];
    for _ in 0..4 {
        app.advance(TimeDelta::seconds(1));
        let granted = sign_in(&app, "ada@example.org", PASSWORD).await;
        opened.insert(0, granted.json["session_id"].clone());
    }
    app.person("eve").await;
    let ada = client(&app, &laptop);
    let mut seen = Vec::new();
    let mut path = "/v1/sessions?limit=2".to_owned();
    loop {
        let page = ada.get(&path).await.expect(200).json;
        seen.extend(ids(&page).into_iter().map(|id| json!(id)));
        let Some(cursor) = page["next_cursor"].as_str() else {
            break;
        };
        path = format!("/v1/sessions?limit=2&cursor={cursor}");
    }
    assert_eq!(seen, opened);
    let all = ada.get("/v1/sessions").await.expect(200).json;
    assert_eq!(
        all["data"][4],
        json!({
            "id": laptop.json["session_id"], "object": "session", "device": "Ada's laptop",
            "scope": laptop.json["scope"], "created_at": "2026-01-05T09:00:00Z",
            "last_used_at": "2026-01-05T09:00:00Z", "expires_at": "2026-04-05T09:00:00Z", "is_current": true,
        })
    );
    assert_eq!(all["data"][0]["is_current"], false);
}

#[tokio::test]
async fn a_device_without_a_name_goes_by_its_user_agent() {
    let app = TestApp::start().await;
    register(&app, "ada@example.org").await.expect(201);
    let long = format!("Browser/{}", "9".repeat(300));
    let browser = app.anonymous().with("user-agent", long.clone());
    let credentials = json!({ "email": "ada@example.org", "password": PASSWORD });
    let granted = browser
        .post("/v1/auth/sign-in", credentials)
        .await
        .expect(200);
    let listed = client(&app, &granted).get("/v1/sessions").await.expect(200);
    let device = json!(long.get(..200));
    let devices = listed.json["data"].as_array().unwrap();
    assert!(devices.iter().any(|one| one["device"] == device));
}

#[tokio::test]
async fn an_ended_session_is_refused_at_once_and_listed_no_more() {
    let app = TestApp::start().await;
    let laptop = register(&app, "ada@example.org").await.expect(201);
    let phone = sign_in(&app, "ada@example.org", PASSWORD).await.expect(200);
    let ada = client(&app, &laptop);
    let path = format!(
        "/v1/sessions/{}",
        phone.json["session_id"].as_str().unwrap()
    );
    ada.delete(&path).await.expect(204);
    expect_refused(&client(&app, &phone)).await;
    let token = json!({ "refresh_token": phone.json["refresh_token"] });
    let refused = app.anonymous().post("/v1/auth/refresh", token).await;
    refused.expect_problem(401, "invalid_refresh_token");
    let listed = ada.get("/v1/sessions").await.expect(200);
    assert_eq!(
        ids(&listed.json),
        [laptop.json["session_id"].as_str().unwrap()]
    );
    ada.delete(&path).await.expect_problem(404, "not_found");
}

#[tokio::test]
async fn another_persons_session_cannot_be_ended() {
    let app = TestApp::start().await;
    let laptop = register(&app, "ada@example.org").await.expect(201);
    let eve = app.person("eve").await;
    let path = format!(
        "/v1/sessions/{}",
        laptop.json["session_id"].as_str().unwrap()
    );
    eve.delete(&path).await.expect_problem(404, "not_found");
    let listed = eve.get("/v1/sessions").await.expect(200);
    assert_eq!(ids(&listed.json).len(), 1);
    client(&app, &laptop).get("/v1/account").await.expect(200);
}

#[tokio::test]
async fn a_session_has_no_revision_to_match() {
    let app = TestApp::start().await;
    let laptop = register(&app, "ada@example.org").await.expect(201);
    let path = format!(
        "/v1/sessions/{}",
        laptop.json["session_id"].as_str().unwrap()
    );
    let ada = client(&app, &laptop);
    let refused = ada.with("if-match", "\"some-1\"").delete(&path).await;
    refused.expect_problem(412, "precondition_failed");
    ada.get("/v1/account").await.expect(200);
    ada.with("if-match", "*").delete(&path).await.expect(204);
    expect_refused(&ada).await;
}
