//! Rate limits: told on every answer, kept apart by person, stricter where passwords are tried.

use serde_json::json;

use crate::harness::{PASSWORD, Reply, TestApp};

/// The items of a structured field such as `"default";r=2;t=20`.
fn number(field: &str, key: &str) -> u64 {
    let of = field
        .split(';')
        .find_map(|part| part.strip_prefix(&format!("{key}=")));
    of.unwrap_or_else(|| panic!("no {key} in {field}"))
        .parse()
        .unwrap()
}

fn expect_quota_exceeded(reply: Reply, policy: &str) {
    let refused = reply.expect_problem(429, "quota_exceeded");
    let kind = "https://iana.org/assignments/http-problem-types#quota-exceeded";
    assert_eq!(refused.json["type"], kind);
    assert_eq!(refused.json["violated-policies"], json!([policy]));
    let wait: u64 = refused.header("retry-after").parse().unwrap();
    assert!((1..=60).contains(&wait));
    assert_eq!(number(refused.header("ratelimit"), "r"), 0);
    assert!(wait >= number(refused.header("ratelimit"), "t"));
    assert_eq!(refused.header("cache-control"), "no-store");
}

#[tokio::test]
async fn every_answer_tells_what_is_left_and_the_one_too_many_is_refused() {
    let app = TestApp::start_with(|config| config.rate.requests = 3).await;
    let (ada, bob) = (app.person("ada").await, app.person("bob").await);
    for left in [2, 1, 0] {
        let reply = ada.get("/v1/themes").await.expect(200);
        assert_eq!(reply.header("ratelimit-policy"), "\"default\";q=3;w=60");
        assert_eq!(number(reply.header("ratelimit"), "r"), left);
        assert!(number(reply.header("ratelimit"), "t") <= 60);
    }
    expect_quota_exceeded(ada.get("/v1/themes").await, "default");
    // Also for a request that would have been refused anyway, and for nobody but her.
    expect_quota_exceeded(ada.get("/v1/no-such-thing").await, "default");
    bob.get("/v1/themes").await.expect(200);
    app.anonymous().get("/").await.expect(200);
}

#[tokio::test]
async fn requests_without_a_valid_token_count_for_their_address() {
    let app = TestApp::start_with(|config| config.rate.requests = 2).await;
    app.with_token("one").get("/v1/themes").await.expect(401);
    app.with_token("two").get("/v1/themes").await.expect(401);
    expect_quota_exceeded(app.anonymous().get("/").await, "default");
}

#[tokio::test]
async fn signing_in_has_a_limit_of_its_own() {
    let app = TestApp::start_with(|config| config.rate.sign_in_requests = 2).await;
    let ada = app.person("ada").await;
    let credentials = json!({"email": "ada@example.org", "password": PASSWORD});
    let second = app
        .anonymous()
        .post("/v1/auth/sign-in", credentials.clone())
        .await
        .expect(200);
    assert_eq!(second.header("ratelimit-policy"), "\"sign-in\";q=2;w=60");
    expect_quota_exceeded(
        app.anonymous().post("/v1/auth/sign-in", credentials).await,
        "sign-in",
    );
    ada.get("/v1/themes").await.expect(200);
}

#[tokio::test]
async fn an_address_is_believed_from_a_header_only_when_the_configuration_says_so() {
    let asks = async |app: &TestApp| {
        let mut statuses = Vec::new();
        for lines in [
            &["192.0.2.1"][..],
            &["192.0.2.2"],
            &["192.0.2.3, 192.0.2.2"],
            &["192.0.2.4", "192.0.2.2"],
        ] {
            let from = lines.iter().fold(app.anonymous(), |from, line| {
                from.with("x-forwarded-for", *line)
            });
            statuses.push(from.get("/").await.status);
        }
        statuses
    };
    let trusting = TestApp::start_with(|config| {
        config.rate.requests = 1;
        config.server.trust_forwarded_for = true;
    });
    assert_eq!(asks(&trusting.await).await, [200, 200, 429, 429]);
    let wary = TestApp::start_with(|config| config.rate.requests = 1).await;
    assert_eq!(asks(&wary).await, [200, 429, 429, 429]);
}

#[tokio::test]
async fn probes_are_never_limited() {
    let app = TestApp::start_with(|config| config.rate.requests = 1).await;
    for _ in 0..3 {
        app.anonymous().get("/livez").await.expect(200);
        app.anonymous().get("/readyz").await.expect(200);
    }
}
