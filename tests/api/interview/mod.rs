//! Interviews.

mod brief;
mod closing;
mod completion;
mod follow_ups;
mod preparation;
mod questions;
mod readiness;
mod schedule;
mod session;
mod transition;
mod updates;

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::harness::{Client, Reply, TestApp};

/// An outreach to a new contact that led to a yes: its id and the contact's.
async fn agreed(client: &Client, name: &str) -> (String, String) {
    let contact = client.create("/v1/contacts", json!({"name": name})).await;
    let body = json!({"contact_id": contact});
    let outreach = client.create("/v1/outreach", body).await;
    let yes = json!({"channel": "email", "direction": "inbound", "outcome": "meeting_agreed"});
    let attempts = format!("/v1/outreach/{outreach}/attempts");
    client.post(&attempts, yes).await.expect(201);
    (outreach, contact)
}

/// What the two agreed on: in person, an hour after the clock's start.
fn plan(outreach: &str) -> Value {
    json!({"outreach_id": outreach, "mode": "in_person", "starts_at": "2026-01-05T10:00:00Z"})
}

/// The path of an interview that is scheduled.
pub(crate) async fn scheduled(client: &Client, name: &str) -> String {
    let (outreach, _) = agreed(client, name).await;
    let id = client.create("/v1/interviews", plan(&outreach)).await;
    format!("/v1/interviews/{id}")
}

/// The path of an interview that goes on.
pub(crate) async fn in_progress(client: &Client, name: &str) -> String {
    let path = scheduled(client, name).await;
    act(client, &path, "start", json!({})).await.expect(200);
    path
}

async fn act(client: &Client, interview: &str, action: &str, body: Value) -> Reply {
    client.post(&format!("{interview}/{action}"), body).await
}

/// Moves the clock and signs ada in again, for tokens do not live long.
async fn later(app: &TestApp, by: TimeDelta) -> Client {
    app.advance(by);
    app.person("ada").await
}

pub(crate) fn words(body: &str, subject: &str) -> Value {
    json!({"body": body, "topic": "lifestyle", "subject": subject, "minutes": 5, "priority": "must"})
}

fn column(reply: &Reply, member: &str) -> Vec<Value> {
    let data = reply.json["data"].as_array().unwrap();
    data.iter().map(|item| item[member].clone()).collect()
}
