//! Changes as they happen, as server-sent events.

use std::time::Duration;

use serde_json::{Value, json};

use super::story;
use crate::harness::{Client, TestApp};

/// An open stream and what it wrote.
struct Stream {
    response: reqwest::Response,
    text: String,
}

impl Stream {
    async fn open(client: &Client, query: &str) -> Self {
        let response = client.open(&format!("/v1/changes/stream{query}")).await;
        assert_eq!(response.status(), 200);
        assert_eq!(
            response.headers()["content-type"],
            "text/event-stream; charset=utf-8"
        );
        assert_eq!(response.headers()["cache-control"], "no-store");
        let mut stream = Self {
            response,
            text: String::new(),
        };
        // What is written first, so that whatever happens next is told.
        stream.until("retry: ").await;
        stream
    }

    /// Reads until the text holds this.
    async fn until(&mut self, part: &str) {
        while !self.text.contains(part) {
            let chunk = self.response.chunk().await.unwrap();
            let chunk = chunk.unwrap_or_else(|| panic!("it ended with {}", self.text));
            self.text.push_str(std::str::from_utf8(&chunk).unwrap());
        }
    }

    async fn end(mut self) -> String {
        while let Some(chunk) = self.response.chunk().await.unwrap() {
            self.text.push_str(std::str::from_utf8(&chunk).unwrap());
        }
        self.text
    }
}

#[tokio::test]
async fn a_change_is_told_when_it_happens() {
    let app = TestApp::start().await;
    let (ada, bob) = (app.person("ada").await, app.person("bob").await);
    story(&ada, "Before").await;
    let mut stream = Stream::open(&ada, "?resource=story").await;
    story(&bob, "Not hers").await;
    ada.create("/v1/themes", json!({"name": "Bees", "why": "Honey."}))
        .await;
    let id = story(&ada, "The flood").await;
    stream.until(&id).await;
    app.drain();
    let told = stream.end().await;
    let lines = told.lines().map(|line| match line.strip_prefix("data: ") {
        Some(data) => {
            let mut change: Value = serde_json::from_str(data).unwrap();
            // The database's own clock.
            change["at"] = json!("then");
            format!("data: {change}")
        }
        None => line.to_owned(),
    });
    insta::assert_snapshot!(lines.collect::<Vec<_>>().join("\n"), @r#"
    retry: 2000

    id: 4
    event: story.created
    data: {"at":"then","id":"019b76da-a800-7000-8000-000000000012","object":"change","operation":"created","resource":"story","seq":4}
    "#);
}

#[tokio::test]
async fn who_comes_back_is_told_what_was_missed() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    story(&ada, "The flood").await;
    let id = story(&ada, "The fire").await;
    for (client, query) in [
        (ada.with("last-event-id", "1"), ""),
        (ada.clone(), "?last_seq=1"),
    ] {
        let mut stream = Stream::open(&client, query).await;
        stream.until(&id).await;
        assert!(
            stream.text.contains("id: 2\nevent: story.created\n"),
            "{}",
            stream.text
        );
        assert!(!stream.text.contains("id: 1\n"), "{}", stream.text);
    }
    ada.with("last-event-id", "yesterday")
        .get("/v1/changes/stream")
        .await
        .expect_problem(400, "invalid_header")
        .expect_error_at("Last-Event-ID");
    app.sql("UPDATE change_counter SET forgotten_seq = 2")
        .unwrap();
    let behind = Stream::open(&ada.with("last-event-id", "1"), "").await;
    assert!(behind.text.contains("event: reset\n"), "{}", behind.text);
    // As after a backup was restored.
    let ahead = Stream::open(&ada.with("last-event-id", "99"), "").await;
    assert!(ahead.text.contains("event: reset\n"), "{}", ahead.text);
}

#[tokio::test]
async fn a_change_that_another_instance_made_is_told() {
    let app = TestApp::start().await;
    let other = app.beside(|_| {});
    for instance in [&app, &other] {
        instance.relay_changes();
    }
    let ada = app.person("ada").await;
    let mut stream = Stream::open(&ada, "").await;
    let id = story(&other.with_token(ada.token()), "The flood").await;
    // Well before the heartbeat, after which it would be told in any case.
    let told = tokio::time::timeout(Duration::from_secs(10), stream.until(&id)).await;
    assert!(told.is_ok(), "{}", stream.text);
}

#[tokio::test]
async fn an_account_has_so_many_streams_and_no_more() {
    let app = TestApp::start_with(|config| config.limits.streams = 1).await;
    let (ada, bob) = (app.person("ada").await, app.person("bob").await);
    let open = Stream::open(&ada, "").await;
    ada.get("/v1/changes/stream")
        .await
        .expect_problem(409, "limit_reached");
    Stream::open(&bob, "").await;
    drop(open);
}
