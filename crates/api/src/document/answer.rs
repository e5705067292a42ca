//! What operations answer: headers, examples, problems.
#![expect(
    clippy::indexing_slicing,
    reason = "a JSON value answers null for a member it lacks, and an object takes any"
)]

use serde_json::{Map, Value, json};

use super::{
    parameter::{holds_secrets, is_calendar},
    shared::{self, merge},
};
use crate::error::Code;

/// Headers and examples of an answer.
pub(super) fn complete_response(
    path: &str,
    method: &str,
    status: &str,
    response: &mut Value,
    examples: &Map<String, Value>,
) {
    let mut headers = shared::answer_headers();
    let mut refer = |field: &str, name: &str| {
        headers[field] = json!({ "$ref": format!("#/components/headers/{name}") });
    };
    let is_list = response
        .pointer("/content/application~1json/schema/$ref")
        .and_then(Value::as_str);
    let is_list = is_list.is_some_and(|name| name.contains("/Page_"));
    let is_content = path.ends_with("/content");
    if status.starts_with('2') && path.starts_with("/v1/") && !holds_secrets(path, method) {
        if is_list {
            refer("Link", "Link");
        } else if status != "204" && (is_content || !is_file(response)) {
            refer("ETag", "ETag");
        }
        if method == "post" || method == "patch" {
            refer("Idempotency-Replayed", "IdempotencyReplayed");
        }
    }
    if status == "200" && is_calendar(path) {
        refer("ETag", "ETag");
    }
    if status == "200" && method == "get" && is_content {
        refer("Content-Disposition", "ContentDisposition");
        refer("Content-Digest", "ContentDigest");
    }
    match status {
        "201" => refer("Location", "Location"),
        "401" | "403" => refer("WWW-Authenticate", "WWWAuthenticate"),
        "429" | "503" => refer("Retry-After", "RetryAfter"),
        _ => {}
    }
    merge(&mut response["headers"], headers);
    if status.starts_with(['4', '5']) {
        as_problem(response);
    }
    give_examples(response, examples);
}

/// Whether the answer is a file: what a client keeps, not a revision of anything.
fn is_file(response: &Value) -> bool {
    let content = response.get("content").and_then(Value::as_object);
    content.is_some_and(|content| !content.keys().any(|kind| kind.ends_with("json")))
}

/// A problem described by its operation: the right media type, and the first code it names as the example.
fn as_problem(response: &mut Value) {
    let code = response["description"]
        .as_str()
        .and_then(|text| text.split('`').nth(1))
        .unwrap_or_default();
    let known = Code::ALL.iter().copied().find(|known| known.word() == code);
    let content = response.get_mut("content").and_then(Value::as_object_mut);
    if let Some(mut media) = content.and_then(|content| content.remove("application/json")) {
        media["example"] = shared::example(known.unwrap_or(Code::Conflict));
        response["content"] = json!({ "application/problem+json": media });
    }
}

/// Gives each body the example of its schema; a page shows one item.
pub(super) fn give_examples(described: &mut Value, examples: &Map<String, Value>) {
    let content = described.get_mut("content").and_then(Value::as_object_mut);
    for (_, media) in content.into_iter().flatten() {
        if media.get("example").is_some() {
            continue;
        }
        let name = media["schema"]["$ref"]
            .as_str()
            .and_then(|path| path.rsplit('/').next())
            .unwrap_or_default();
        let example = match name.strip_prefix("Page_") {
            Some(item) => examples
                .get(item)
                .map(|item| json!({ "data": [item], "has_more": false, "next_cursor": null })),
            None => examples
                .get(name)
                .or_else(|| examples.get(&name.replace("Patch", "Input")))
                .cloned(),
        };
        if let Some(example) = example {
            media["example"] = example;
        }
    }
}
