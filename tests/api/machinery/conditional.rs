//! Entity tags: If-Match with strong comparison, If-None-Match with weak (RFC 9110, section 13).

use reqwest::header::HeaderValue;
use serde_json::json;

use super::theme;
use crate::harness::TestApp;

#[tokio::test]
async fn if_match_lets_a_write_through_only_on_the_revision_it_names() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    for (number, (before, after, status)) in [
        ("", "", 200),
        ("\"other\", ", "", 200),
        ("\"a,b\" ,", " , \"\"", 200),
        ("", ", W/\"other\"", 200),
        ("W/", "", 412),
        ("\"other\", W/", "", 412),
    ]
    .into_iter()
    .enumerate()
    {
        let path = theme(&ada, &number.to_string()).await;
        let found = ada.get(&path).await.expect(200);
        let tags = format!("{before}{}{after}", found.etag());
        let reply = ada
            .with("if-match", tags.clone())
            .patch(&path, json!({"name": "new"}))
            .await;
        assert_eq!(reply.status, status, "{tags}: {}", reply.text);
        let now = ada.get(&path).await.expect(200);
        let is_changed = now.json != found.json || now.etag() != found.etag();
        assert_eq!(is_changed, status == 200, "{tags}");
        if status == 412 {
            // The tag to go on with is in the refusal.
            assert_eq!(
                reply.expect_problem(412, "precondition_failed").etag(),
                found.etag()
            );
        }
    }
}

#[tokio::test]
async fn if_match_fails_on_any_other_tag_and_passes_on_a_star() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = theme(&ada, "a").await;
    for other in [
        "\"other\"",
        "\"\"",
        "\"a,b\"",
        "W/\"other\"",
        "\"x\",\"y\" , \"z\"",
    ] {
        let refused = ada.with("if-match", other).delete(&path).await;
        refused.expect_problem(412, "precondition_failed");
        let refused = ada.with("if-match", other).get(&path).await;
        refused.expect_problem(412, "precondition_failed");
    }
    ada.with("if-match", "*").delete(&path).await.expect(204);
    // What is not there matches nothing, but that it is not there is all a client learns.
    ada.with("if-match", "*")
        .delete(&path)
        .await
        .expect_problem(404, "not_found");
}

#[tokio::test]
async fn if_none_match_answers_304_when_the_client_has_the_revision() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = theme(&ada, "a").await;
    let tag = ada.get(&path).await.expect(200).etag();
    for known in [
        tag.clone(),
        format!("W/{tag}"),
        format!("\"other\", W/{tag}"),
        "*".to_owned(),
    ] {
        let reply = ada.with("if-none-match", known.clone()).get(&path).await;
        assert_eq!((reply.status, reply.text.as_str()), (304, ""), "{known}");
        assert_eq!(reply.etag(), tag);
        assert_eq!(reply.header("cache-control"), "private, no-cache");
        assert!(reply.list("vary").contains(&"authorization".to_owned()));
        assert_eq!(reply.header("content-type"), "");
    }
    for unknown in ["\"other\"", "W/\"other\"", "\"\""] {
        ada.with("if-none-match", unknown)
            .get(&path)
            .await
            .expect(200);
    }
    ada.patch(&path, json!({"name": "b"})).await.expect(200);
    ada.with("if-none-match", tag).get(&path).await.expect(200);
}

#[tokio::test]
async fn malformed_tags_are_refused_and_the_header_is_named() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = theme(&ada, "a").await;
    for malformed in [
        "",
        " ",
        ",",
        "abc",
        "\"abc",
        "abc\"",
        "w/\"abc\"",
        "W/ \"abc\"",
        "\"a\" \"b\"",
        "*, \"a\"",
        "\"a\", *",
        "\"a\", b",
        "**",
        "\"a\"b\"",
    ] {
        for header in ["if-match", "if-none-match"] {
            let refused = ada.with(header, malformed).get(&path).await;
            assert_eq!(
                refused.status, 400,
                "{header}: {malformed:?}: {}",
                refused.text
            );
            refused
                .expect_problem(400, "invalid_header")
                .expect_error_at(header);
        }
        let refused = ada.with("if-match", malformed).delete(&path).await;
        refused.expect_problem(400, "invalid_header");
    }
    ada.get(&path).await.expect(200);
}

#[tokio::test]
async fn several_header_lines_are_one_list() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = theme(&ada, "a").await;
    let tag = ada.get(&path).await.expect(200).etag();
    let lines = ada
        .with("if-none-match", "\"other\"")
        .with("if-none-match", tag);
    assert_eq!(lines.get(&path).await.status, 304);
}

#[tokio::test]
async fn a_failed_precondition_changes_nothing_at_all() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = theme(&ada, "a").await;
    let before = app.sql("SELECT * FROM theme, change_counter").unwrap();
    app.advance(chrono::TimeDelta::minutes(1));
    let stale = ada
        .with("if-match", "\"stale\"")
        .with("idempotency-key", "12345678");
    stale.patch(&path, json!({"name": "b"})).await.expect(412);
    stale.delete(&path).await.expect(412);
    assert_eq!(
        app.sql("SELECT * FROM theme, change_counter").unwrap(),
        before
    );
    assert_eq!(
        app.sql("SELECT count(*) FROM idempotency_key").unwrap(),
        "0"
    );
}

#[tokio::test]
async fn a_tag_is_strong_and_changes_with_every_revision() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = theme(&ada, "a").await;
    let mut seen = vec![ada.get(&path).await.etag()];
    for name in ["b", "c"] {
        let changed = ada.patch(&path, json!({ "name": name })).await.expect(200);
        assert_eq!(changed.etag(), ada.get(&path).await.etag());
        assert!(!seen.contains(&changed.etag()));
        seen.push(changed.etag());
    }
    let is_strong = |tag: &String| {
        HeaderValue::from_str(tag).is_ok() && tag.starts_with('"') && tag.ends_with('"')
    };
    assert!(seen.iter().all(is_strong), "{seen:?}");
}
