//! What the document says of every operation.

use std::collections::BTreeSet;

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::document::{Operation, document, operations, resolve};

/// Fails with everything that is wrong, not with the first thing.
fn assert_all(holds: impl Fn(&Operation) -> bool) {
    let wrong: Vec<String> = operations()
        .into_iter()
        .filter(|operation| !holds(operation))
        .map(|operation| operation.id)
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

fn is_text(value: &Value) -> bool {
    value.as_str().is_some_and(|text| !text.trim().is_empty())
}

#[test]
fn operations_are_named_once_by_verb_and_noun() {
    let names: Vec<String> = operations().into_iter().map(|one| one.id).collect();
    let unique: BTreeSet<&String> = names.iter().collect();
    assert_eq!(unique.len(), names.len());
    assert_all(|operation| {
        operation
            .id
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte == b'_')
    });
}

#[test]
fn operations_have_a_summary_a_description_and_one_declared_tag() {
    let declared: Vec<&Value> = document()["tags"]
        .as_array()
        .unwrap()
        .iter()
        .map(|tag| &tag["name"])
        .collect();
    assert_all(|operation| {
        let value = &operation.value;
        let tags = value["tags"].as_array().unwrap();
        is_text(&value["summary"])
            && is_text(&value["description"])
            && tags.len() == 1
            && declared.contains(&&tags[0])
    });
    let used: BTreeSet<String> = operations()
        .iter()
        .map(|operation| operation.value["tags"][0].as_str().unwrap().to_owned())
        .collect();
    for tag in document()["tags"].as_array().unwrap() {
        assert!(is_text(&tag["description"]));
        assert!(
            used.contains(tag["name"].as_str().unwrap()),
            "no operation has the tag {}",
            tag["name"]
        );
    }
}

#[test]
fn operations_say_who_may_call_them() {
    let schemes = &document()["components"]["securitySchemes"];
    assert_all(|operation| {
        let security = operation.value["security"].as_array().unwrap();
        security.len() == 1
            && security[0]
                .as_object()
                .unwrap()
                .keys()
                .all(|scheme| schemes.get(scheme).is_some())
    });
    // Whatever reads a workspace needs a token.
    assert_all(|operation| {
        operation.scopes().is_some()
            || !operation.path.starts_with("/v1/")
            || operation.path.starts_with("/v1/auth/")
    });
    // Reading and writing are different scopes.
    assert_all(|operation| {
        let kind = if operation.is_read() {
            ":read"
        } else {
            ":write"
        };
        operation
            .scopes()
            .into_iter()
            .flatten()
            .all(|scope| scope.ends_with(kind))
    });
}

#[test]
fn operations_declare_the_parameters_of_their_path_and_describe_all_parameters() {
    assert_all(|operation| {
        let declared: Vec<&str> = operation
            .parameters
            .iter()
            .filter(|parameter| parameter["in"] == "path")
            .map(|parameter| parameter["name"].as_str().unwrap())
            .collect();
        declared == operation.path_parameters()
    });
    assert_all(|operation| {
        operation.parameters.iter().all(|parameter| {
            is_text(&parameter["description"])
                && parameter["schema"].is_object()
                && (parameter["in"] != "path" || parameter["required"] == true)
        })
    });
}

#[test]
fn operations_describe_their_success_and_every_refusal() {
    assert_all(|operation| {
        let responses = operation.responses();
        responses
            .iter()
            .all(|(_, response)| is_text(&response["description"]))
            && responses.iter().any(|(status, _)| status.starts_with('2'))
    });
    assert_all(|operation| {
        let has = |wanted: &str| {
            operation
                .responses()
                .iter()
                .any(|(status, _)| *status == wanted)
        };
        let needs_token = operation.scopes().is_some();
        let mut expected = vec!["400", "429", "500", "503"];
        if needs_token {
            expected.extend(["401", "403"]);
        }
        if operation.path.contains('{') {
            expected.push("404");
        }
        if operation.body.is_some() {
            expected.extend(["408", "413", "415", "422"]);
        }
        if operation.takes_header("If-Match") {
            expected.push("412");
        }
        if operation.takes_header("If-None-Match") {
            expected.push(if operation.is_read() { "304" } else { "412" });
        }
        if operation.takes_header("Idempotency-Key") {
            expected.extend(["409", "422"]);
        }
        expected.into_iter().all(has)
    });
}

