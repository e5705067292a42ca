//! Query parameters and headers that the document does not describe.

use serde_json::Value;

use super::{Person, call, operations};
use crate::harness::{
    TestApp,
    document::{ask, resolve},
};

#[tokio::test]
async fn every_operation_refuses_an_unknown_query_parameter() {
    let app = TestApp::start().await;
    let ada = Person::new(&app, "ada", 'a').await;
    let before = ada.state(&app);
    for operation in operations() {
        let path = ada.path(&app, &operation);
        let refused = call(&ada.client, &operation, &ask(&path, "surprise=1")).await;
        assert_eq!(refused.status, 400, "{}: {}", operation.id, refused.text);
        refused
            .expect_problem(400, "invalid_parameter")
            .expect_error_at("surprise");
    }
    assert_eq!(ada.state(&app), before);
}

#[tokio::test]
async fn every_required_query_parameter_is_missed_and_named() {
    let app = TestApp::start().await;
    let ada = Person::new(&app, "ada", 'a').await;
    for operation in operations() {
        let path = ada.path(&app, &operation);
        let Some((bare, _)) = path.split_once('?') else {
            continue;
        };
        let refused = call(&ada.client, &operation, bare).await;
        let mut refused = refused.expect_problem(400, "invalid_parameter");
        for parameter in &operation.parameters {
            if parameter["in"] == "query" && parameter["required"] == true {
                refused = refused.expect_error_at(parameter["name"].as_str().unwrap());
            }
        }
    }
}

/// Values that a schema does not allow.
fn misfits(schema: &Value) -> Vec<String> {
    let schema = resolve(schema);
    let mut bad = Vec::new();
    match schema["type"].as_str() {
        Some("integer") => {
            bad.extend([
                "abc".to_owned(),
                "1.5".to_owned(),
                String::new(),
                "9".repeat(30),
            ]);
            bad.push((schema["minimum"].as_i64().unwrap() - 1).to_string());
            bad.push((schema["maximum"].as_i64().unwrap() + 1).to_string());
        }
        Some("boolean") => bad.extend(["perhaps", "1", ""].map(str::to_owned)),
        Some("array") => bad.extend(misfits(&schema["items"])),
        _ => {
            let is_free = ["enum", "format", "pattern"]
                .iter()
                .all(|word| schema.get(word).is_none());
            if !is_free {
                bad.extend(["no such thing", ""].map(str::to_owned));
            }
            if let Some(longest) = schema["maxLength"].as_u64() {
                bad.push("x".repeat(usize::try_from(longest).unwrap() + 1));
            }
            bad.push("a%00b".to_owned());
        }
    }
    bad
}

#[tokio::test]
async fn every_query_parameter_refuses_what_its_schema_does_and_is_named() {
    let app = TestApp::start().await;
    let ada = Person::new(&app, "ada", 'a').await;
    for operation in operations() {
        let path = ada.path(&app, &operation);
        for parameter in operation
            .parameters
            .iter()
            .filter(|one| one["in"] == "query")
        {
            let name = parameter["name"].as_str().unwrap();
            for bad in misfits(&parameter["schema"]) {
                let refused = call(
                    &ada.client,
                    &operation,
                    &ask(&path, &format!("{name}={bad}")),
                )
                .await;
                assert_eq!(
                    refused.status, 400,
                    "{} ?{name}={bad}: {}",
                    operation.id, refused.text
                );
                refused
                    .expect_problem(400, "invalid_parameter")
                    .expect_error_at(name);
            }
            if resolve(&parameter["schema"])["type"] != "array" {
                let refused = call(
                    &ada.client,
                    &operation,
                    &ask(&path, &format!("{name}=1&{name}=1")),
                )
                .await;
                refused
                    .expect_problem(400, "invalid_parameter")
                    .expect_error_at(name);
            }
        }
    }
}

