//! What is put down before an interview.

use serde_json::json;

use super::scheduled;
use crate::harness::TestApp;

#[tokio::test]
async fn objectives_and_the_way_are_put_down_replaced_and_deleted() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = format!("{}/preparation", scheduled(&ada, "Grace").await);
    ada.get(&path).await.expect_problem(404, "not_found");
    let body = json!({"objectives": [" Two names "], "venue": "cafe", "travel_minutes": 25});
    let first = ada.put(&path, body).await.expect(201);
    assert_eq!(first.header("location"), path);
    assert_eq!(first.json["objectives"], json!(["Two names"]));
    assert_eq!(first.json["travel_minutes"], 25);
    let found = ada.get(&path).await.expect(200);
    assert_eq!((found.etag(), &found.json), (first.etag(), &first.json));

    let second = ada.put(&path, json!({"note": "Maps"})).await.expect(200);
    assert_eq!(second.json["objectives"], json!([]));
    assert_eq!(second.json["venue"], json!(null));
    ada.with("if-match", first.etag())
        .put(&path, json!({}))
        .await
        .expect_problem(412, "precondition_failed");
    let bob = app.person("bob").await;
    bob.get(&path).await.expect_problem(404, "not_found");
    bob.put(&path, json!({}))
        .await
        .expect_problem(404, "not_found");
    ada.delete(&path).await.expect(204);
    ada.delete(&path).await.expect_problem(404, "not_found");
}

#[tokio::test]
async fn what_cannot_be_put_down_is_named() {
    let app = TestApp::start().await;
    let ada = app.person("ada").await;
    let path = format!("{}/preparation", scheduled(&ada, "Grace").await);
    for (body, pointer) in [
        (json!({"objectives": [" "]}), "#/objectives/0"),
        (json!({"objectives": vec!["More"; 11]}), "#/objectives"),
        (json!({"venue": "the_moon"}), "#/venue"),
        (json!({"travel_minutes": 1441}), "#/travel_minutes"),
        (json!({"note": ""}), "#/note"),
    ] {
        ada.put(&path, body)
            .await
            .expect_problem(422, "invalid_body")
            .expect_error_at(pointer);
    }
}
