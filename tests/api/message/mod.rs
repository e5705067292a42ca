//! Messages: templates, drafts, what to look at again, and sending.

mod draft;
mod lint;
mod send;
mod template;
mod thank_you;

use serde_json::{Value, json};

use crate::harness::Client;

/// A contact of that name.
async fn contact(ada: &Client, name: &str) -> String {
    ada.create("/v1/contacts", json!({ "name": name })).await
}

/// An outreach to a contact.
async fn outreach(ada: &Client, contact: &str) -> String {
    let theme = json!({"name": "Speech therapy", "why": "Somebody helped my cousin."});
    let theme = ada.create("/v1/themes", theme).await;
    let wanted = json!({"contact_id": contact, "theme_id": theme});
    ada.create("/v1/outreach", wanted).await
}

/// The template of that kind that ships first.
async fn shipped(ada: &Client, kind: &str) -> String {
    let path = format!("/v1/message-templates?origin=system&kind={kind}");
    let page = ada.get(&path).await.expect(200);
    page.json["data"][0]["id"].as_str().unwrap().to_owned()
}

/// The rules of what was found, each once.
fn rules(findings: &Value) -> Vec<&str> {
    let mut rules: Vec<&str> = findings["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| finding["rule"].as_str().unwrap())
        .collect();
    rules.dedup();
    rules
}
