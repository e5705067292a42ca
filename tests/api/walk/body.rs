//! Bodies that the document does not describe.

use reqwest::Method;
use serde_json::{Value, json};

use super::{Person, operations, send};
use crate::harness::{
    Reply, TestApp,
    document::{Operation, resolve},
};

/// Sends every operation that takes a body what `bad` makes of it, and fails the test when something changed.
async fn each(bad: impl AsyncFn(&TestApp, &Person, &Operation, &str)) {
    let app = TestApp::start().await;
    let ada = Person::new(&app, "ada", 'a').await;
    let before = ada.state(&app);
    for operation in operations()
        .iter()
        .filter(|operation| operation.body.is_some() && !operation.is_upload())
    {
        let path = ada.path(&app, operation);
        bad(&app, &ada, operation, &path).await;
        assert_eq!(ada.state(&app), before, "{}", operation.id);
    }
}

async fn text(ada: &Person, operation: &Operation, path: &str, body: &str) -> Reply {
    let media_type = operation.body.as_ref().unwrap().media_type.as_str();
    ada.client
        .send(operation.method.clone(), path, Some(media_type), body)
        .await
}

#[track_caller]
fn expect(reply: Reply, operation: &Operation, status: u16, code: &str) -> Reply {
    assert_eq!(reply.status, status, "{}: {}", operation.id, reply.text);
    reply.expect_problem(status, code)
}

#[tokio::test]
async fn every_body_must_be_an_object() {
    each(async |_, ada, operation, path| {
        for body in ["[]", "[\"Ada\"]", "null", "\"text\"", "1", "true"] {
            let refused = text(ada, operation, path, body).await;
            expect(refused, operation, 422, "invalid_body").expect_error_at("#");
        }
    })
    .await;
}

#[tokio::test]
async fn every_body_must_be_json() {
    each(async |_, ada, operation, path| {
        let deep = "[".repeat(60_000);
        for body in [
            "",
            "{",
            "{\"a\":1,}",
            "not json",
            "{} {}",
            "{\"a\":1,\"a\":2}",
            "NaN",
            &deep,
        ] {
            let refused = text(ada, operation, path, body).await;
            expect(refused, operation, 400, "malformed_json");
        }
        let media_type = operation.body.as_ref().unwrap().media_type.as_str();
        let refused = ada
            .client
            .send(
                operation.method.clone(),
                path,
                Some(media_type),
                vec![b'"', 0xff, b'"'],
            )
            .await;
        expect(refused, operation, 400, "malformed_json");
    })
    .await;
}

#[tokio::test]
async fn every_body_must_have_the_media_type_of_the_document() {
    each(async |_, ada, operation, path| {
        let body = operation.body.as_ref().unwrap();
        let example = body.example.to_string();
        let latin = format!("{}; charset=iso-8859-1", body.media_type);
        for media_type in [
            None,
            Some("text/plain"),
            Some("application/xml"),
            Some("*/*"),
            Some(latin.as_str()),
        ] {
            let refused = ada
                .client
                .send(operation.method.clone(), path, media_type, example.clone())
                .await;
            let refused = expect(refused, operation, 415, "unsupported_media_type");
            let header = match operation.method {
                Method::PATCH => "accept-patch",
                Method::POST => "accept-post",
                _ => "accept",
            };
            assert_eq!(refused.header(header), body.media_type, "{}", operation.id);
        }
        let zipped = ada.client.with("content-encoding", "gzip");
        let refused = send(&zipped, operation, path, &body.example).await;
        expect(refused, operation, 415, "unsupported_media_type");
    })
    .await;
}

#[tokio::test]
async fn every_body_has_a_size_limit() {
    each(async |_, ada, operation, path| {
        let large = format!("{{\"a\": \"{}\"}}", "x".repeat(65_536));
        let refused = text(ada, operation, path, &large).await;
        let refused = expect(refused, operation, 413, "payload_too_large");
        assert_eq!(refused.json["max_bytes"], 65_536);
    })
    .await;
}

#[tokio::test]
async fn nobody_sets_what_is_not_theirs_to_set() {
    each(async |_, ada, operation, path| {
        let body = operation.body.as_ref().unwrap();
        let known = &resolve(&body.schema)["properties"];
        for (name, value) in [
            ("id", json!("00000000-0000-7000-8000-00000000dead")),
            ("owner_id", json!("00000000-0000-7000-8000-00000000dead")),
            ("object", json!("theme")),
            ("version", json!(7)),
            ("created_at", json!("2020-01-01T00:00:00Z")),
            ("updated_at", json!("2020-01-01T00:00:00Z")),
            ("surprise", json!(null)),
            ("__proto__", json!({})),
            ("a/b~c", json!(1)),
        ] {
            assert!(known.get(name).is_none(), "{} knows {name}", operation.id);
            let mut example = body.example.clone();
            example[name] = value;
            let refused = send(&ada.client, operation, path, &example).await;
            let refused = expect(refused, operation, 422, "invalid_body");
            assert_eq!(refused.json["errors"][0]["code"], "unknown_member");
            let pointer = name.replace('~', "~0").replace('/', "~1");
            refused.expect_error_at(&format!("#/{pointer}"));
        }
    })
    .await;
}

