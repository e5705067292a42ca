//! Completes the collected document: what every operation shares is written here once.

use serde_json::{Map, Value, json};

use super::shared::{self, Refusal};

const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

/// Adds the shared parts to a document.
pub(super) fn complete(document: &mut Value) {
    merge(&mut document["components"], shared::components());
    let examples = take_examples(&mut document["components"]["schemas"]);
    refer_to_items(&mut document["components"]["schemas"]);
    let tags = singulars();
    for (path, item) in document["paths"].as_object_mut().into_iter().flatten() {
        for (method, operation) in item.as_object_mut().into_iter().flatten() {
            if METHODS.contains(&method.as_str()) {
                complete_operation(path, method, operation, &examples, &tags);
            }
        }
    }
}

fn merge(target: &mut Value, addition: Value) {
    match (target, addition) {
        (Value::Object(target), Value::Object(addition)) => {
            for (name, value) in addition {
                merge(target.entry(name).or_insert(Value::Null), value);
            }
        }
        (target, addition) => *target = addition,
    }
}

/// Moves each schema's example out of it, to where a body of the schema is described.
fn take_examples(schemas: &mut Value) -> Map<String, Value> {
    let mut examples = Map::new();
    for (name, schema) in schemas.as_object_mut().into_iter().flatten() {
        if let Some(example) = schema
            .as_object_mut()
            .and_then(|schema| schema.remove("example"))
        {
            schema["examples"] = json!([example]);
            examples.insert(name.clone(), example);
        }
    }
    examples
}

/// A page names the schema of its items; the collector wrote it out.
fn refer_to_items(schemas: &mut Value) {
    for (name, schema) in schemas.as_object_mut().into_iter().flatten() {
        if let Some(item) = name.strip_prefix("Page_") {
            schema["properties"]["data"]["items"] =
                json!({ "$ref": format!("#/components/schemas/{item}") });
        }
    }
}

fn complete_operation(
    path: &str,
    method: &str,
    operation: &mut Value,
    examples: &Map<String, Value>,
    tags: &Value,
) {
    let is_open = operation["security"]
        .as_array()
        .is_some_and(|all| all.iter().any(|one| one == &json!({})));
    let is_item = path.ends_with('}') || path == "/v1/account";
    if operation
        .get("description")
        .is_none_or(|description| description.as_str().is_none_or(str::is_empty))
    {
        operation["description"] = operation["summary"].clone();
    }
    complete_parameters(path, operation, tags);
    add_headers(path, method, operation, is_item);
    let has_body = operation.get("requestBody").is_some();
    if has_body {
        operation["requestBody"]["required"] = json!(true);
        give_examples(&mut operation["requestBody"], examples);
        if operation["requestBody"].get("description").is_none() {
            operation["requestBody"]["description"] = json!("See the schema.");
        }
    }
    for (status, response) in operation["responses"].as_object_mut().into_iter().flatten() {
        complete_response(path, method, status, response, examples);
    }
    if refers_to(operation, "IfNoneMatch") {
        operation["responses"]["304"] = json!({ "$ref": "#/components/responses/NotModified" });
    }
    for refusal in refusals(path, method, operation, is_open, has_body) {
        let responses = &mut operation["responses"];
        match responses.get_mut(refusal.status) {
            None => {
                responses[refusal.status] =
                    json!({ "$ref": format!("#/components/responses/{}", refusal.name) })
            }
            Some(own) => also_describe(own, refusal.description),
        }
    }
}

/// The operation's own codes first, then what any such operation can answer, once.
fn also_describe(response: &mut Value, shared: &str) {
    if let Some(Value::String(description)) = response.get_mut("description")
        && !description.contains(shared)
    {
        *description = format!("{description}. {shared}");
    }
}

/// Whether an operation takes one of the shared parameters.
fn refers_to(operation: &Value, parameter: &str) -> bool {
    let reference = json!({ "$ref": format!("#/components/parameters/{parameter}") });
    operation["parameters"]
        .as_array()
        .is_some_and(|parameters| parameters.contains(&reference))
}

