//! Problems that the framework alone would answer in its own way, and what names a request.

use insta::assert_json_snapshot;
use reqwest::Method;

use super::{count, idea, theme};
use crate::harness::TestApp;

#[tokio::test]
async fn a_problem_has_every_member_and_leads_to_its_explanation() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await.with("x-request-id", "request-1");
    let refused = ada
        .post("/v1/themes", serde_json::json!({"name": "", "color": 1}))
        .await;
    let refused = refused.expect_problem(422, "invalid_body");
    assert_json_snapshot!(refused.json, @r##"
    {
      "code": "invalid_body",
      "detail": "Nothing was changed. See `errors` for what does not fit.",
      "errors": [
        {
          "code": "min_length",
          "detail": "must not be empty",
          "pointer": "#/name"
        },
        {
          "code": "unknown_member",
          "detail": "is not known here",
          "pointer": "#/color"
        }
      ],
      "instance": "/requests/request-1",
      "request_id": "request-1",
      "status": 422,
      "title": "The body does not fit",
      "type": "https://rapport.example/problems/invalid_body"
    }
    "##);
    let explained = app
        .anonymous()
        .get("/problems/invalid_body")
        .await
        .expect(200);
    assert_json_snapshot!(explained.json, @r##"
    {
      "code": "invalid_body",
      "status": 422,
      "title": "The body does not fit"
    }
    "##);
    app.anonymous()
        .get("/problems/nonsense")
        .await
        .expect_problem(404, "not_found");
}

#[tokio::test]
async fn what_is_not_there_is_a_problem_too() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    for path in [
        "/nowhere",
        "/v1",
        "/v1/",
        "/v1/nowhere",
        "/v1/themes/",
        "//v1/themes",
        "/v1//themes",
        "/V1/themes",
        "/v2/themes",
        "/v1/themes/1/2/3",
        "/v1/themes;a=b",
        "/%2e%2e/etc/passwd",
        "/.env",
        "/openapi.yaml",
    ] {
        for method in [Method::GET, Method::POST, Method::DELETE, Method::OPTIONS] {
            let refused = ada.send(method.clone(), path, None, "").await;
            assert_eq!(refused.status, 404, "{method} {path}: {}", refused.text);
            refused.expect_problem(404, "not_found");
        }
    }
    let head = ada.send(Method::HEAD, "/nowhere", None, "").await;
    assert_eq!((head.status, head.text.as_str()), (404, ""));
}

#[tokio::test]
async fn a_request_keeps_its_name_when_it_is_a_sane_one() {
    let app = TestApp::start().await;
    let named = app.anonymous().with("x-request-id", "trace-42_a.b");
    assert_eq!(
        named.get("/livez").await.header("x-request-id"),
        "trace-42_a.b"
    );
    let refused = named.get("/nowhere").await;
    assert_eq!(refused.header("x-request-id"), "trace-42_a.b");
    assert_eq!(refused.json["request_id"], "trace-42_a.b");
    assert_eq!(refused.json["instance"], "/requests/trace-42_a.b");
    for insane in [
        "short",
        "with a space",
        "<script>",
        "a;b;c;d;e",
        &"x".repeat(129),
    ] {
        let reply = app
            .anonymous()
            .with("x-request-id", insane)
            .get("/nowhere")
            .await;
        assert_ne!(reply.header("x-request-id"), insane);
        assert!(!reply.text.contains(insane), "{}", reply.text);
        assert_eq!(reply.header("x-request-id").len(), 36);
    }
    let (one, two) = (
        app.anonymous().get("/livez").await,
        app.anonymous().get("/livez").await,
    );
    assert_ne!(one.header("x-request-id"), two.header("x-request-id"));
}

#[tokio::test]
async fn a_repeated_member_is_refused_wherever_it_is() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    for body in [
        r#"{"name":"a","name":"b"}"#,
        r#"{"name":"a","n\u0061me":"b"}"#,
        r#"{"name":"a","why":{"x":1,"x":2}}"#,
        r#"{"name":"a","why":[{"x":1,"x":2}]}"#,
    ] {
        let refused = ada
            .send(Method::POST, "/v1/themes", Some("application/json"), body)
            .await;
        refused.expect_problem(400, "malformed_json");
    }
    assert_eq!(count(&app), "0");
}

