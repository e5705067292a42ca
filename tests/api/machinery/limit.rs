//! Limits of time, size and connections.

use std::time::{Duration, Instant};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use super::{Holder, count, idea};
use crate::harness::{Client, TestApp};

/// Sends bytes as they are and returns what comes back until the connection ends.
async fn exchange(app: &TestApp, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(app.base.trim_start_matches("http://"))
        .await
        .unwrap();
    stream.write_all(bytes).await.unwrap();
    let mut answer = Vec::new();
    let reading = stream.read_to_end(&mut answer);
    let _reset_is_an_end_too = tokio::time::timeout(Duration::from_secs(8), reading)
        .await
        .expect("an end");
    String::from_utf8_lossy(&answer).into_owned()
}

fn post(client: &Client, headers: &str, body: &str) -> String {
    format!(
        "POST /v1/themes HTTP/1.1\r\nhost: rapport\r\nauthorization: Bearer {}\r\ncontent-type: application/json\r\n\
         connection: close\r\n{headers}\r\n{body}",
        client.token()
    )
}

#[tokio::test]
async fn a_body_that_does_not_arrive_is_given_up() {
    let app = TestApp::start_with(|config| config.limits.body_seconds = 1).await;
    let ada = app.person("ada").await;
    let started = Instant::now();
    let answer = exchange(
        &app,
        post(&ada, "content-length: 100\r\n", "{\"name\":").as_bytes(),
    )
    .await;
    assert!(started.elapsed() < Duration::from_secs(4));
    assert!(answer.starts_with("HTTP/1.1 408"), "{answer}");
    assert!(answer.contains("\"code\":\"request_timeout\""), "{answer}");
    assert!(answer.contains("application/problem+json"), "{answer}");
    assert_eq!(count(&app), "0");
}

#[tokio::test]
async fn headers_that_do_not_arrive_are_given_up() {
    let app = TestApp::start_with(|config| config.limits.header_seconds = 1).await;
    let started = Instant::now();
    let answer = exchange(&app, b"GET /livez HTTP/1.1\r\nhost: rap").await;
    assert!(started.elapsed() < Duration::from_secs(4));
    assert!(
        answer.is_empty() || answer.starts_with("HTTP/1.1 408"),
        "{answer}"
    );
}

#[tokio::test]
async fn a_body_beyond_the_limit_is_refused_also_when_it_does_not_say_its_length() {
    let app = TestApp::start_with(|config| config.limits.body_bytes = 1000).await;
    let ada = app.person("ada").await;
    let long = format!("{{\"name\":\"{}\"}}", "x".repeat(1000));
    let chunked = format!("{:x}\r\n{long}\r\n0\r\n\r\n", long.len());
    let answer = exchange(
        &app,
        post(&ada, "transfer-encoding: chunked\r\n", &chunked).as_bytes(),
    )
    .await;
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
    assert!(answer.contains("\"max_bytes\":1000"), "{answer}");
    let answer = exchange(
        &app,
        post(&ada, "content-length: 99999999999\r\n", "{").as_bytes(),
    )
    .await;
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
    assert_eq!(count(&app), "0");
}

#[tokio::test]
async fn a_body_that_ends_early_changes_nothing() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let mut stream = TcpStream::connect(app.base.trim_start_matches("http://"))
        .await
        .unwrap();
    let request = post(&ada, "content-length: 100\r\n", "{\"name\": \"a\"}");
    stream.write_all(request.as_bytes()).await.unwrap();
    stream.shutdown().await.unwrap();
    let mut answer = String::new();
    let _reset = stream.read_to_string(&mut answer).await;
    assert!(!answer.starts_with("HTTP/1.1 2"), "{answer}");
    assert_eq!(count(&app), "0");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_that_takes_too_long_is_given_up_and_leaves_nothing() {
    let app = TestApp::start_with(|config| {
        config.limits.request_seconds = 1;
        config.database.lock_timeout_ms = 60_000;
        config.database.statement_timeout_ms = 60_000;
    })
    .await;
    let ada = app.person("ada").await;
    let holder = Holder::of_themes(&app);
    let refused = ada.post("/v1/themes", idea("a")).await;
    let refused = refused.expect_problem(503, "timeout");
    assert!(!refused.header("retry-after").is_empty());
    assert_eq!(refused.header("x-content-type-options"), "nosniff");
    drop(holder);
    // Its connection is good again for whoever comes next, and its transaction is gone.
    ada.post("/v1/themes", idea("b")).await.expect(201);
    assert_eq!(app.sql("SELECT name FROM theme").unwrap(), "b");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lock_that_is_not_free_in_time_is_answered_503() {
    let app = TestApp::start_with(|config| config.database.lock_timeout_ms = 100).await;
    let ada = app.person("ada").await;
    let holder = Holder::of_themes(&app);
    let refused = ada.post("/v1/themes", idea("a")).await;
    let refused = refused.expect_problem(503, "unavailable");
    assert_eq!(refused.header("retry-after"), "1");
    drop(holder);
    ada.post("/v1/themes", idea("a")).await.expect(201);
    assert_eq!(count(&app), "1");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_free_connection_the_answer_is_503_in_time_and_health_returns() {
    let app = TestApp::start_with(|config| {
        config.database.max_connections = 1;
        config.database.acquire_timeout_ms = 200;
    })
    .await;
    let ada = app.person("ada").await;
    let holder = Holder::of_themes(&app);
    let running = ada.clone();
    let running = tokio::spawn(async move { running.post("/v1/themes", idea("a")).await });
    Holder::wait_for(&app, 1);
    let started = Instant::now();
    let refused = ada
        .get("/v1/themes")
        .await
        .expect_problem(503, "unavailable");
    assert!(started.elapsed() < Duration::from_millis(1500));
    assert_eq!(refused.header("retry-after"), "1");
    app.anonymous()
        .get("/readyz")
        .await
        .expect_problem(503, "unavailable");
    app.anonymous().get("/livez").await.expect(200);
    drop(holder);
    running.await.unwrap().expect(201);
    ada.get("/v1/themes").await.expect(200);
    app.anonymous().get("/readyz").await.expect(200);
}

/// Requests whose framing two servers could read differently (RFC 9112, section 11.2).
#[tokio::test]
async fn ambiguous_framing_is_refused() {
    let app = TestApp::start().await;
    for lines in [
        "content-length: 4\r\ntransfer-encoding: chunked\r\n",
        "content-length: 4\r\ncontent-length: 5\r\n",
        "content-length: +4\r\n",
        "content-length: 4, 4\r\n",
        "content-length : 4\r\n",
        "transfer-encoding: xchunked\r\n",
        "x: a\0b\r\n",
    ] {
        let request =
            format!("POST /v1/auth/sign-in HTTP/1.1\r\nhost: rapport\r\n{lines}\r\n{{}}\r\n");
        let answer = exchange(&app, request.as_bytes()).await;
        assert!(answer.starts_with("HTTP/1.1 400"), "{lines}: {answer}");
    }
}
