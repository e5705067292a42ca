//! Mails with a token: an address is verified, and a forgotten password replaced.

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::{minute, verified};
use crate::harness::{Client, PASSWORD, Reply, TestApp};

const NEW: &str = "rain on the tin roof at night";

async fn verify(app: &TestApp, token: &str) -> Reply {
    app.anonymous()
        .post("/v1/auth/verify-email", json!({"token": token}))
        .await
}

async fn forget(app: &TestApp, email: &str) -> Reply {
    app.anonymous()
        .post("/v1/auth/forgot-password", json!({"email": email}))
        .await
}

async fn reset(app: &TestApp, token: &str, password: &str) -> Reply {
    let body = json!({"token": token, "new_password": password});
    app.anonymous().post("/v1/auth/reset-password", body).await
}

async fn sign_in(app: &TestApp, password: &str) -> Reply {
    let body = json!({"email": "ada@example.org", "password": password});
    app.anonymous().post("/v1/auth/sign-in", body).await
}

async fn verified_at(person: &Client) -> Value {
    let account = person.get("/v1/account").await.expect(200);
    account.json["email_verified_at"].clone()
}

#[tokio::test]
async fn whoever_registers_gets_a_mail_that_verifies_the_address_once() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    assert_eq!(verified_at(&ada).await, Value::Null);
    app.work().await;
    let mails = app.mails();
    let [mail] = mails.as_slice() else {
        panic!("{} mails", mails.len())
    };
    assert_eq!(
        (mail.to(), mail.subject()),
        ("ada@example.org", "Confirm your address")
    );
    let token = mail.token();
    insta::assert_snapshot!(mail.text().replace(&token, "[token]"), @r#"
    Hello ada,

    Please confirm that this address is yours. Until then Rapport sends no reminders to it.

    Send this token to POST /v1/auth/verify-email:

    [token]

    -- 
    You get this because somebody opened an account at Rapport with this address. The token is good for three days. If it was not you, do nothing.
    "#);
    assert!(mail.html().contains(&token));
    assert_eq!(
        mail.header("Auto-Submitted").as_deref(),
        Some("auto-generated")
    );
    assert_eq!(
        mail.header("Date").as_deref(),
        Some("Mon, 05 Jan 2026 09:00:00 +0000")
    );
    assert!(mail.header("Message-ID").unwrap().ends_with("@localhost>"));
    // Nobody is asked to verify who did not ask for it, so there is nothing to end.
    assert_eq!(mail.header("List-Unsubscribe"), None);
    let queued = app
        .sql("SELECT count(*) FROM graphile_worker._private_jobs WHERE payload::text LIKE '%ada%'");
    assert_eq!(queued.unwrap(), "0");

    verify(&app, &token).await.expect(204);
    assert_eq!(verified_at(&ada).await, "2026-01-05T09:00:00Z");
    verify(&app, &token)
        .await
        .expect_problem(422, "invalid_body")
        .expect_error_at("#/token");
    let again = ada.act("/v1/account/email-verification").await;
    again.expect_problem(409, "already_verified");
}

#[tokio::test]
async fn the_token_of_the_latest_mail_is_good_for_three_days() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    app.work().await;
    let soon = ada.act("/v1/account/email-verification").await;
    assert_eq!(
        soon.expect_problem(429, "too_soon").header("retry-after"),
        "60"
    );
    app.advance(TimeDelta::seconds(60));
    ada.act("/v1/account/email-verification").await.expect(202);
    app.work().await;
    let [first, second] = app.mails().try_into().ok().expect("two mails");
    verify(&app, &first.token())
        .await
        .expect_problem(422, "invalid_body");
    app.advance(TimeDelta::days(3));
    verify(&app, &second.token())
        .await
        .expect_problem(422, "invalid_body");
    for bad in ["x".repeat(43), "short".to_owned()] {
        verify(&app, &bad)
            .await
            .expect_problem(422, "invalid_body")
            .expect_error_at("#/token");
    }
}

