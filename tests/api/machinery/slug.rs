//! Ids that a client made while it was offline.

use serde_json::json;

use crate::harness::TestApp;

const MINE: &str = "019b76da-a800-7abc-8def-0123456789ab";

#[tokio::test]
async fn what_an_offline_client_created_keeps_its_id() {
    let app = TestApp::start().await;
    let (ada, bob) = (app.person("ada").await, app.person("bob").await);
    let slug = ada.with("slug", MINE);
    let created = slug
        .post("/v1/contacts", json!({"name": "Jo Okafor"}))
        .await
        .expect(201);
    assert_eq!(created.header("location"), format!("/v1/contacts/{MINE}"));
    let outreach = ada
        .post("/v1/outreach", json!({"contact_id": MINE}))
        .await
        .expect(201);
    assert_eq!(outreach.json["contact_id"], MINE);
    slug.post("/v1/contacts", json!({"name": "Jo Okafor"}))
        .await
        .expect_problem(409, "id_taken");
    // A workspace of its own, an id of its own.
    bob.with("slug", MINE)
        .post("/v1/contacts", json!({"name": "Somebody"}))
        .await
        .expect(201);
}

#[tokio::test]
async fn an_id_that_is_none_is_refused() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    for slug in [
        "",
        "jo",
        "019b76da-a800-4abc-8def-0123456789ab",
        "019b76daa8007abc8def0123456789ab",
    ] {
        ada.with("slug", slug)
            .post("/v1/contacts", json!({"name": "Jo"}))
            .await
            .expect_problem(400, "invalid_header")
            .expect_error_at("Slug");
    }
}