#[tokio::test]
async fn nesting_without_end_does_no_harm() {
    let app = TestApp::start_with(|config| config.limits.body_bytes = 1_000_000).await;
    let ada = app.person("ada").await;
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let deep = format!("{}1{}", open.repeat(100_000), close.repeat(100_000));
        let refused = ada
            .send(Method::POST, "/v1/themes", Some("application/json"), deep)
            .await;
        refused.expect_problem(400, "malformed_json");
    }
    app.anonymous().get("/livez").await.expect(200);
}

#[tokio::test]
async fn text_is_kept_as_it_was_written() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    for text in [
        "Zoë 👩🏽‍🔬 日本語 العربية",
        "'; DROP TABLE theme; --",
        "{{7*7}} ${x} %s <b>&amp;</b>",
        "\u{202e}abc\u{feff}",
        "a\tb\\n\"c\"",
    ] {
        let created = ada.post("/v1/themes", idea(text)).await.expect(201);
        assert_eq!(created.json["name"], text);
        let found = ada.get(created.header("location")).await.expect(200);
        assert_eq!(found.json["name"], text);
    }
}

#[tokio::test]
async fn a_length_is_counted_in_characters_by_everybody_alike() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let longest = "👩".repeat(200);
    ada.post("/v1/themes", idea(&longest)).await.expect(201);
    let refused = ada.post("/v1/themes", idea(&format!("{longest}x"))).await;
    refused
        .expect_problem(422, "invalid_body")
        .expect_error_at("#/name");
    for blank in [" ", "\n\t", "\u{a0}", "\u{2003}"] {
        let refused = ada.post("/v1/themes", idea(blank)).await;
        refused
            .expect_problem(422, "invalid_body")
            .expect_error_at("#/name");
    }
}

#[tokio::test]
async fn nul_is_refused_in_members_names_and_queries() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let refused = ada.post("/v1/themes", idea("a\0b")).await;
    refused
        .expect_problem(422, "invalid_body")
        .expect_error_at("#/name");
    let refused = ada
        .send(
            Method::POST,
            "/v1/themes",
            Some("application/json"),
            "{\"na\\u0000me\":\"a\"}",
        )
        .await;
    refused.expect_problem(422, "invalid_body");
    let path = theme(&ada, "a").await;
    let refused = ada.patch(&path, serde_json::json!({"why": "\0"})).await;
    refused
        .expect_problem(422, "invalid_body")
        .expect_error_at("#/why");
    ada.get("/v1/themes?sort=%00")
        .await
        .expect_problem(400, "invalid_parameter");
    ada.get("/v1/themes?%00=1")
        .await
        .expect_problem(400, "invalid_parameter");
}

#[tokio::test]
async fn a_query_that_cannot_be_read_is_refused() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    for query in [
        "limit=%zz",
        "limit=1;sort=name",
        "=1",
        "limit",
        "limit[]=1",
        "status=idea,,decided",
        "&limit=0",
    ] {
        let refused = ada.get(&format!("/v1/themes?{query}")).await;
        assert_eq!(refused.status, 400, "{query}: {}", refused.text);
        refused.expect_problem(400, "invalid_parameter");
    }
    for query in [
        "",
        "&",
        "limit=1&",
        "status=idea,decided",
        "status=idea&status=decided",
        "limit=%31",
    ] {
        let accepted = ada.get(&format!("/v1/themes?{query}")).await;
        assert_eq!(accepted.status, 200, "{query}: {}", accepted.text);
    }
}

#[tokio::test]
async fn an_empty_patch_is_no_harm() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = theme(&ada, "a").await;
    let before = ada.get(&path).await.expect(200);
    let after = ada.patch(&path, serde_json::json!({})).await.expect(200);
    assert_eq!(after.json["name"], before.json["name"]);
}
