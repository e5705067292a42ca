//! Changing the password.

use domain::{
    Id,
    password::PasswordHash,
    session::{Session, State},
};
use persistence::{refresh_token::NewRefreshToken, session};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{client, expect_refused, register, sign_in};
use crate::harness::{PASSWORD, TestApp};

const NEW: &str = "rain on the tin roof at night";

fn change(current: &str, new: &str) -> Value {
    json!({ "current_password": current, "new_password": new })
}

#[tokio::test]
async fn a_changed_password_ends_every_other_session_at_once() {
    let app = TestApp::start().await;
    let laptop = client(&app, &register(&app, "ada@example.org").await);
    let phone = sign_in(&app, "ada@example.org", PASSWORD).await.expect(200);
    let eve = app.person("eve").await;
    let path = "/v1/account/change-password";
    laptop.post(path, change(PASSWORD, NEW)).await.expect(204);
    laptop.get("/v1/account").await.expect(200);
    eve.get("/v1/account").await.expect(200);
    expect_refused(&client(&app, &phone)).await;
    let token = json!({ "refresh_token": phone.json["refresh_token"] });
    let refused = app.anonymous().post("/v1/auth/refresh", token).await;
    refused.expect_problem(401, "invalid_refresh_token");
    let refused = sign_in(&app, "ada@example.org", PASSWORD).await;
    refused.expect_problem(401, "invalid_credentials");
    sign_in(&app, "ada@example.org", NEW).await.expect(200);
}

#[tokio::test]
async fn a_change_that_is_refused_changes_nothing() {
    let app = TestApp::start().await;
    let ada = client(&app, &register(&app, "ada.lovelace@example.org").await);
    for (body, pointer) in [
        (change("not the right password", NEW), "#/current_password"),
        (change(PASSWORD, "short"), "#/new_password"),
        (change(PASSWORD, "for ada.lovelace only"), "#/new_password"),
        (change(PASSWORD, "passwordpassword"), "#/new_password"),
        (json!({ "new_password": NEW }), "#/current_password"),
    ] {
        let refused = ada.post("/v1/account/change-password", body).await;
        let refused = refused.expect_problem(422, "invalid_body");
        refused.expect_error_at(pointer);
    }
    let granted = sign_in(&app, "ada.lovelace@example.org", PASSWORD).await;
    granted.expect(200);
}

#[tokio::test]
async fn nothing_of_a_password_is_kept_under_an_idempotency_key() {
    let app = TestApp::start().await;
    let ada = client(&app, &register(&app, "ada@example.org").await);
    let keyed = ada.with("idempotency-key", "0123456789abcdef");
    let path = "/v1/account/change-password";
    keyed.post(path, change(PASSWORD, NEW)).await.expect(204);
    let again = keyed.post(path, change(PASSWORD, NEW)).await;
    again
        .expect_problem(422, "invalid_body")
        .expect_error_at("#/current_password");
    let kept = app.sql("SELECT count(*) FROM idempotency_key").unwrap();
    assert_eq!(kept, "0");
}

#[tokio::test]
async fn the_hash_is_argon2id_and_nothing_more_is_kept() {
    let app = TestApp::start().await;
    register(&app, "ada@example.org").await.expect(201);
    let row = app.sql("SELECT a FROM account a").unwrap();
    assert!(row.contains("$argon2id$v=19$"), "{row}");
    assert!(!row.contains("canal"), "{row}");
}

#[tokio::test]
async fn no_session_is_opened_by_a_password_that_was_changed_meanwhile() {
    let app = TestApp::start().await;
    let granted = register(&app, "ada@example.org").await.expect(201);
    let account: Uuid = granted.json["account"]["id"]
        .as_str()
        .unwrap()
        .parse()
        .unwrap();
    let verified = app.sql("SELECT password_hash FROM account").unwrap();
    let verified = PasswordHash::new(verified);
    let ada = client(&app, &granted);
    let path = "/v1/account/change-password";
    ada.post(path, change(PASSWORD, NEW)).await.expect(204);

    let (now, expires_at) = (app.now(), app.now() + chrono::TimeDelta::days(1));
    let late = Session {
        id: Id::new(Uuid::nil()),
        account: Id::new(account),
        device: None,
        scope: String::new(),
        created_at: now,
        last_used_at: now,
        expires_at,
        state: State::Open,
    };
    let first = NewRefreshToken {
        hash: [0; 32],
        expires_at,
    };
    let tx = app.db.begin().await.unwrap();
    let opened = session::open(&tx, &late, &verified, &first).await;
    assert!(!opened.unwrap());
    tx.commit().await.unwrap();
    let sessions = app.sql("SELECT count(*) FROM session").unwrap();
    assert_eq!(sessions, "1");
}

#[tokio::test]
async fn a_flood_of_sign_ins_is_turned_away_and_starves_nobody() {
    let app = TestApp::start_with(|config| {
        // Dear enough that the first hash is still being computed when the others arrive.
        config.passwords.memory_kib = 19_456;
        config.passwords.iterations = 20;
        config.passwords.parallel = 1;
        config.passwords.wait_ms = 0;
    })
    .await;
    let granted = register(&app, "ada@example.org").await.expect(201);
    let flood = (0..10).map(|_| {
        let credentials = json!({ "email": "ada@example.org", "password": PASSWORD });
        let client = app.anonymous();
        tokio::spawn(async move { client.post("/v1/auth/sign-in", credentials).await })
    });
    let flood: Vec<_> = flood.collect();
    client(&app, &granted).get("/v1/account").await.expect(200);
    let mut turned_away = 0;
    for reply in flood {
        let reply = reply.await.unwrap();
        if reply.status != 200 {
            let refused = reply.expect_problem(503, "busy");
            assert_eq!(refused.header("retry-after"), "1");
            turned_away += 1;
        }
    }
    assert!((1..10).contains(&turned_away), "{turned_away}");
}
