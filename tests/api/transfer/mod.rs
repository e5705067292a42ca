//! Contacts from files and to files.

mod export;
mod import;
mod matching;
mod round_trip;
mod size;

use reqwest::Method;
use serde_json::Value;

use crate::harness::{Client, Reply};

/// Uploads a file; the query begins with `?` or is empty.
async fn upload(client: &Client, query: &str, media_type: &str, file: impl Into<Vec<u8>>) -> Reply {
    let path = format!("/v1/imports{query}");
    client
        .send(Method::POST, &path, Some(media_type), file)
        .await
}

/// Uploads a table.
async fn import(client: &Client, query: &str, table: &str) -> Reply {
    upload(client, query, "text/csv", table).await
}

/// What became of the rows: created, updated, unchanged, refused.
#[track_caller]
fn tally(reply: &Reply) -> [u64; 4] {
    assert_eq!(reply.status, 201, "{}", reply.text);
    ["created", "updated", "unchanged", "refused"].map(|name| reply.json[name].as_u64().unwrap())
}

/// The rows of an import, in order.
async fn rows(client: &Client, import: &Reply, query: &str) -> Vec<Value> {
    let path = format!("{}/rows?limit=100{query}", import.header("location"));
    let page = client.get(&path).await.expect(200);
    page.json["data"].as_array().unwrap().clone()
}

/// Line, column and code of every reason.
async fn reasons(client: &Client, import: &Reply) -> Vec<String> {
    let rows = rows(client, import, "&outcome=refused").await;
    let reasons = rows.iter().flat_map(|row| {
        let errors = row["errors"].as_array().unwrap().iter();
        errors.map(move |error| {
            let text = |name: &str| error[name].as_str().unwrap().to_owned();
            format!("{} {} {}", row["line"], text("column"), text("code"))
        })
    });
    reasons.collect()
}
