//! Connections to the database: lent, given up in the middle of something, broken.

use std::time::Duration;

use persistence::{Database, archive};
use tokio::{task::JoinSet, time::timeout};

use super::{Holder, idea};
use crate::harness::TestApp;

/// With a single connection, whoever asks next gets the one that was given back.
async fn with_one_connection() -> TestApp {
    TestApp::start_with(|config| config.database.max_connections = 1).await
}

async fn is_first(db: &Database) -> bool {
    let tx = db.begin().await.unwrap();
    archive::lock(&tx, domain::Id::new(uuid::Uuid::nil()))
        .await
        .unwrap()
}

#[tokio::test]
async fn a_transaction_that_is_dropped_gives_its_locks_back() {
    let app = with_one_connection().await;
    let other = app.beside(|_| {});
    assert!(is_first(&app.db).await);
    // It has the connection only after the one before was undone.
    app.db.begin().await.unwrap().commit().await.unwrap();
    assert!(is_first(&other.db).await);
}

#[tokio::test]
async fn a_statement_that_is_given_up_is_heard_out_before_the_next() {
    let app = with_one_connection().await;
    let ada = app.person("ada").await;
    let holder = Holder::of_themes(&app);
    let writing = ada.post("/v1/themes", idea("a"));
    // The client goes away while its statement waits for a lock.
    assert!(timeout(Duration::from_millis(500), writing).await.is_err());
    Holder::wait_for(&app, 1);
    drop(holder);
    let themes = ada.get("/v1/themes").await.expect(200);
    assert!(themes.json["data"].is_array());
    ada.post("/v1/themes", idea("b")).await.expect(201);
}

#[tokio::test]
async fn a_restart_of_the_database_costs_one_answer_and_not_the_next() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let mut reading = JoinSet::new();
    for _ in 0..20 {
        let ada = ada.clone();
        reading.spawn(async move { ada.get("/v1/themes").await.expect(200) });
    }
    reading.join_all().await;
    app.sql(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity \
         WHERE datname = current_database() AND pid <> pg_backend_pid()",
    )
    .unwrap();
    let mut statuses = Vec::new();
    for _ in 0..6 {
        statuses.push(ada.get("/v1/themes").await.status);
    }
    let refused = statuses.iter().filter(|status| **status == 503).count();
    let answered = statuses.iter().filter(|status| **status == 200).count();
    // Which connections are gone is known once one was tried, and then of all.
    assert!(refused <= 1 && refused + answered == 6, "{statuses:?}");
    let connections = app.db.connections();
    assert!(connections.used + connections.idle <= connections.most);
}
