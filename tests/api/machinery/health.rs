//! Living, being ready, and stopping without dropping anybody.

use chrono::TimeDelta;
use persistence::migration;

use super::{Holder, count, idea};
use crate::harness::TestApp;

#[tokio::test]
async fn the_service_is_ready_when_its_database_answers() {
    let app = TestApp::start().await;
    for path in ["/livez", "/readyz"] {
        let reply = app.anonymous().get(path).await.expect(200);
        assert_eq!(reply.text, r#"{"status":"ok"}"#);
        assert_eq!(reply.header("cache-control"), "no-store");
    }
}

#[tokio::test]
async fn a_yes_is_believed_for_a_second_only() {
    let app = TestApp::start().await;
    app.anonymous().get("/readyz").await.expect(200);
    app.db.clone().close().await;
    app.anonymous().get("/readyz").await.expect(200);
    app.advance(TimeDelta::seconds(2));
    let refused = app.anonymous().get("/readyz").await;
    refused.expect_problem(503, "unavailable");
    app.anonymous().get("/livez").await.expect(200);
}

#[tokio::test]
async fn the_service_is_not_ready_for_an_older_schema() {
    let app = TestApp::start().await;
    let before_last = app
        .sql("SELECT version FROM _sqlx_migrations ORDER BY version DESC OFFSET 1 LIMIT 1")
        .unwrap();
    migration::down(&app.db, before_last.parse().unwrap())
        .await
        .unwrap();
    let refused = app
        .anonymous()
        .get("/readyz")
        .await
        .expect_problem(503, "unavailable");
    assert!(!refused.header("retry-after").is_empty());
    app.anonymous().get("/livez").await.expect(200);
    migration::up(&app.db).await.unwrap();
    app.anonymous().get("/readyz").await.expect(200);
}

#[tokio::test]
async fn a_service_that_shuts_down_says_so_first_and_still_answers() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    app.anonymous().get("/readyz").await.expect(200);
    app.drain();
    app.anonymous()
        .get("/readyz")
        .await
        .expect_problem(503, "unavailable");
    app.anonymous().get("/livez").await.expect(200);
    ada.get("/v1/themes").await.expect(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn stopping_waits_for_the_requests_that_run() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let holder = Holder::of_themes(&app);
    let running = ada.clone();
    let running = tokio::spawn(async move { running.post("/v1/themes", idea("a")).await });
    Holder::wait_for(&app, 1);
    let release = tokio::task::spawn_blocking(move || drop(holder));
    app.stop().await;
    release.await.unwrap();
    running.await.unwrap().expect(201);
    assert_eq!(count(&app), "1");
    let refused = tokio::net::TcpStream::connect(app.base.trim_start_matches("http://")).await;
    assert!(refused.is_err(), "nobody new is let in");
}
