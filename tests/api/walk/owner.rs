//! Other people's things, and things that are nobody's.

use serde_json::Value;

use super::{Person, SHARED, call, closed, send};
use crate::{facts, harness::TestApp};

#[tokio::test]
async fn every_operation_answers_404_for_another_persons_id_and_changes_nothing() {
    let app = TestApp::start().await;
    let (ada, bob) = (
        Person::new(&app, "ada", 'a').await,
        Person::new(&app, "bob", 'b').await,
    );
    let before = (ada.state(&app), bob.state(&app));
    let closed = closed().filter(|operation| operation.path.contains('{'));
    for operation in closed.filter(|operation| !SHARED.contains(&operation.path.as_str())) {
        if SHARED
            .iter()
            .any(|shared| operation.path.starts_with(shared))
        {
            continue;
        }
        let path = ada.path(&app, &operation);
        let refused = call(&bob.client, &operation, &path).await;
        assert_eq!(refused.status, 404, "{}: {}", operation.id, refused.text);
        refused.expect_problem(404, "not_found");
        assert_eq!(
            (ada.state(&app), bob.state(&app)),
            before,
            "{}",
            operation.id
        );
    }
}

/// Below one's own resource, another person's child is as unknown.
#[tokio::test]
async fn every_operation_answers_404_for_another_persons_child_of_ones_own_parent() {
    let app = TestApp::start().await;
    let (ada, bob) = (
        Person::new(&app, "ada", 'a').await,
        Person::new(&app, "bob", 'b').await,
    );
    let before = ada.state(&app);
    // A tag is a word, not a resource: anybody may have the same.
    let nested = closed().filter(|operation| {
        operation.path_parameters().len() == 2 && !operation.path.ends_with("/{tag}")
    });
    for operation in nested {
        let [parent, child] = operation.path_parameters()[..] else {
            unreachable!()
        };
        for (parents, children) in [(&bob, &ada), (&ada, &bob)] {
            let path = operation
                .path
                .replace(
                    &format!("{{{parent}}}"),
                    &parents.id(&app, &operation, parent),
                )
                .replace(
                    &format!("{{{child}}}"),
                    &children.id(&app, &operation, child),
                );
            let refused = call(&bob.client, &operation, &path).await;
            refused.expect_problem(404, "not_found");
        }
    }
    assert_eq!(ada.state(&app), before);
}

#[tokio::test]
async fn every_operation_answers_404_for_an_unknown_or_malformed_id() {
    let app = TestApp::start().await;
    let ada = Person::new(&app, "ada", 'a').await;
    let before = ada.state(&app);
    for operation in closed().filter(|operation| operation.path.contains('{')) {
        for id in [
            "00000000-0000-7000-8000-00000000dead",
            "00000000-0000-0000-0000-000000000000",
            "1",
            "not-a-uuid",
            "%00",
            "%FF",
            "..%2F..",
            "00000000-0000-7000-8000-00000000dead%20",
            &"9".repeat(500),
        ] {
            let path = operation.path_with(|_| id.to_owned());
            let refused = call(&ada.client, &operation, &path).await;
            assert_eq!(
                refused.status, 404,
                "{} {id}: {}",
                operation.id, refused.text
            );
            refused.expect_problem(404, "not_found");
        }
    }
    assert_eq!(ada.state(&app), before);
}

/// A page of one person holds nothing of another's.
#[tokio::test]
async fn every_list_holds_only_what_is_the_callers() {
    let app = TestApp::start().await;
    let (ada, bob) = (
        Person::new(&app, "ada", 'a').await,
        Person::new(&app, "bob", 'b').await,
    );
    for operation in closed().filter(|operation| operation.id.starts_with("list_")) {
        let path = bob.path(&app, &operation);
        let page = call(&bob.client, &operation, &path).await.expect(200);
        let is_shared = [
            "/v1/methodology-rules",
            "/v1/lint-rules",
            "/v1/message-template-values",
            "/v1/question-bank",
            "/v1/reflection-questions",
            "/v1/webhook-event-types",
        ]
        .contains(&operation.path.as_str());
        assert!(!page.text.contains(&ada.stem), "{}", operation.id);
        assert!(
            is_shared || page.text.contains(&bob.stem) || operation.path == "/v1/sessions",
            "{} does not show what is his: {}",
            operation.id,
            page.text
        );
    }
}

#[tokio::test]
async fn every_body_refuses_a_reference_to_another_persons_resource() {
    let app = TestApp::start().await;
    let (ada, bob) = (
        Person::new(&app, "ada", 'a').await,
        Person::new(&app, "bob", 'b').await,
    );
    // Else that one is arranged would be told first.
    app.sql("DELETE FROM interview WHERE state = 'scheduled'")
        .unwrap();
    let before = (ada.state(&app), bob.state(&app));
    for operation in closed() {
        let Some(body) = operation.body.as_ref().filter(|_| !operation.is_upload()) else {
            continue;
        };
        let schema = crate::harness::document::resolve(&body.schema);
        let known =
            facts::references().filter(|(name, _)| schema["properties"].get(name).is_some());
        let known: Vec<_> = known.collect();
        for (wrong, _) in &known {
            let mut example = body.example.clone();
            for (name, row) in &known {
                let stem = if name == wrong { &ada.stem } else { &bob.stem };
                example[*name] = Value::String(format!("{stem}{row}"));
            }
            if schema["properties"].get("bank_question_id").is_some() {
                example["bank_question_id"] = Value::Null;
            }
            if operation.method == "PATCH" {
                example = serde_json::json!({ *wrong: example[*wrong] });
            }
            let path = bob.path(&app, &operation);
            let refused = send(&bob.client, &operation, &path, &example).await;
            assert_eq!(
                refused.status, 422,
                "{} {wrong}: {}",
                operation.id, refused.text
            );
            // Of two that do not belong together, either may be named.
            let pointer = refused.json["errors"][0]["pointer"]
                .as_str()
                .unwrap()
                .to_owned();
            assert!(
                known.iter().any(|(name, _)| pointer == format!("#/{name}")),
                "{} {wrong}: {}",
                operation.id,
                refused.text
            );
        }
    }
    assert_eq!((ada.state(&app), bob.state(&app)), before);
}
