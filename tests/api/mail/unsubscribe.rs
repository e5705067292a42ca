//! Ending letters with one click.

use chrono::TimeDelta;
use serde_json::json;

use super::{minute, since, verified, wants};
use crate::harness::TestApp;

#[tokio::test]
async fn one_click_ends_what_the_letter_was_and_looking_ends_nothing() {
    let app = TestApp::start().await;
    let ada = verified(&app, "ada").await;
    let grace = ada.create("/v1/contacts", json!({"name": "Grace"})).await;
    let body =
        json!({"contact_id": grace, "direction": "mine", "what": "Call", "due_on": "2026-01-05"});
    ada.create("/v1/promises", body).await;
    wants(
        &ada,
        json!({"digest": "daily", "digest_hour": 11, "interview_lead_minutes": 60}),
    )
    .await;
    app.advance(TimeDelta::hours(1));
    minute(&app).await;
    let mail = since(&app, 1).pop().unwrap();
    assert_eq!(
        mail.header("List-Unsubscribe-Post").as_deref(),
        Some("List-Unsubscribe=One-Click")
    );
    let url = mail.header("List-Unsubscribe").unwrap();
    let path = url
        .trim_matches(['<', '>'])
        .strip_prefix("https://rapport.example")
        .unwrap();
    assert!(
        mail.html().contains(path.rsplit('/').next().unwrap()) && mail.text().contains(path),
        "{}",
        mail.raw
    );

    let ada = app.person("ada").await;
    let page = app.anonymous().get(path).await.expect(200);
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    assert_eq!(page.header("cache-control"), "no-store");
    let settings = "/v1/notifications";
    assert_eq!(ada.get(settings).await.json["digest"], "daily");
    for _ in 0..2 {
        let reply = reqwest::Client::new()
            .post(format!("{}{path}", app.base))
            .header("content-type", "application/x-www-form-urlencoded")
            .body("List-Unsubscribe=One-Click")
            .send()
            .await
            .unwrap();
        assert_eq!(reply.status(), 200);
    }
    let left = ada.get(settings).await.expect(200);
    assert_eq!(
        (&left.json["digest"], &left.json["interview_lead_minutes"]),
        (&json!("off"), &json!(60))
    );
    app.advance(TimeDelta::days(1));
    minute(&app).await;
    assert_eq!(since(&app, 2).len(), 0);

    let (place, token) = path.rsplit_once('/').unwrap();
    let forged = format!("{place}/{}", token.chars().rev().collect::<String>());
    app.anonymous()
        .get(&forged)
        .await
        .expect_problem(404, "not_found");
    app.anonymous()
        .act(&forged)
        .await
        .expect_problem(404, "not_found");
}
