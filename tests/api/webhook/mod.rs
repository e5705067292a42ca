//! Webhooks: other programs are told of changes, each at least once, and nobody else is.

mod delivery;
mod endpoint;
mod failure;
mod receiver;

use chrono::TimeDelta;
use serde_json::{Value, json};

use self::receiver::Receiver;
use crate::harness::{Client, TestApp};

/// An application that may reach receivers on this machine.
async fn start() -> TestApp {
    TestApp::start_with(|config| config.webhooks.allow_loopback = true).await
}

/// An endpoint, its path and its secret.
struct Endpoint {
    path: String,
    secret: String,
}

impl Endpoint {
    /// A new one that is told of everything.
    async fn new(client: &Client, receiver: &Receiver) -> Self {
        Self::of(client, json!({"url": receiver.url})).await
    }

    async fn of(client: &Client, body: Value) -> Self {
        let made = client.post("/v1/webhook-endpoints", body).await.expect(201);
        Self {
            path: made.header("location").to_owned(),
            secret: made.json["secret"].as_str().unwrap().to_owned(),
        }
    }

    fn below(&self, path: &str) -> String {
        format!("{}/{path}", self.path)
    }

    /// A member of every item of a list below it, the newest first.
    async fn list(&self, client: &Client, path: &str, member: &str) -> Vec<Value> {
        let page = client.get(&self.below(path)).await.expect(200).json;
        let items = page["data"].as_array().unwrap().iter();
        items.map(|item| item[member].clone()).collect()
    }

    async fn state(&self, client: &Client) -> (Value, Value) {
        let found = client.get(&self.path).await.expect(200).json;
        (found["state"].clone(), found["disabled_reason"].clone())
    }
}

async fn contact(client: &Client, name: &str) -> String {
    client.create("/v1/contacts", json!({"name": name})).await
}

fn hours(hours: i64) -> TimeDelta {
    TimeDelta::hours(hours)
}
