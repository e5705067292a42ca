//! The published document: the committed one, valid, and complete down to its examples.

pub(crate) mod example;
mod operation;
mod schema;

use std::{fs, path::Path};

use serde_json::Value;

use crate::harness::{
    TestApp,
    document::{document, resolve},
};

/// The schema of OpenAPI 3.1 documents, <https://spec.openapis.org/oas/3.1/schema/2022-10-07>.
const SPECIFICATION: &str = include_str!("openapi-3.1.schema.json");

#[test]
fn the_committed_document_is_the_one_the_program_makes() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../openapi/openapi.json");
    let committed: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let changed: Vec<String> = differences(&committed, document());
    assert!(
        changed.is_empty(),
        "openapi/openapi.json is out of date at {changed:#?}\nWrite it anew: cargo run -- openapi > openapi/openapi.json"
    );
}

/// Where two documents differ, as JSON Pointers.
fn differences(left: &Value, right: &Value) -> Vec<String> {
    fn collect(left: &Value, right: &Value, at: &str, found: &mut Vec<String>) {
        match (left, right) {
            (Value::Object(left), Value::Object(right)) => {
                let names: std::collections::BTreeSet<&String> =
                    left.keys().chain(right.keys()).collect();
                for name in names {
                    let of = |of: &serde_json::Map<String, Value>| {
                        of.get(name).cloned().unwrap_or_default()
                    };
                    collect(&of(left), &of(right), &format!("{at}/{name}"), found);
                }
            }
            _ if left != right => found.push(at.to_owned()),
            _ => {}
        }
    }
    let mut found = Vec::new();
    collect(left, right, "", &mut found);
    found.truncate(20);
    found
}

#[tokio::test]
async fn the_served_document_is_the_one_the_program_makes() {
    let app = TestApp::start().await;
    let served = app.anonymous().get("/openapi.json").await.expect(200);
    assert_eq!(served.header("content-type"), "application/json");
    assert_eq!(&served.json, document());
}

#[test]
fn the_document_is_valid_by_the_schema_of_openapi_3_1() {
    let specification = serde_json::from_str(SPECIFICATION).unwrap();
    let validator = jsonschema::draft202012::new(&specification).unwrap();
    let errors: Vec<String> = validator
        .iter_errors(document())
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn every_reference_leads_somewhere_and_every_component_is_referred_to() {
    fn references(value: &Value, found: &mut Vec<String>) {
        match value {
            Value::Object(members) => {
                if let Some(Value::String(reference)) = members.get("$ref") {
                    found.push(reference.clone());
                }
                members
                    .values()
                    .for_each(|member| references(member, found));
            }
            Value::Array(items) => items.iter().for_each(|item| references(item, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    references(document(), &mut found);
    for reference in &found {
        resolve(&serde_json::json!({ "$ref": reference }));
    }
    for (kind, components) in document()["components"].as_object().unwrap() {
        // Security schemes are referred to by name; an input is what its patch was made of.
        if kind == "securitySchemes" {
            continue;
        }
        for name in components.as_object().unwrap().keys() {
            let reference = format!("#/components/{kind}/{name}");
            assert!(
                found.contains(&reference) || name.ends_with("Input"),
                "nothing refers to {reference}"
            );
        }
    }
}

#[tokio::test]
async fn swagger_ui_is_served_from_this_origin_alone() {
    let app = TestApp::start().await;
    let page = app.anonymous().get("/docs/").await.expect(200);
    assert!(page.text.contains("swagger-ui"));
    assert!(!page.text.contains("https://"), "{}", page.text);
    assert!(
        page.header("content-security-policy")
            .contains("script-src 'self'")
    );
    for asset in [
        "swagger-ui.css",
        "swagger-ui-bundle.js",
        "swagger-initializer.js",
    ] {
        let served = app
            .anonymous()
            .get(&format!("/docs/{asset}"))
            .await
            .expect(200);
        assert!(!served.text.is_empty());
        assert_eq!(served.header("x-content-type-options"), "nosniff");
    }
}
