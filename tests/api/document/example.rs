//! Examples that hold what they show.

use jsonschema::Validator;
use serde_json::{Value, json};

use crate::harness::document::{document, operations};

/// A validator of a schema of the document, formats included.
pub(crate) fn validator(schema: &Value) -> Validator {
    let mut schema = schema.clone();
    schema["components"] = document()["components"].clone();
    let options = jsonschema::draft202012::options().should_validate_formats(true);
    options.build(&schema).unwrap()
}

/// What does not fit, as text.
fn misfits(schema: &Value, example: &Value) -> Vec<String> {
    validator(schema)
        .iter_errors(example)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect()
}

#[test]
fn every_request_body_has_an_example_that_fits() {
    for operation in operations() {
        let Some(body) = &operation.body else {
            continue;
        };
        // A file is shown as its text.
        let is_shown =
            body.example.is_object() || operation.is_upload() && body.example.is_string();
        assert!(is_shown, "{} has no example", operation.id);
        let wrong = misfits(&body.schema, &body.example);
        assert!(wrong.is_empty(), "{}: {wrong:#?}", operation.id);
    }
}

#[test]
fn every_answer_has_an_example_that_fits() {
    for operation in operations() {
        for (status, response) in operation.responses() {
            for (kind, media) in response["content"].as_object().into_iter().flatten() {
                // The document itself is its own example.
                if operation.id == "find_document" && status == "200" {
                    continue;
                }
                let example = &media["example"];
                // Of the media types of a file, one is shown, as its text.
                if !kind.ends_with("json") && (example.is_string() || example.is_null()) {
                    continue;
                }
                assert!(
                    example.is_object() || !kind.ends_with("json") && example.is_string(),
                    "{} {status} {kind} has no example",
                    operation.id
                );
                let wrong = misfits(&media["schema"], example);
                assert!(wrong.is_empty(), "{} {status}: {wrong:#?}", operation.id);
            }
        }
    }
}

/// An example with a member that the schema does not know would teach a client to rely on it.
#[test]
fn examples_show_every_member_and_no_other() {
    for (name, schema) in document()["components"]["schemas"].as_object().unwrap() {
        let Some(example) = schema["examples"][0].as_object() else {
            continue;
        };
        let known = schema["properties"].as_object();
        let known = known.into_iter().flatten();
        let names: Vec<&String> = known.map(|(name, _)| name).collect();
        if names.is_empty() {
            continue;
        }
        let strange: Vec<&String> = example
            .keys()
            .filter(|member| !names.contains(member))
            .collect();
        assert!(strange.is_empty(), "{name}: {strange:?}");
    }
}

#[test]
fn every_parameter_and_header_example_fits() {
    for operation in operations() {
        for parameter in &operation.parameters {
            if let Some(example) = parameter.get("example") {
                let wrong = misfits(&parameter["schema"], example);
                assert!(
                    wrong.is_empty(),
                    "{} {}: {wrong:#?}",
                    operation.id,
                    parameter["name"]
                );
            }
        }
    }
    for (name, header) in document()["components"]["headers"].as_object().unwrap() {
        let wrong = misfits(&header["schema"], &header["example"]);
        assert!(wrong.is_empty(), "{name}: {wrong:#?}");
    }
    assert_eq!(
        misfits(&json!({"type": "string", "format": "uuid"}), &json!("x")).len(),
        1
    );
}
