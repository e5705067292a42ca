//! The machinery that every operation shares, shown on themes.

mod browser;
mod conditional;
mod connection;
mod expand;
mod framework;
mod health;
mod idempotency;
mod limit;
mod page;
mod rate;
mod slug;

use std::{
    io::Write,
    process::{Child, Command, Stdio},
};

use serde_json::{Value, json};

use crate::harness::{Client, TestApp};

/// The path of a new theme, not an active one.
async fn theme(client: &Client, name: &str) -> String {
    let created = client.post("/v1/themes", idea(name)).await.expect(201);
    created.header("location").to_owned()
}

fn idea(name: &str) -> Value {
    json!({ "name": name, "status": "idea" })
}

/// How many themes there are, whoever's.
fn count(app: &TestApp) -> String {
    app.sql("SELECT count(*) FROM theme").unwrap()
}

/// Another session of the database that holds a lock until it is dropped.
struct Holder(Child);

impl Holder {
    /// Keeps everybody else from writing themes.
    fn of_themes(app: &TestApp) -> Self {
        let mut child = Command::new(TestApp::program("psql"))
            .args(["-X", "-q", app.database_url()])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let input = child.stdin.as_mut().unwrap();
        input
            .write_all(b"BEGIN; LOCK TABLE theme IN SHARE MODE;\n")
            .unwrap();
        input.flush().unwrap();
        until(
            app,
            "SELECT count(*) FROM pg_locks WHERE relation = 'theme'::regclass AND mode = 'ShareLock' AND granted",
            "1",
        );
        Self(child)
    }

    /// Waits until so many statements of the application wait for the lock.
    fn wait_for(app: &TestApp, waiting: u32) {
        until(
            app,
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
            &waiting.to_string(),
        );
    }
}

impl Drop for Holder {
    fn drop(&mut self) {
        // Without its input psql ends, and its transaction with it.
        drop(self.0.stdin.take());
        let _ended = self.0.wait();
    }
}

/// Asks until the answer is the one that is waited for.
fn until(app: &TestApp, question: &str, answer: &str) {
    let asked = (0..500).find(|_| app.sql(question).unwrap() == answer);
    assert!(asked.is_some(), "never {answer}: {question}");
}