/// The error answers that follow from an operation's shape.
fn refusals(
    path: &str,
    method: &str,
    operation: &Value,
    is_open: bool,
    has_body: bool,
) -> Vec<Refusal> {
    let mut refusals = vec![
        shared::BAD_REQUEST,
        shared::TOO_MANY,
        shared::INTERNAL,
        shared::UNAVAILABLE,
    ];
    if !is_open {
        refusals.extend([shared::UNAUTHORIZED, shared::FORBIDDEN]);
    }
    if path.contains('{') {
        refusals.push(shared::NOT_FOUND);
    }
    if has_body {
        refusals.extend([
            shared::TIMEOUT,
            shared::TOO_LARGE,
            shared::MEDIA_TYPE,
            shared::UNPROCESSABLE,
        ]);
    }
    if refers_to(operation, "IfMatch") {
        refusals.push(shared::PRECONDITION);
    }
    if refers_to(operation, "IdempotencyKey") {
        refusals.extend([shared::CONFLICT, shared::UNPROCESSABLE]);
    }
    if method == "patch" || method == "delete" {
        refusals.push(shared::CONFLICT);
    }
    refusals
}

/// Describes path parameters, and takes from query parameters the null that no query can say.
fn complete_parameters(path: &str, operation: &mut Value, tags: &Value) {
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
                merge(parameter, json!({ "style": "form", "explode": false }));
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

/// Operations whose bodies hold passwords or tokens: an Idempotency-Key would keep them, or a hash that gives them away.
fn holds_secrets(path: &str) -> bool {
    path.starts_with("/v1/auth/") || path.starts_with("/v1/account/")
}

/// The headers that conditional and idempotent requests send.
fn add_headers(path: &str, method: &str, operation: &mut Value, is_item: bool) {
    let mut names = Vec::new();
    let in_workspace = path.starts_with("/v1/") && !holds_secrets(path);
    if in_workspace && (is_item && method != "post" || method == "post" && path.contains('{')) {
        names.push("IfMatch");
    }
    if in_workspace && is_item && method == "get" {
        names.push("IfNoneMatch");
    }
    if in_workspace && (method == "post" || method == "patch") {
        names.push("IdempotencyKey");
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

/// Headers and examples of an answer.
fn complete_response(
    path: &str,
    method: &str,
    status: &str,
    response: &mut Value,
    examples: &Map<String, Value>,
) {
    let mut headers = shared::answer_headers();
    let mut refer = |field: &str, name: &str| {
        headers[field] = json!({ "$ref": format!("#/components/headers/{name}") })
    };
    let is_list = response
        .pointer("/content/application~1json/schema/$ref")
        .and_then(Value::as_str);
    let is_list = is_list.is_some_and(|name| name.contains("/Page_"));
    if status.starts_with('2') && path.starts_with("/v1/") && !holds_secrets(path) {
        if is_list {
            refer("Link", "Link");
        } else if status != "204" {
            refer("ETag", "ETag");
        }
        if method == "post" || method == "patch" {
            refer("Idempotency-Replayed", "IdempotencyReplayed");
        }
    }
    match status {
        "201" => refer("Location", "Location"),
        "401" | "403" => refer("WWW-Authenticate", "WWWAuthenticate"),
        "429" | "503" => refer("Retry-After", "RetryAfter"),
        _ => {}
    }
    merge(&mut response["headers"], headers);
    if status.starts_with('4') {
        as_problem(response);
    }
    give_examples(response, examples);
}

/// A problem described by its operation: the right media type, and the first code it names as the example.
fn as_problem(response: &mut Value) {
    let code = response["description"]
        .as_str()
        .and_then(|text| text.split('`').nth(1))
        .unwrap_or_default();
    let known = crate::error::Code::ALL
        .iter()
        .copied()
        .find(|known| known.word() == code);
    let content = response.get_mut("content").and_then(Value::as_object_mut);
    if let Some(mut media) = content.and_then(|content| content.remove("application/json")) {
        media["example"] = shared::example(known.unwrap_or(crate::error::Code::Conflict));
        response["content"] = json!({ "application/problem+json": media });
    }
}

/// Gives each body the example of its schema; a page shows one item.
fn give_examples(described: &mut Value, examples: &Map<String, Value>) {
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

/// What one resource of each tag is called.
fn singulars() -> Value {
    json!({
        "themes": "theme", "organizations": "organization", "contacts": "contact", "referrals": "referral",
        "methodologies": "methodology", "outreach": "outreach", "questions": "question", "interviews": "interview",
        "follow-ups": "follow-up", "account": "session",
    })
}
