//! The search over everything a person wrote down.

mod address;
mod change;
mod coverage;
mod highlight;
mod order;
mod scope;
mod words;

use serde_json::{Value, json};

use crate::harness::{Client, Reply};

/// The path of a search, whatever it is for.
fn path(q: &str) -> String {
    let encoded = q.bytes().map(|byte| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    });
    format!("/v1/search?q={}", encoded.collect::<String>())
}

async fn search(client: &Client, q: &str) -> Reply {
    client.get(&path(q)).await.expect(200)
}

/// Each hit as its kind and its title.
fn titles(reply: &Reply) -> Vec<String> {
    let hits = reply.json["data"].as_array().unwrap().iter();
    hits.map(|hit| {
        let text = |member: &str| hit[member].as_str().unwrap_or("-").to_owned();
        format!("{} {}", text("kind"), text("title"))
    })
    .collect()
}

async fn found(client: &Client, q: &str) -> Vec<String> {
    titles(&search(client, q).await)
}

/// Creates a contact and returns its id.
async fn contact(client: &Client, name: &str, more: Value) -> String {
    let mut body = json!({ "name": name });
    for (member, value) in more.as_object().into_iter().flatten() {
        body[member] = value.clone();
    }
    client.create("/v1/contacts", body).await
}