/// Values that a member's schema does not allow.
fn misfits(schema: &Value) -> Vec<Value> {
    let validator = crate::document::example::validator(schema);
    let has_nul = |value: &Value| value.to_string().contains("\\u0000");
    let mut bad = candidates(schema);
    bad.retain(|value| has_nul(value) || !validator.is_valid(value));
    bad
}

/// Values that are likely not to be allowed.
fn candidates(schema: &Value) -> Vec<Value> {
    let schema = resolve(schema);
    let options = ["oneOf", "anyOf"]
        .iter()
        .find_map(|word| schema[word].as_array());
    if let Some(options) = options {
        let of = options.iter().find(|one| one["type"] != "null").unwrap();
        return candidates(of)
            .into_iter()
            .filter(|one| !one.is_null())
            .collect();
    }
    let allows = |kind: &str| {
        schema["type"] == kind
            || schema["type"]
                .as_array()
                .is_some_and(|kinds| kinds.contains(&json!(kind)))
    };
    let mut bad = Vec::new();
    if !allows("null") {
        bad.push(Value::Null);
    }
    for (kind, value) in [
        ("boolean", json!(true)),
        ("integer", json!(7)),
        ("string", json!("no such thing")),
        ("array", json!([])),
        ("object", json!({})),
    ] {
        if !allows(kind) {
            bad.push(value);
        }
    }
    if allows("string") {
        if let Some(longest) = schema["maxLength"].as_u64() {
            bad.push(json!("x".repeat(usize::try_from(longest).unwrap() + 1)));
        }
        if schema["minLength"].as_u64().is_some_and(|least| least > 0) {
            bad.push(json!(""));
        }
        if ["enum", "format", "pattern"]
            .iter()
            .any(|word| schema.get(word).is_some())
            && schema["format"] != "password"
        {
            bad.push(json!("no such thing\n"));
        }
        bad.push(json!("a\u{0}b"));
    }
    if allows("integer") {
        bad.push(json!(schema["minimum"].as_i64().unwrap() - 1));
        bad.push(json!(schema["maximum"].as_i64().unwrap() + 1));
        bad.extend([json!(1.5), json!(1e300), json!(u64::MAX)]);
    }
    if allows("array") {
        let most = usize::try_from(schema["maxItems"].as_u64().unwrap()).unwrap();
        bad.push(vec![json!("x"); most + 1].into());
        bad.extend(
            candidates(&schema["items"])
                .into_iter()
                .map(|item| json!([item])),
        );
    }
    bad
}

/// A refused body names the member that does not fit.
#[tokio::test]
async fn every_member_refuses_what_its_schema_does_and_is_named() {
    each(async |_, ada, operation, path| {
        let body = operation.body.as_ref().unwrap();
        let schema = resolve(&body.schema);
        for (name, member) in schema["properties"].as_object().unwrap() {
            for bad in misfits(member) {
                let mut example = body.example.clone();
                example[name] = bad.clone();
                let refused = send(&ada.client, operation, path, &example).await;
                let shown = bad.to_string().chars().take(60).collect::<String>();
                assert_eq!(
                    refused.status, 422,
                    "{} {name} = {shown}: {}",
                    operation.id, refused.text
                );
                let errors = refused.json["errors"].as_array().unwrap();
                let names_it = errors.iter().any(|error| {
                    error["pointer"]
                        .as_str()
                        .is_some_and(|at| at.starts_with(&format!("#/{name}")))
                });
                assert!(
                    names_it,
                    "{} {name} = {shown}: {}",
                    operation.id, refused.text
                );
            }
        }
    })
    .await;
}

#[tokio::test]
async fn every_required_member_is_asked_for_by_name() {
    each(async |_, ada, operation, path| {
        let body = operation.body.as_ref().unwrap();
        let required = resolve(&body.schema)["required"].as_array();
        for name in required
            .into_iter()
            .flatten()
            .map(|name| name.as_str().unwrap())
        {
            let mut example = body.example.clone();
            example.as_object_mut().unwrap().remove(name);
            let refused = send(&ada.client, operation, path, &example).await;
            expect(refused, operation, 422, "invalid_body").expect_error_at(&format!("#/{name}"));
        }
    })
    .await;
}

#[tokio::test]
async fn every_upload_must_have_a_media_type_of_the_document_and_keep_its_limit() {
    let app = TestApp::start_with(|config| {
        config.limits.document_bytes = 1000;
        config.limits.import_bytes = 1000;
    })
    .await;
    let ada = Person::new(&app, "ada", 'a').await;
    let before = ada.state(&app);
    for operation in operations().iter().filter(|one| one.is_upload()) {
        let path = ada.path(&app, operation);
        for media_type in [None, Some("application/json"), Some("*/*")] {
            let refused = ada
                .client
                .send(operation.method.clone(), &path, media_type, "{}")
                .await;
            expect(refused, operation, 415, "unsupported_media_type");
        }
        let refused = text(&ada, operation, &path, &"x".repeat(1001)).await;
        let refused = expect(refused, operation, 413, "payload_too_large");
        assert_eq!(refused.json["max_bytes"], 1000);
        assert_eq!(ada.state(&app), before, "{}", operation.id);
    }
}
