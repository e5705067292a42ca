//! Guessing passwords: slow for one address, whether it is known or not, and however many guess at once.

use chrono::TimeDelta;
use serde_json::json;

use super::{client, register, sign_in};
use crate::harness::{PASSWORD, TestApp};

const WRONG: &str = "not the right password";

async fn fail(app: &TestApp, email: &str, times: usize) {
    for _ in 0..times {
        let refused = sign_in(app, email, WRONG).await;
        refused.expect_problem(401, "invalid_credentials");
    }
}

#[tokio::test]
async fn guesses_are_followed_by_ever_longer_pauses() {
    let app = TestApp::start().await;
    register(&app, "ada@example.org").await.expect(201);
    fail(&app, "ada@example.org", 6).await;
    for pause in [2, 4, 8, 16] {
        let blocked = sign_in(&app, "ADA@example.org", PASSWORD).await;
        let blocked = blocked.expect_problem(429, "too_many_failures");
        assert_eq!(blocked.header("retry-after"), pause.to_string());
        app.advance(TimeDelta::seconds(pause) - TimeDelta::milliseconds(1));
        let blocked = sign_in(&app, "ada@example.org", PASSWORD).await;
        let blocked = blocked.expect_problem(429, "too_many_failures");
        assert_eq!(blocked.header("retry-after"), "1");
        app.advance(TimeDelta::milliseconds(1));
        fail(&app, "ada@example.org", 1).await;
    }
    app.advance(TimeDelta::minutes(15));
    sign_in(&app, "ada@example.org", PASSWORD).await.expect(200);
    let rows = app.sql("SELECT count(*) FROM sign_in_throttle").unwrap();
    assert_eq!(rows, "0");
}

#[tokio::test]
async fn an_unknown_address_is_slowed_down_like_a_known_one() {
    let app = TestApp::start().await;
    register(&app, "ada@example.org").await.expect(201);
    let mut told = Vec::new();
    for email in ["ada@example.org", "eve@example.org"] {
        fail(&app, email, 6).await;
        let blocked = sign_in(&app, email, WRONG).await;
        let blocked = blocked.expect_problem(429, "too_many_failures");
        let pause = blocked.header("retry-after").to_owned();
        told.push((blocked.json["detail"].clone(), pause));
    }
    assert_eq!(told[0], told[1]);
}

#[tokio::test]
async fn one_address_is_slowed_down_and_no_other() {
    let app = TestApp::start().await;
    register(&app, "ada@example.org").await.expect(201);
    fail(&app, "eve@example.org", 6).await;
    sign_in(&app, "ada@example.org", PASSWORD).await.expect(200);
}

#[tokio::test]
async fn a_right_password_starts_the_count_anew() {
    let app = TestApp::start().await;
    register(&app, "ada@example.org").await.expect(201);
    for _ in 0..3 {
        fail(&app, "ada@example.org", 5).await;
        sign_in(&app, "ada@example.org", PASSWORD).await.expect(200);
    }
}

#[tokio::test]
async fn guesses_made_at_once_count_one_by_one() {
    let app = TestApp::start().await;
    register(&app, "ada@example.org").await.expect(201);
    let guesses = (0..20).map(|_| {
        let guess = json!({ "email": "ada@example.org", "password": WRONG });
        let client = app.anonymous();
        tokio::spawn(async move { client.post("/v1/auth/sign-in", guess).await.status })
    });
    let mut told = 0;
    for guess in guesses.collect::<Vec<_>>() {
        let status = guess.await.unwrap();
        assert!([401, 429].contains(&status), "{status}");
        told += u32::from(status == 401);
    }
    assert_eq!(told, 6);
}

#[tokio::test]
async fn whoever_stole_a_token_cannot_guess_the_password_any_faster() {
    let app = TestApp::start().await;
    let ada = client(&app, &register(&app, "ada@example.org").await);
    let guess = json!({ "password": WRONG });
    for _ in 0..6 {
        let refused = ada.post("/v1/account/delete", guess.clone()).await;
        let refused = refused.expect_problem(422, "invalid_body");
        refused.expect_error_at("#/password");
    }
    let blocked = ada.post("/v1/account/delete", guess).await;
    blocked.expect_problem(429, "too_many_failures");
    let change = json!({ "current_password": PASSWORD, "new_password": "rain on the tin roof" });
    let blocked = ada.post("/v1/account/change-password", change).await;
    blocked.expect_problem(429, "too_many_failures");
    let blocked = sign_in(&app, "ada@example.org", PASSWORD).await;
    blocked.expect_problem(429, "too_many_failures");
}

#[tokio::test]
async fn failures_are_kept_without_the_address_and_swept_after_a_day() {
    let app = TestApp::start().await;
    for name in ["ada", "eve", "mallory"] {
        fail(&app, &format!("{name}@example.org"), 1).await;
    }
    let rows = app.sql("SELECT t FROM sign_in_throttle t").unwrap();
    assert_eq!(rows.lines().count(), 3);
    assert!(!rows.contains("example"));
    let plain = app
        .sql("SELECT encode(sha256('ada@example.org'), 'hex')")
        .unwrap();
    assert!(!rows.contains(&plain));
    app.advance(TimeDelta::hours(25));
    fail(&app, "ada@example.org", 1).await;
    let rows = app.sql("SELECT failures FROM sign_in_throttle").unwrap();
    assert_eq!(rows, "1");
}