/// The example of a filter, or the first word of its vocabulary, is accepted: the document does not promise too much.
#[tokio::test]
async fn every_query_parameter_accepts_every_word_the_document_names() {
    // Streams that a client left are noticed when something is written to them.
    let app = TestApp::start_with(|config| config.limits.streams = 1000).await;
    let ada = Person::new(&app, "ada", 'a').await;
    for operation in operations() {
        let path = ada.path(&app, &operation);
        for parameter in operation
            .parameters
            .iter()
            .filter(|one| one["in"] == "query")
        {
            let name = parameter["name"].as_str().unwrap();
            let schema = resolve(&parameter["schema"]);
            let of = if schema["type"] == "array" {
                resolve(&schema["items"])
            } else {
                schema
            };
            let mut words: Vec<String> = of["enum"]
                .as_array()
                .into_iter()
                .flatten()
                .map(|word| word.as_str().unwrap().to_owned())
                .collect();
            // A coordinate alone says nothing: decimal numbers come in pairs.
            if of["type"] == "integer"
                && let (Some(least), Some(most)) = (of["minimum"].as_i64(), of["maximum"].as_i64())
            {
                words.extend([least.to_string(), most.to_string()]);
            }
            if of["type"] == "boolean" {
                words.extend(["true".to_owned(), "false".to_owned()]);
            }
            match of["format"].as_str() {
                Some("uuid") => words.push("00000000-0000-7000-8000-00000000dead".to_owned()),
                Some("date-time") => words.push("2026-01-05T09:00:00Z".to_owned()),
                Some("date") => words.push("2026-01-05".to_owned()),
                _ => {}
            }
            for word in words {
                let reply = call(
                    &ada.client,
                    &operation,
                    &ask(&path, &format!("{name}={word}")),
                )
                .await;
                assert!(
                    matches!(reply.status, 200 | 201),
                    "{} ?{name}={word}: {}",
                    operation.id,
                    reply.text
                );
            }
        }
    }
}

#[tokio::test]
async fn every_operation_with_if_match_refuses_another_revision_and_changes_nothing() {
    let app = TestApp::start().await;
    let ada = Person::new(&app, "ada", 'a').await;
    let before = ada.state(&app);
    for operation in operations()
        .iter()
        .filter(|one| one.takes_header("If-Match"))
    {
        let path = ada.path(&app, operation);
        let stale = ada
            .client
            .with("if-match", "\"00000000000070008000000000000000-1\"");
        let refused = call(&stale, operation, &path).await;
        assert_eq!(refused.status, 412, "{}: {}", operation.id, refused.text);
        refused.expect_problem(412, "precondition_failed");
        let malformed = call(&ada.client.with("if-match", "abc"), operation, &path).await;
        assert_eq!(
            malformed.status, 400,
            "{}: {}",
            operation.id, malformed.text
        );
        malformed
            .expect_problem(400, "invalid_header")
            .expect_error_at("if-match");
    }
    assert_eq!(ada.state(&app), before);
}

#[tokio::test]
async fn every_operation_with_if_none_match_knows_its_own_tag() {
    let app = TestApp::start().await;
    let ada = Person::new(&app, "ada", 'a').await;
    for operation in operations()
        .iter()
        .filter(|one| one.is_read() && one.takes_header("If-None-Match"))
    {
        let path = ada.path(&app, operation);
        let found = call(&ada.client, operation, &path).await.expect(200);
        let again = call(
            &ada.client.with("if-none-match", found.etag()),
            operation,
            &path,
        )
        .await;
        assert_eq!(
            (again.status, again.text.as_str()),
            (304, ""),
            "{}",
            operation.id
        );
        assert_eq!(again.etag(), found.etag());
        assert!(again.list("vary").contains(&"authorization".to_owned()));
    }
}

#[tokio::test]
async fn every_operation_with_an_idempotency_key_refuses_a_malformed_one() {
    let app = TestApp::start().await;
    let ada = Person::new(&app, "ada", 'a').await;
    let before = ada.state(&app);
    for operation in operations()
        .iter()
        .filter(|one| one.takes_header("Idempotency-Key"))
    {
        let path = ada.path(&app, operation);
        let refused = call(
            &ada.client.with("idempotency-key", "short"),
            operation,
            &path,
        )
        .await;
        assert_eq!(refused.status, 400, "{}: {}", operation.id, refused.text);
        refused
            .expect_problem(400, "invalid_header")
            .expect_error_at("Idempotency-Key");
    }
    assert_eq!(ada.state(&app), before);
}
