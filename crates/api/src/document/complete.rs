//! Completes the collected document: what every operation shares is written here once.

#![expect(
    clippy::indexing_slicing,
    reason = "a JSON value answers null for a member it lacks, and an object takes any"
)]

use serde_json::{Map, Value, json};

use super::{
    answer::{complete_response, give_examples},
    parameter::{add_headers, complete_parameters},
    shared::{self, Refusal, merge},
};

/// Resources of which each person has one, without an id in the path.
const SINGLES: [&str; 3] = ["/v1/account", "/v1/notifications", "/v1/profile"];
const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

/// Adds the shared parts to a document.
pub(super) fn complete(document: &mut Value) {
    merge(&mut document["components"], shared::components());
    let examples = take_examples(&mut document["components"]["schemas"]);
    refer_to_items(&mut document["components"]["schemas"]);
    for (path, item) in document["paths"].as_object_mut().into_iter().flatten() {
        for (method, operation) in item.as_object_mut().into_iter().flatten() {
            if METHODS.contains(&method.as_str()) {
                complete_operation(path, method, operation, &examples);
            }
        }
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
            fix_object(schema, &example);
            schema["examples"] = json!([example]);
            examples.insert(name.clone(), example);
        }
    }
    examples
}

/// `object` is one word in every row of a schema: clients tell the kinds apart by it.
fn fix_object(schema: &mut Value, example: &Value) {
    let object = schema.pointer_mut("/properties/object");
    if let (Some(word), Some(object)) = (example.get("object"), object) {
        object["const"] = word.clone();
    }
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
) {
    let is_open = operation["security"]
        .as_array()
        .is_some_and(|all| all.iter().any(|one| one == &json!({})));
    let is_item = path.ends_with('}')
        || path.ends_with("/content")
        || path.ends_with("/preparation")
        || SINGLES.contains(&path);
    if operation
        .get("description")
        .is_none_or(|description| description.as_str().is_none_or(str::is_empty))
    {
        operation["description"] = operation["summary"].clone();
    }
    complete_parameters(path, operation);
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
                    json!({ "$ref": format!("#/components/responses/{}", refusal.name) });
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
