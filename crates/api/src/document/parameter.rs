//! What operations take besides a body: parameters of path and query, and the shared headers.
#![expect(
    clippy::indexing_slicing,
    reason = "a JSON value answers null for a member it lacks, and an object takes any"
)]

use serde_json::{Value, json};

use super::shared::merge;

/// Describes path parameters, and takes from query parameters the null that no query can say.
pub(super) fn complete_parameters(path: &str, operation: &mut Value) {
    let tags = singulars();
    let tag = operation["tags"][0].as_str().unwrap_or_default();
    let noun = tags[tag].as_str().unwrap_or("resource").to_owned();
    for parameter in operation["parameters"].as_array_mut().into_iter().flatten() {
        if parameter["in"] == "path" && parameter.get("description").is_none() {
            let name = parameter["name"].as_str().unwrap_or_default();
            let of = name
                .strip_suffix("_id")
                .map_or_else(|| noun.clone(), |name| name.replace('_', " "));
            parameter["description"] = json!(format!("The id of the {of}"));
        }
        if parameter["in"] == "path" && parameter.get("example").is_none() && path.contains("id}") {
            parameter["example"] = json!("019b76da-a800-7000-8000-000000000007");
        }
        if parameter["in"] == "query" {
            without_null(&mut parameter["schema"]);
            if parameter["schema"]["type"] == "array" {
                // An empty list is left out altogether: `tags=` says one empty tag.
                let at_least_one = json!({ "minItems": 1 });
                merge(
                    parameter,
                    json!({ "style": "form", "explode": false, "schema": at_least_one }),
                );
            }
        }
    }
}

fn without_null(schema: &mut Value) {
    let only = |options: &Value| {
        let rest: Vec<Value> = options
            .as_array()?
            .iter()
            .filter(|one| **one != json!("null") && one["type"] != "null")
            .cloned()
            .collect();
        if let [single] = rest.as_slice() {
            Some(single.clone())
        } else {
            None
        }
    };
    if let Some(single) = only(&schema["type"]) {
        schema["type"] = single;
    }
    if let Some(single) = only(&schema["oneOf"]) {
        *schema = single;
    }
}

/// Collections whose new members are told with a secret, this once.
const OF_SECRETS: [&str; 3] = [
    "/v1/api-keys",
    "/v1/calendar-feeds",
    "/v1/webhook-endpoints",
];

/// Operations whose bodies hold passwords or tokens: an Idempotency-Key would keep them, or a hash that gives them away.
pub(super) fn holds_secrets(path: &str, method: &str) -> bool {
    path.starts_with("/v1/auth/")
        || path.starts_with("/v1/account/")
        || method == "post" && OF_SECRETS.contains(&path)
}

/// Calendars are known by their bytes.
pub(super) fn is_calendar(path: &str) -> bool {
    path.ends_with("/calendar") || path.ends_with("}.ics")
}

/// The headers that conditional and idempotent requests send.
pub(super) fn add_headers(path: &str, method: &str, operation: &mut Value, is_item: bool) {
    let mut names = Vec::new();
    let in_workspace = path.starts_with("/v1/") && !holds_secrets(path, method);
    if in_workspace && (is_item && method != "post" || method == "post" && path.contains('{')) {
        names.push("IfMatch");
    }
    if in_workspace && is_item && method == "get" {
        names.push("IfNoneMatch");
    }
    if is_calendar(path) {
        names.push("IfNoneMatch");
    }
    // A tag has no revision of its own: the answer is the contact that has it.
    if in_workspace && method == "put" && !path.ends_with("/tags/{tag}") {
        names.push("CreateOnly");
    }
    if in_workspace && (method == "post" || method == "patch") {
        names.push("IdempotencyKey");
    }
    if in_workspace && method == "post" && operation["responses"].get("201").is_some() {
        names.push("Slug");
    }
    if !operation["parameters"].is_array() {
        operation["parameters"] = json!([]);
    }
    if let Some(parameters) = operation["parameters"].as_array_mut() {
        parameters.extend(
            names
                .iter()
                .map(|name| json!({ "$ref": format!("#/components/parameters/{name}") })),
        );
    }
}

/// What one resource of each tag is called.
fn singulars() -> Value {
    json!({
        "themes": "theme", "organizations": "organization", "contacts": "contact", "referrals": "referral",
        "reflection": "reflection question", "stories": "story", "pitches": "pitch",
        "prepared-answers": "prepared answer",
        "methodologies": "methodology", "outreach": "outreach", "questions": "question", "interviews": "interview",
        "follow-ups": "follow-up", "calendar": "calendar feed", "api-keys": "key", "account": "session", "research": "research item",
        "network-asks": "network ask", "webhooks": "endpoint", "events": "event", "documents": "document", "transfers": "import", "custom-fields": "custom field", "duplicates": "dismissal",
    })
}