#[test]
fn no_description_says_a_thing_twice() {
    assert_all(|operation| {
        operation.responses().iter().all(|(_, response)| {
            let sentences: Vec<&str> = response["description"]
                .as_str()
                .unwrap()
                .split(". ")
                .collect();
            sentences.iter().collect::<BTreeSet<_>>().len() == sentences.len()
        })
    });
}

#[test]
fn errors_are_problem_documents() {
    assert_all(|operation| {
        operation
            .responses()
            .iter()
            .filter(|(status, _)| matches!(status.as_bytes()[0], b'4' | b'5'))
            .all(|(_, response)| {
                let content = response["content"].as_object().unwrap();
                content.keys().eq(["application/problem+json"])
                    && content["application/problem+json"]["schema"]
                        == json!({ "$ref": "#/components/schemas/Problem" })
            })
    });
}

#[test]
fn answers_declare_their_headers() {
    assert_all(|operation| {
        operation.responses().iter().all(|(status, response)| {
            let headers = response["headers"].as_object().unwrap();
            let has = |name: &str| headers.contains_key(name);
            let described = headers.values().all(|header| {
                let header = resolve(header);
                is_text(&header["description"]) && header["schema"].is_object()
            });
            described
                && has("X-Request-Id")
                && has("RateLimit")
                && has("RateLimit-Policy")
                && (!matches!(*status, "429" | "503") || has("Retry-After"))
                && (*status != "401" || has("WWW-Authenticate"))
                && (*status != "201" || has("Location"))
        })
    });
}

#[test]
fn conditional_and_idempotent_requests_are_offered_everywhere_in_a_workspace() {
    assert_all(|operation| {
        let in_workspace =
            operation.path.starts_with("/v1/") && !operation.path.starts_with("/v1/auth/");
        let retried = [Method::POST, Method::PATCH].contains(&operation.method);
        let holds_secrets = [
            "change_password",
            "create_api_key",
            "create_calendar_feed",
            "create_webhook_endpoint",
            "delete_account",
            // Asked for twice, it is sent once.
            "request_email_verification",
        ]
        .contains(&operation.id.as_str());
        operation.takes_header("Idempotency-Key") == (in_workspace && retried && !holds_secrets)
    });
    // A tag to send comes with the answer.
    assert_all(|operation| {
        !operation.takes_header("If-None-Match")
            || operation.responses().iter().any(|(status, response)| {
                *status == "200" && response["headers"].get("ETag").is_some()
            })
    });
    assert_all(|operation| {
        operation.method != Method::PATCH
            || operation.takes_header("If-Match")
                && operation.body.as_ref().unwrap().media_type == "application/merge-patch+json"
    });
}

#[test]
fn lists_are_pages() {
    assert_all(|operation| {
        let Some((_, response)) = operation
            .responses()
            .into_iter()
            .find(|(status, _)| *status == "200")
        else {
            return true;
        };
        let schema = &response["content"]["application/json"]["schema"];
        let is_page = schema["$ref"]
            .as_str()
            .is_some_and(|name| name.contains("/Page_"));
        let has = |name: &str| operation.parameters.iter().any(|one| one["name"] == name);
        operation.id.starts_with("list_") == is_page
            && (!is_page
                || has("limit") && has("cursor") && response["headers"].get("Link").is_some())
    });
}

#[test]
fn paths_are_plural_nouns_in_kebab_case() {
    for path in document()["paths"].as_object().unwrap().keys() {
        let segments = path
            .split('/')
            .skip(1)
            .filter(|segment| !segment.starts_with('{'));
        let is_kebab = |segment: &str| {
            segment
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte == b'-' || byte == b'1')
        };
        assert!(
            !path.starts_with("/v1") || segments.clone().all(is_kebab),
            "{path}"
        );
        assert!(path == "/" || !path.ends_with('/'), "{path}");
    }
}
