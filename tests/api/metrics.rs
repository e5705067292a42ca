//! What Prometheus is told, and where.

use reqwest::StatusCode;
use serde_json::json;

use crate::harness::TestApp;

async fn start() -> TestApp {
    TestApp::start_with(|config| config.metrics.address = "127.0.0.1:0".to_owned()).await
}

/// What a scrape reads.
async fn scrape(app: &TestApp) -> String {
    let url = format!("http://{}/metrics", app.metrics.unwrap());
    let answer = reqwest::get(url).await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    let kind = answer.headers()["content-type"].to_str().unwrap();
    assert!(
        kind.starts_with("application/openmetrics-text; version=1.0.0"),
        "{kind}"
    );
    answer.text().await.unwrap()
}

fn value(text: &str, series: &str) -> f64 {
    let line = text
        .lines()
        .find(|line| line.starts_with(&format!("{series} ")));
    let line = line.unwrap_or_else(|| panic!("no {series} in {text}"));
    line.rsplit(' ').next().unwrap().parse().unwrap()
}

#[tokio::test]
async fn every_answer_is_counted_by_operation_and_status_and_nobody_is_named() {
    let app = start().await;
    let ada = app.person("ada").await;
    let id = ada.create("/v1/contacts", json!({"name": "Grace"})).await;
    for _ in 0..3 {
        ada.get(&format!("/v1/contacts/{id}")).await.expect(200);
    }
    ada.get("/v1/contacts/nobody").await.expect(404);
    ada.get("/nowhere/at/all").await.expect(404);
    let text = scrape(&app).await;
    assert!(text.ends_with("# EOF\n"));
    let count = |method: &str, route: &str, status: u16| {
        let labels = format!("method=\"{method}\",route=\"{route}\",status=\"{status}\"");
        value(
            &text,
            &format!("http_server_request_duration_seconds_count{{{labels}}}"),
        )
    };
    assert!((count("POST", "/v1/contacts", 201) - 1.0).abs() < f64::EPSILON);
    assert!((count("GET", "/v1/contacts/{id}", 200) - 3.0).abs() < f64::EPSILON);
    assert!((count("GET", "/v1/contacts/{id}", 404) - 1.0).abs() < f64::EPSILON);
    assert!((count("GET", "unmatched", 404) - 1.0).abs() < f64::EPSILON);
    assert!(!text.contains(&id) && !text.contains("nowhere"));
}

#[tokio::test]
async fn a_method_that_a_client_made_up_makes_no_series_of_its_own() {
    let app = start().await;
    let method = reqwest::Method::from_bytes(b"BREW").unwrap();
    let answer = app.anonymous().send(method, "/v1/contacts", None, "").await;
    assert!(answer.status >= 400);
    let text = scrape(&app).await;
    assert!(text.contains("method=\"_OTHER\"") && !text.contains("BREW"));
}

#[tokio::test]
async fn the_pool_and_the_queue_are_told_as_they_are_now() {
    let app = start().await;
    app.person("ada").await;
    let text = scrape(&app).await;
    for (series, expected) in [
        ("rapport_database_up", 1.0),
        ("db_client_connections_max", 5.0),
        ("http_server_active_requests", 0.0),
        ("rapport_event_streams", 0.0),
        // The mail that asks to verify the address.
        ("rapport_jobs{state=\"waiting\"}", 1.0),
        ("rapport_jobs{state=\"dead\"}", 0.0),
    ] {
        assert!(
            (value(&text, series) - expected).abs() < f64::EPSILON,
            "{series}: {text}"
        );
    }
    app.work().await;
    let text = scrape(&app).await;
    assert!(value(&text, "rapport_jobs{state=\"waiting\"}") < 0.5);
    assert!(value(&text, "db_client_connections{state=\"idle\"}") > 0.5);
}

#[tokio::test]
async fn the_figures_are_nowhere_else() {
    let app = TestApp::start().await;
    assert!(app.metrics.is_none());
    app.anonymous()
        .get("/metrics")
        .await
        .expect_problem(404, "not_found");
}
