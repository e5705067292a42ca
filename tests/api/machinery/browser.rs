//! What browsers are told: who may call, what they may read, what they must not do.

use reqwest::Method;

use super::theme;
use crate::harness::{Client, Reply, TestApp};

const OURS: &str = "https://app.example.org";
const FOREIGN: &str = "https://evil.example";

async fn start() -> TestApp {
    TestApp::start_with(|config| config.cors.origins = vec![OURS.to_owned()]).await
}

async fn preflight(client: &Client, origin: &str, method: &str, header: &str) -> Reply {
    client
        .with("origin", origin)
        .with("access-control-request-method", method)
        .with("access-control-request-headers", header)
        .send(
            Method::OPTIONS,
            "/v1/themes/00000000-0000-7000-8000-00000000dead",
            None,
            "",
        )
        .await
}

#[tokio::test]
async fn a_page_of_a_listed_origin_may_send_everything_we_understand() {
    let app = start().await;
    for method in ["GET", "HEAD", "POST", "PATCH", "DELETE"] {
        let headers = "authorization, content-type, if-match, if-none-match, idempotency-key, x-request-id, traceparent";
        let allowed = preflight(&app.anonymous(), OURS, method, headers).await;
        assert!(
            [200, 204].contains(&allowed.status),
            "{method}: {}",
            allowed.text
        );
        assert_eq!(allowed.header("access-control-allow-origin"), OURS);
        assert!(
            allowed
                .header("access-control-allow-methods")
                .contains(method)
        );
        assert_eq!(allowed.header("access-control-max-age"), "7200");
        assert_eq!(allowed.header("access-control-allow-credentials"), "");
        assert!(!allowed.header("x-request-id").is_empty());
        let accepted = allowed
            .header("access-control-allow-headers")
            .to_ascii_lowercase();
        for header in headers.split(", ") {
            assert!(accepted.contains(header), "{header}");
        }
    }
}

#[tokio::test]
async fn a_page_of_any_other_origin_is_told_nothing() {
    let app = start().await;
    let ada = app.person("ada").await;
    for origin in [
        FOREIGN,
        "null",
        "https://app.example.org.evil.example",
        "http://app.example.org",
    ] {
        let refused = preflight(&app.anonymous(), origin, "GET", "authorization").await;
        assert_eq!(
            refused.header("access-control-allow-origin"),
            "",
            "{origin}"
        );
        let reply = ada.with("origin", origin).get("/v1/themes").await;
        assert_eq!(reply.header("access-control-allow-origin"), "", "{origin}");
    }
    let unlisted = TestApp::start().await;
    let refused = preflight(&unlisted.anonymous(), OURS, "GET", "authorization").await;
    assert_eq!(refused.header("access-control-allow-origin"), "");
    let header = preflight(&app.anonymous(), OURS, "GET", "x-evil").await;
    assert!(
        !header
            .header("access-control-allow-headers")
            .contains("x-evil")
    );
}

#[tokio::test]
async fn a_page_may_read_our_headers_on_answers_and_on_refusals() {
    let app = start().await;
    let ada = app.person("ada").await.with("origin", OURS);
    let path = theme(&ada, "a").await;
    for reply in [
        ada.get(&path).await.expect(200),
        ada.get("/v1/no-such-thing").await.expect(404),
        ada.get("/v1/themes?x=1").await.expect(400),
        app.anonymous()
            .with("origin", OURS)
            .get("/v1/themes")
            .await
            .expect(401),
    ] {
        assert_eq!(reply.header("access-control-allow-origin"), OURS);
        let exposed = reply.list("access-control-expose-headers");
        for header in [
            "etag",
            "link",
            "location",
            "ratelimit",
            "ratelimit-policy",
            "retry-after",
            "x-request-id",
            "deprecation",
            "sunset",
            "idempotency-replayed",
            "www-authenticate",
        ] {
            assert!(
                exposed.contains(&header.to_owned()),
                "{header}: {exposed:?}"
            );
        }
        assert!(reply.list("vary").contains(&"origin".to_owned()));
    }
}

#[tokio::test]
async fn every_answer_says_what_a_browser_must_not_do() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = theme(&ada, "a").await;
    for reply in [
        ada.get(&path).await,
        ada.send(Method::HEAD, &path, None, "").await,
        ada.send(Method::OPTIONS, &path, None, "").await,
        ada.with("if-none-match", "*").get(&path).await,
        ada.get("/v1/themes/1").await,
        ada.get("/v1/themes?x").await,
        app.anonymous().get(&path).await,
        app.anonymous().get("/nowhere").await,
        app.anonymous().get("/livez").await,
        app.anonymous().get("/docs/").await,
        app.anonymous().get("/docs").await,
        app.anonymous().get("/docs/nowhere").await,
    ] {
        assert_eq!(reply.header("x-content-type-options"), "nosniff");
        assert_eq!(reply.header("referrer-policy"), "no-referrer");
        let policy = reply.header("content-security-policy");
        assert!(
            policy.starts_with("default-src 'none'") && policy.contains("frame-ancestors 'none'")
        );
        assert!(!reply.header("x-request-id").is_empty());
        assert!(!reply.header("cache-control").is_empty());
        assert_eq!(reply.header("server"), "");
        assert_eq!(reply.header("x-powered-by"), "");
    }
}

#[tokio::test]
async fn what_is_personal_is_not_kept_by_anybody_else() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = theme(&ada, "a").await;
    let found = ada.get(&path).await.expect(200);
    assert_eq!(found.header("cache-control"), "private, no-cache");
    assert!(found.list("vary").contains(&"authorization".to_owned()));
    assert_eq!(
        ada.get("/v1/themes/1").await.header("cache-control"),
        "no-store"
    );
    assert_eq!(
        app.anonymous().get("/livez").await.header("cache-control"),
        "no-store"
    );
}
