//! Methods: HEAD wherever GET is, OPTIONS everywhere, 405 for the rest.

use std::collections::{BTreeMap, BTreeSet};

use reqwest::Method;

use super::{Person, operations};
use crate::harness::TestApp;

/// Paths with the methods that the document gives them.
fn paths() -> BTreeMap<String, BTreeSet<String>> {
    let mut paths: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for operation in operations() {
        let methods = paths.entry(operation.path).or_default();
        if operation.method == Method::GET {
            methods.insert("HEAD".to_owned());
        }
        methods.insert(operation.method.to_string());
        methods.insert("OPTIONS".to_owned());
    }
    paths
}

fn allowed(header: &str) -> BTreeSet<String> {
    header
        .split(',')
        .map(|method| method.trim().to_owned())
        .collect()
}

#[tokio::test]
async fn head_answers_every_get_without_its_body() {
    let app = TestApp::start().await;
    let ada = Person::new(&app, "ada", 'a').await;
    for operation in operations().iter().filter(|operation| operation.is_read()) {
        let path = ada.path(&app, operation);
        let get = ada.client.get(&path).await;
        let head = ada.client.send(Method::HEAD, &path, None, "").await;
        assert_eq!(get.status, 200, "{}: {}", operation.id, get.text);
        assert_eq!(
            (head.status, head.text.as_str()),
            (200, ""),
            "{}",
            operation.id
        );
        for name in [
            "content-type",
            "content-length",
            "etag",
            "cache-control",
            "vary",
        ] {
            assert_eq!(
                head.header(name),
                get.header(name),
                "{} {name}",
                operation.id
            );
        }
    }
}

#[tokio::test]
async fn options_names_the_methods_of_the_document() {
    let app = TestApp::start().await;
    for (path, methods) in paths() {
        let reply = app
            .anonymous()
            .send(Method::OPTIONS, &path, None, "")
            .await
            .expect(204);
        assert_eq!(allowed(reply.header("allow")), methods, "{path}");
        assert_eq!(reply.text, "");
    }
}

#[tokio::test]
async fn any_other_method_is_refused_with_the_ones_that_are_known() {
    let app = TestApp::start().await;
    let ada = Person::new(&app, "ada", 'a').await;
    let before = ada.state(&app);
    for (path, methods) in paths() {
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"] {
            if methods.contains(method) {
                continue;
            }
            let refused = ada
                .client
                .send(method.parse().unwrap(), &path, None, "")
                .await;
            assert_eq!(refused.status, 405, "{method} {path}: {}", refused.text);
            let refused = refused.expect_problem(405, "method_not_allowed");
            assert_eq!(allowed(refused.header("allow")), methods, "{method} {path}");
        }
    }
    assert_eq!(ada.state(&app), before);
}