#[tokio::test]
async fn a_forgotten_password_is_replaced_by_mail_and_every_session_ends() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    app.work().await;
    forget(&app, "nobody@example.org").await.expect(202);
    forget(&app, "ADA@example.org").await.expect(202);
    // A second one at once sends nothing, and does not say so.
    forget(&app, "ada@example.org").await.expect(202);
    app.work().await;
    let mails = app.mails();
    assert_eq!(
        super::subjects(&mails),
        ["Confirm your address", "Choose a new password"]
    );
    let token = mails[1].token();

    let weak = reset(&app, &token, "aaaaaaaaaaaaaaaaaaaa").await;
    weak.expect_problem(422, "invalid_body")
        .expect_error_at("#/new_password");
    // A token of one kind is none of the other.
    verify(&app, &token)
        .await
        .expect_problem(422, "invalid_body");
    reset(&app, &mails[0].token(), NEW)
        .await
        .expect_problem(422, "invalid_body");

    reset(&app, &token, NEW).await.expect(204);
    ada.get("/v1/account")
        .await
        .expect_problem(401, "invalid_token");
    sign_in(&app, PASSWORD)
        .await
        .expect_problem(401, "invalid_credentials");
    let again = sign_in(&app, NEW).await.expect(200);
    let again = app.with_token(again.json["access_token"].as_str().unwrap());
    assert_eq!(verified_at(&again).await, "2026-01-05T09:00:00Z");
    reset(&app, &token, NEW)
        .await
        .expect_problem(422, "invalid_body")
        .expect_error_at("#/token");
    let reason = app.sql("SELECT DISTINCT ended_reason FROM session WHERE ended_at IS NOT NULL");
    assert_eq!(reason.unwrap(), "password_reset");
}

#[tokio::test]
async fn a_token_for_a_password_is_good_for_half_an_hour() {
    let app = TestApp::start().await;
    verified(&app, "ada").await;
    forget(&app, "ada@example.org").await.expect(202);
    app.work().await;
    let token = app.mails().pop().unwrap().token();
    app.advance(TimeDelta::minutes(30));
    reset(&app, &token, NEW)
        .await
        .expect_problem(422, "invalid_body");
    sign_in(&app, PASSWORD).await.expect(200);
}

#[tokio::test]
async fn whoever_was_locked_out_by_guessers_gets_in_again_by_mail() {
    let app = TestApp::start().await;
    app.person("ada").await;
    for _ in 0..6 {
        sign_in(&app, "not the password at all").await;
    }
    sign_in(&app, PASSWORD)
        .await
        .expect_problem(429, "too_many_failures");
    forget(&app, "ada@example.org").await.expect(202);
    app.work().await;
    let mails = app.mails();
    let choose = mails
        .iter()
        .find(|mail| mail.subject() == "Choose a new password");
    let token = choose.unwrap().token();
    reset(&app, &token, NEW).await.expect(204);
    sign_in(&app, NEW).await.expect(200);
}

#[tokio::test]
async fn with_a_front_end_the_token_is_in_the_fragment_of_a_link() {
    let app = TestApp::start_with(|config| {
        config.mail.app_url = "https://app.example/".to_owned();
    })
    .await;
    app.person("ada").await;
    app.work().await;
    let text = app.mails().pop().unwrap().text();
    let link = text
        .lines()
        .find(|line| line.starts_with("https://"))
        .unwrap();
    let token = link
        .strip_prefix("https://app.example/verify-email#token=")
        .unwrap();
    verify(&app, token).await.expect(204);
}

#[tokio::test]
async fn nothing_is_sent_to_an_account_that_is_gone() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    ada.post("/v1/account/delete", json!({"password": PASSWORD}))
        .await
        .expect(204);
    minute(&app).await;
    assert_eq!(app.mails().len(), 0);
    assert_eq!(
        app.sql("SELECT count(*) FROM graphile_worker._private_jobs")
            .unwrap(),
        "0"
    );
}
